"""Collect what is found in one file, so that every problem can be told at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from geo.problems import DataError, Note, Problem

KEPT = 1_000
"""So many problems are kept at least, the first by line; the rest are only counted."""


class Findings:
    """The problems and notes found so far in one file.

    ``file`` is its base name, ``unit`` what its numbers count: lines, features of a GeoJSON, or
    rows of a table that is no text.
    """

    def __init__(self, file: str, unit: Literal["line", "feature", "row"] = "line") -> None:
        self.file = file
        self.unit = unit
        self.total = 0
        self._problems: list[Problem] = []
        self._notes: dict[tuple[str, str], Note] = {}

    def problem(
        self,
        rule: str,
        line: int | None = None,
        column: str = "",
        value: str | None = None,
        **values: object,
    ) -> None:
        """Add one problem."""
        self.add(Problem(rule, self.file, line, column, value, values, self.unit))

    def add(self, problem: Problem) -> None:
        """Add one problem that already names its file and line."""
        self.total += 1
        self._problems.append(problem)
        if len(self._problems) > 2 * KEPT:
            self._problems = self._first()

    def count_more(self, number: int) -> None:
        """Count further problems that are not kept, because they stand after ``KEPT`` others."""
        self.total += number

    def note(
        self,
        rule: str,
        line: int | None = None,
        column: str = "",
        value: str | None = None,
        count: int = 1,
        **values: object,
    ) -> None:
        """Add a note; one stands for all cells of a column that were read in the same way."""
        note = Note(rule, self.file, line, column, value, values, self.unit, count)
        before = self._notes.get((rule, column))
        if before is not None:
            first = min(before, note, key=lambda one: one.line or 0)
            note = replace(first, count=before.count + count)
        self._notes[rule, column] = note

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes, in the order in which they were first made."""
        return tuple(self._notes.values())

    def raise_problems(self) -> None:
        """Raise :class:`DataError` with every problem found so far, if there is one."""
        if self.total:
            raise self.error()

    def refuse(self, rule: str, line: int | None = None, **values: object) -> DataError:
        """Add a problem after which nothing more can be read, and return the error to raise."""
        self.add(Problem(rule, self.file, line, values=values, unit=self.unit))
        return self.error()

    def error(self) -> DataError:
        """Return the error that tells every problem found so far."""
        return DataError(self._first(), self.total)

    def _first(self) -> list[Problem]:
        return sorted(self._problems, key=lambda problem: problem.line or 0)[:KEPT]

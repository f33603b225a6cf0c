"""A table of text cells under examination: each distinct value is judged once, however many rows.

A judge is a plain function of the cells of one row. It returns ``None`` for cells that are as they
should be, else a :class:`Verdict`: the cells as they are to be read, with notes, or problems. So
the rules read like rules, and a million rows cost little more than their distinct values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.findings import KEPT, Findings
from geo.problems import Note, Problem

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of the cells of one row, when they are not plainly right.

    ``cells`` are the cells as they are to be read (``None`` leaves them alone). A problem's
    ``column`` is no longer looked at by later judges; file and line are filled in by the table.
    """

    cells: tuple[str, ...] | None = None
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()


Judge = Callable[..., Verdict | None]


class Table:
    """Text cells (all ``str``, blank is ``""``), the line of each row, and what was found."""

    def __init__(self, cells: pd.DataFrame, lines: Rows, findings: Findings) -> None:
        self.cells = cells
        self.lines = lines
        self.findings = findings
        self._broken: dict[str, npt.NDArray[np.bool_]] = {}

    def sound_rows(self, columns: Sequence[str]) -> Rows:
        """Return the positions of the rows in which no problem was found in these columns.

        None when one of the columns is not in the table.
        """
        if any(column not in self.cells for column in columns):
            return np.empty(0, dtype=np.int64)
        sound = np.ones(len(self.cells), dtype=bool)
        for column in columns:
            if column in self._broken:
                sound &= ~self._broken[column]
        return np.flatnonzero(sound)

    def judge(self, columns: Sequence[str], judge: Judge) -> None:
        """Have the cells of ``columns`` judged in every row where they are sound so far."""
        rows = self.sound_rows(columns)
        if not len(rows):
            return
        parts = [self._column(column, rows) for column in columns]
        group, first = _distinct(parts)
        values = list(zip(*(part.iloc[first].tolist() for part in parts), strict=True))
        verdicts = [judge(*cells) for cells in values]
        hits = [index for index, verdict in enumerate(verdicts) if verdict is not None]
        if not hits:
            return
        self._rewrite(columns, rows, group, values, verdicts)
        self._add_notes(rows, group, first, verdicts)
        self._add_problems(columns, rows, group, verdicts)

    def report(self, positions: Rows, column: str, make: Callable[[int], Problem]) -> None:
        """Add a problem in ``column`` for each row position, in ascending order.

        ``make`` gets the index into ``positions`` and gives the problem without file and line.
        """
        for index, position in enumerate(positions[:KEPT].tolist()):
            self.findings.add(self._at(make(index), position))
        self.findings.count_more(max(0, len(positions) - KEPT))
        self._break(column, positions)

    def _column(self, column: str, rows: Rows) -> pd.Series[Any]:
        series = self.cells[column]
        return series if len(rows) == len(series) else series.iloc[rows]

    def _at(self, problem: Problem, position: int) -> Problem:
        return replace(problem, file=self.findings.file, line=int(self.lines[position]))

    def _break(self, column: str, positions: Rows) -> None:
        broken = self._broken.setdefault(column, np.zeros(len(self.cells), dtype=bool))
        broken[positions] = True

    def _rewrite(
        self,
        columns: Sequence[str],
        rows: Rows,
        group: Rows,
        values: list[tuple[str, ...]],
        verdicts: list[Verdict | None],
    ) -> None:
        if not any(verdict and verdict.cells for verdict in verdicts):
            return
        read = [
            verdict.cells if verdict and verdict.cells else cells
            for cells, verdict in zip(values, verdicts, strict=True)
        ]
        for column, texts in zip(columns, zip(*read, strict=True), strict=True):
            new = pd.Series(list(texts), dtype="str").take(group)
            if len(rows) < len(self.cells):
                whole = self.cells[column].to_numpy(dtype=object, copy=True)
                whole[rows] = new.to_numpy(dtype=object)
                new = pd.Series(whole, dtype="str")
            self.cells[column] = new.array

    def _add_notes(
        self, rows: Rows, group: Rows, first: Rows, verdicts: list[Verdict | None]
    ) -> None:
        noted = [index for index, verdict in enumerate(verdicts) if verdict and verdict.notes]
        if not noted:
            return
        times = np.bincount(group, minlength=len(verdicts))
        for index in noted:
            verdict = verdicts[index]
            assert verdict is not None
            line = int(self.lines[rows[first[index]]])
            for note in verdict.notes:
                self.findings.note(
                    note.rule, line, note.column, note.value, int(times[index]), **note.values
                )

    def _add_problems(
        self,
        columns: Sequence[str],
        rows: Rows,
        group: Rows,
        verdicts: list[Verdict | None],
    ) -> None:
        number = np.array([len(verdict.problems) if verdict else 0 for verdict in verdicts])
        if not number.any():
            return
        found = np.flatnonzero(number[group])
        for index in found[:KEPT].tolist():
            verdict = verdicts[group[index]]
            assert verdict is not None
            for problem in verdict.problems:
                self.findings.add(self._at(problem, int(rows[index])))
        self.findings.count_more(int(number[group[found[KEPT:]]].sum()))
        for column in columns:
            named = np.array(
                [
                    bool(verdict) and any(problem.column == column for problem in verdict.problems)
                    for verdict in verdicts
                ]
            )
            self._break(column, rows[named[group]])


def _distinct(parts: Sequence[pd.Series[Any]]) -> tuple[Rows, Rows]:
    """Return for each row the number of its distinct combination, and where each first stands."""
    group, distinct = pd.factorize(parts[0])
    for part in parts[1:]:
        other, others = pd.factorize(part)
        group, distinct = pd.factorize(group.astype(np.int64) * len(others) + other)
    first = np.empty(len(distinct), dtype=np.int64)
    first[group[::-1]] = np.arange(len(group) - 1, -1, -1)
    return group, first

"""A table of text cells under examination: each distinct value is judged once, however many rows.

A judge is a plain function of the cells of one row. It returns ``None`` for cells that are as they
should be, else a :class:`Verdict`: the cells as they are to be read, with notes, or problems. So
the rules read like rules, and a million rows cost little more than their distinct values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.findings import KEPT, Findings
from geo.problems import Note, Problem

MOST_WRONG: Final = 2_000
"""After so many different wrong values the rest of a column is left alone: it is another file."""

MOST_ODD: Final = 200_000
"""So many different values, of all columns together, are mended or told wrong: some seconds."""

_ROWS_AT_ONCE: Final = 1 << 16

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


@dataclass(frozen=True, slots=True)
class _Judged:
    """The distinct combinations of cells in some rows of a table, and what was said of them.

    ``group`` gives for each of ``rows`` the number of its combination, ``first`` for each
    combination the row in which it first stands; ``verdicts`` are those of the combinations that
    are not plainly right, by their numbers.
    """

    columns: Sequence[str]
    rows: Rows
    group: Rows
    first: Rows
    verdicts: dict[int, Verdict]


class Table:
    """Text cells (all ``str``, blank is ``""``), the line of each row, and what was found."""

    def __init__(self, cells: pd.DataFrame, lines: Rows, findings: Findings) -> None:
        self.cells = cells
        self.lines = lines
        self.findings = findings
        self._broken: dict[str, npt.NDArray[np.bool_]] = {}
        self._odd = 0

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

    def take(self, column: str, rows: Rows) -> pd.Series[str]:
        """Return the cells of a column at these row positions."""
        series = self.cells[column]
        return series if len(rows) == len(series) else series.iloc[rows]

    def judge(self, columns: Sequence[str], judge: Judge) -> None:
        """Have the cells of ``columns`` judged in every row where they are sound so far."""
        rows = self.sound_rows(columns)
        if not len(rows):
            return
        parts = [self.take(column, rows) for column in columns]
        group, first = distinct_rows(parts)
        verdicts: dict[int, Verdict] = {}
        wrong = 0
        for number, cells in enumerate(_cells_at(parts, first)):
            verdict = judge(*cells)
            if verdict is None:
                continue
            verdicts[number] = verdict
            wrong += bool(verdict.problems)
            self._odd += 1
            if number + 1 == len(first):
                break
            if wrong == MOST_WRONG:
                self.give_up(verdict.problems[-1].column, rows[group > number])
                break
            if self._odd >= MOST_ODD:
                self.give_up(columns[-1], rows[group > number], "given_up_file", MOST_ODD)
                break
        if verdicts:
            judged = _Judged(columns, rows, group, rows[first], verdicts)
            self._rewrite(judged)
            self._add_notes(judged)
            self._add_problems(judged)

    def report(self, positions: Rows, column: str, make: Callable[[int], Problem]) -> None:
        """Add a problem in ``column`` for each row position, in ascending order.

        ``make`` gets the index into ``positions`` and gives the problem without file and line.
        """
        for index, position in enumerate(positions[:KEPT].tolist()):
            self._add(make(index), position)
        self.findings.count_more(max(0, len(positions) - KEPT))
        self._break(column, positions)

    def give_up(
        self, column: str, rows: Rows, rule: str = "given_up", limit: int = MOST_WRONG
    ) -> None:
        """Say that ``rows`` are no longer looked at: ``limit`` values before them are not right."""
        values = {"limit": f"{limit:,}"}
        self.report(rows[:1], column, lambda _: Problem(rule, column=column, values=values))
        self._break(column, rows)

    def _add(self, problem: Problem, position: int) -> None:
        line = int(self.lines[position])
        found = self.findings
        found.add(replace(problem, file=found.file, line=line, unit=found.unit))

    def _break(self, column: str, positions: Rows) -> None:
        broken = self._broken.setdefault(column, np.zeros(len(self.cells), dtype=bool))
        broken[positions] = True

    def _rewrite(self, judged: _Judged) -> None:
        changed = np.zeros(len(judged.first), dtype=bool)
        for number, verdict in judged.verdicts.items():
            changed[number] = verdict.cells is not None
        if not changed.any():
            return
        rows, group = judged.rows[changed[judged.group]], judged.group[changed[judged.group]]
        for place, column in enumerate(judged.columns):
            new = {
                number: verdict.cells[place]
                for number, verdict in judged.verdicts.items()
                if verdict.cells is not None
            }
            whole = self.cells[column].to_numpy(dtype=object, copy=True)
            whole[rows] = [new[number] for number in group.tolist()]
            self.cells[column] = pd.Series(whole, index=self.cells.index, dtype="str")

    def _add_notes(self, judged: _Judged) -> None:
        times = np.bincount(judged.group)
        for number, verdict in judged.verdicts.items():
            for note in verdict.notes:
                line = int(self.lines[judged.first[number]])
                count = int(times[number])
                self.findings.note(note.rule, line, note.column, note.value, count, **note.values)

    def _add_problems(self, judged: _Judged) -> None:
        counts = np.zeros(len(judged.first), dtype=np.int64)
        for number, verdict in judged.verdicts.items():
            counts[number] = len(verdict.problems)
        found = np.flatnonzero(counts[judged.group])
        for index in found[:KEPT].tolist():
            for problem in judged.verdicts[int(judged.group[index])].problems:
                self._add(problem, int(judged.rows[index]))
        self.findings.count_more(int(counts[judged.group[found[KEPT:]]].sum()))
        for column in judged.columns if len(found) else ():
            named = np.zeros(len(judged.first), dtype=bool)
            for number, verdict in judged.verdicts.items():
                named[number] = any(problem.column == column for problem in verdict.problems)
            self._break(column, judged.rows[named[judged.group]])


def distinct_rows(parts: Sequence[pd.Series[str]]) -> tuple[Rows, Rows]:
    """Return for each row the number of its distinct combination, and where each first stands."""
    group = pd.factorize(parts[0])[0]
    for part in parts[1:]:
        other, others = pd.factorize(part)
        group = pd.factorize(group.astype(np.int64) * len(others) + other)[0]
    first = np.empty(group.max() + 1, dtype=np.int64)
    first[group[::-1]] = np.arange(len(group) - 1, -1, -1)
    return group, first


def _cells_at(parts: Sequence[pd.Series[str]], rows: Rows) -> Iterator[tuple[str, ...]]:
    """Yield the cells of the columns at these rows, as Python's own text, some at a time."""
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[start : start + _ROWS_AT_ONCE]
        yield from zip(*(part.iloc[some].tolist() for part in parts), strict=True)

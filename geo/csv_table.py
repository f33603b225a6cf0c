"""From the records of a CSV file to a table of text cells: delimiter, heading line, rows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.csv_records import Piece, read_pieces
from geo.csv_regular import read_regular
from geo.csv_text import Lines, UnreadableError, detect_encoding
from geo.file_bytes import FileBytes, read_bytes
from geo.findings import Findings
from geo.table import Rows, Table

MOST_BYTES: Final = 300_000_000
"""A million rows of all columns take 270 MB; more would take more than 1 GB of memory."""

_DELIMITERS: Final = {",": ",", "\t": "TAB", ";": ";"}
_CELLS_AT_ONCE: Final = 1 << 12
_MOST_COLUMNS: Final = 1_000
_LONGEST_NAME: Final = 60


def read_table(
    path: Path | FileBytes,
    required: Sequence[str],
    optional: Sequence[str],
    findings: Findings,
) -> Table:
    """Read a CSV file into a table of text cells with the columns named here, in their order.

    The delimiter is comma, tab or semicolon, whichever gives the heading line the most of these
    names. Problems of columns and rows go to ``findings``, and the table holds what could be read
    beside them: a required column that is missing is not in it, an optional one is blank.

    Raises
    ------
    DataError
        When the file cannot be read as a table at all.
    """
    data = read_bytes(path, MOST_BYTES)
    lines = Lines(data, detect_encoding(data, findings))
    try:
        table = _read_lines(lines, required, optional, findings)
    except UnreadableError as error:
        raise findings.refuse(error.rule, error.line, limit=f"{error.limit:,}") from None
    if ends := lines.ends - {"\n"}:
        names = sorted(end.replace("\r", "CR").replace("\n", "LF") for end in ends)
        findings.note("line_ends", read=tuple(names))
    return table


def _read_lines(
    lines: Lines, required: Sequence[str], optional: Sequence[str], findings: Findings
) -> Table:
    rest = iter(lines)
    first = next(rest, "")
    delimiter = _choose_delimiter(first, (*required, *optional))
    pieces = read_pieces(first, rest, lines, delimiter)
    heading = next(pieces).records[0]
    columns = _Columns(heading, required, optional, findings)
    if delimiter != ",":
        findings.note("delimiter", line=1, read=_DELIMITERS[delimiter])
    regular = read_regular(lines, delimiter, len(heading)) if all(heading) else None
    return columns.read(pieces) if regular is None else columns.take(regular)


def _choose_delimiter(heading: str, names: Sequence[str]) -> str:
    def known(delimiter: str) -> int:
        try:
            cells = next(csv.reader([heading], delimiter=delimiter), [])
        except csv.Error:
            return 0
        return len({cell.strip() for cell in cells}.intersection(names))

    return max(_DELIMITERS, key=known)


class _Columns:
    """What the heading line says, and the reading of the rows below it."""

    def __init__(
        self,
        heading: list[str],
        required: Sequence[str],
        optional: Sequence[str],
        findings: Findings,
    ) -> None:
        self._findings = findings
        self._wanted = (*required, *optional)
        self._width = len(heading)
        names = [cell.strip() for cell in heading]
        if not set(self._wanted).intersection(names):
            raise findings.refuse("heading_missing", 1, expected=self._wanted[0])
        if self._width > _MOST_COLUMNS:
            raise findings.refuse("too_many_columns", 1, limit=f"{_MOST_COLUMNS:,}")
        if names != heading:
            findings.note("heading_trimmed", line=1)
        self._unnamed = [place for place, name in enumerate(names) if not name]
        renamed = self._check_names([name for name in names if name])
        for name in self._wanted:
            if name in names:
                continue
            if name in optional:
                findings.note("column_blank", line=1, column=name)
            elif name not in renamed:
                findings.problem("column_missing", line=1, column=name)
        self._places = {name: names.index(name) for name in self._wanted if name in names}
        self._blank = [name for name in optional if name not in names]

    def _check_names(self, names: list[str]) -> set[str]:
        """Report doubled and unknown names; return the names that unknown ones stand for."""
        renamed = set()
        missing = [name for name in self._wanted if name not in names]
        for name in dict.fromkeys(names):
            if name in self._wanted:
                if (times := names.count(name)) > 1:
                    self._findings.problem("column_doubled", line=1, column=name, times=times)
                continue
            meant = get_close_matches(name[:_LONGEST_NAME].casefold(), missing, n=1)
            if meant:
                self._findings.problem("column_renamed", 1, value=name, expected=meant[0])
                renamed.add(meant[0])
            else:
                self._findings.problem("column_unknown", 1, value=name)
        return renamed

    def take(self, columns: Sequence[Any]) -> Table:
        """Return the table of a regular file: all its columns, from its second line on."""
        lines = np.arange(2, 2 + len(columns[0]), dtype=np.int64)
        return self._table({name: columns[at] for name, at in self._places.items()}, lines)

    def read(self, pieces: Iterator[Piece]) -> Table:
        """Read all records below the heading line, one by one."""
        cells: dict[str, list[str]] = {name: [] for name in self._places}
        parts: dict[str, list[Any]] = {name: [] for name in self._places}
        starts = [np.empty(0, dtype=np.int64)]
        problems_before = self._findings.total
        pick = _picker(list(self._places.values()))
        for piece in map(self._take_sound, pieces):
            starts.append(piece.starts)
            for column, more in zip(
                cells.values(), zip(*map(pick, piece.records), strict=True), strict=False
            ):
                column.extend(more)
            if len(next(iter(cells.values()))) > _CELLS_AT_ONCE:
                _move(cells, parts)
        _move(cells, parts)
        lines = np.concatenate(starts)
        if not len(lines) and self._findings.total == problems_before:
            self._findings.problem("no_rows", line=1)
        return self._table({name: pa.chunked_array(part) for name, part in parts.items()}, lines)

    def _table(self, read: Mapping[str, Any], lines: Rows) -> Table:
        blank = pd.Series("", index=range(len(lines)), dtype="str")
        columns = {
            name: pd.Series(read[name], dtype="str") if name in read else blank
            for name in self._wanted
            if name in read or name in self._blank
        }
        return Table(pd.DataFrame(columns), lines, self._findings)

    def _take_sound(self, piece: Piece) -> Piece:
        """Return the records that are not blank and have as many cells as the heading line."""
        records = piece.records
        is_even = set(map(len, records)) == {self._width}
        if is_even and not self._unnamed and all(record[0] for record in records):
            return piece
        kept = []
        blank = []
        for number, record in enumerate(records):
            start = int(piece.starts[number])
            if not record or not "".join(record).strip():
                blank.append(start)
            elif len(record) != self._width:
                self._findings.problem("field_count", start, got=len(record), expected=self._width)
            else:
                kept.append(number)
                self._check_unnamed(record, start)
        if blank:
            self._findings.note("blank_row", blank[0], count=len(blank))
        return Piece(piece.starts[kept], [records[number] for number in kept])

    def _check_unnamed(self, record: list[str], start: int) -> None:
        for place in self._unnamed:
            if value := record[place].strip():
                self._findings.problem("column_unnamed", start, value=value, number=place + 1)


def _picker(places: list[int]) -> Callable[[list[str]], tuple[str, ...]]:
    if len(places) == 1:
        return lambda record: (record[places[0]],)
    return itemgetter(*places)


def _move(cells: dict[str, list[str]], parts: dict[str, list[Any]]) -> None:
    """Move cells from Python's lists, where each is an object, to arrays, where none is."""
    for name, column in cells.items():
        parts[name].append(pa.array(column, pa.large_string()))
        column.clear()

"""From the text of a CSV file to a table of text cells: delimiter, heading line, rows."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo.csv_text import Lines, UnreadableError, detect_encoding
from geo.file_bytes import read_bytes
from geo.findings import Findings
from geo.table import Table

if TYPE_CHECKING:
    from _csv import Reader as _Reader

MOST_BYTES: Final = 256_000_000
_DELIMITERS: Final = {",": ",", "\t": "tab", ";": ";"}
_ROWS_AT_ONCE: Final = 1 << 15
_MOST_COLUMNS: Final = 1_000
_LONGEST_NAME: Final = 60

_READER_RULES: Final = (
    ("field larger", "cell_too_long"),
    ("unexpected end", "quote_open"),
    ("expected after", "quote_stray"),
)
"""What the csv module says, and the rule that it means."""


def read_table(
    path: Path, required: Sequence[str], optional: Sequence[str], findings: Findings
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
        table = _read_records(lines, required, optional, findings)
    except UnreadableError as error:
        raise findings.refuse(error.rule, error.line, limit=f"{error.limit:,}") from None
    if ends := lines.ends - {"\n"}:
        names = sorted(end.replace("\r", "CR").replace("\n", "LF") for end in ends)
        findings.note("line_ends", read=", ".join(names))
    return table


def _read_records(
    lines: Lines, required: Sequence[str], optional: Sequence[str], findings: Findings
) -> Table:
    texts = iter(lines)
    first = next(texts, "")
    delimiter = _choose_delimiter(first, (*required, *optional))
    rows = csv.reader(itertools.chain([first], texts), delimiter=delimiter, strict=True)
    records = _number_records(rows, lines)
    _, heading = next(records, (1, []))
    columns = _Columns(heading, required, optional, findings)
    if delimiter != ",":
        findings.note("delimiter", line=1, read=_DELIMITERS[delimiter])
    return columns.read(records)


def _number_records(rows: _Reader, lines: Lines) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line on which it begins."""
    while True:
        start = rows.line_num + 1
        lines.record_length = 0
        try:
            record = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            rule = next((rule for part, rule in _READER_RULES if part in str(error)), "csv")
            raise UnreadableError(rule, start, csv.field_size_limit()) from error
        yield start, record


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

    def read(self, records: Iterator[tuple[int, list[str]]]) -> Table:
        """Read all records, in pieces that keep memory small."""
        pieces: dict[str, list[pd.Series[str]]] = {name: [] for name in self._wanted}
        numbers: list[np.ndarray[Any, np.dtype[np.int64]]] = []
        problems_before = self._findings.total
        sound = self._sound_records(records)
        while piece := list(itertools.islice(sound, _ROWS_AT_ONCE)):
            starts, *cells = zip(*piece, strict=True)
            numbers.append(np.array(starts, dtype=np.int64))
            for name, column in zip(self._places, cells, strict=True):
                pieces[name].append(pd.Series(column, dtype="str"))
            for name in self._blank:
                pieces[name].append(pd.Series("", index=range(len(piece)), dtype="str"))
        if not numbers and self._findings.total == problems_before:
            self._findings.problem("no_rows", line=1)
        series = {
            name: pd.concat(pieces.pop(name), ignore_index=True)
            if numbers
            else pd.Series(dtype="str")
            for name in self._wanted
            if name in self._places or name in self._blank
        }
        lines = np.concatenate([np.empty(0, dtype=np.int64), *numbers])
        return Table(pd.DataFrame(series), lines, self._findings)

    def _sound_records(
        self, records: Iterator[tuple[int, list[str]]]
    ) -> Iterator[tuple[int | str, ...]]:
        """Yield line and known cells of each record that has as many cells as the heading."""
        width, unnamed = self._width, self._unnamed
        pick = _picker(list(self._places.values()))
        for start, record in records:
            if not record or (not record[0].strip() and not "".join(record).strip()):
                self._findings.note("blank_row", start)
                continue
            if len(record) != width:
                self._findings.problem("field_count", start, got=len(record), expected=width)
                continue
            for place in unnamed:
                if record[place].strip():
                    self._findings.problem(
                        "column_unnamed", start, value=record[place], number=place + 1
                    )
            yield start, *pick(record)


def _picker(places: list[int]) -> Callable[[list[str]], tuple[str, ...]]:
    if len(places) == 1:
        return lambda record: (record[places[0]],)
    return itemgetter(*places)

"""From the lines of a CSV text to its records, many at a time, each with the line it begins on."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.csv_text import Lines, UnreadableError
from geo.table import Rows

if TYPE_CHECKING:
    from _csv import Reader

_RECORDS_AT_ONCE: Final = 256
"""Few enough to stay in the processor's cache: twice as fast as many thousands."""

_RULES: Final = (
    ("field larger", "cell_too_long"),
    ("unexpected end", "quote_open"),
    ("expected after", "quote_stray"),
)
"""What the csv module says, and the rule that it means."""


@dataclass(frozen=True)
class Piece:
    """Some records in a row, and the line (counted from 1) on which each begins."""

    starts: Rows
    records: list[list[str]]


def read_pieces(first: str, rest: Iterator[str], lines: Lines, delimiter: str) -> Iterator[Piece]:
    """Yield the heading line alone, then the other records, many at a time.

    ``first`` is the first line, ``rest`` the others as ``lines`` gives them.

    Raises
    ------
    UnreadableError
        Where quotation marks do not match or a limit is passed.
    """
    reader = csv.reader(itertools.chain([first], rest), delimiter=delimiter, strict=True)
    piece = _read_piece(reader, lines, 1)
    while piece.records:
        yield piece
        piece = _read_piece(reader, lines, _RECORDS_AT_ONCE)


def _read_piece(reader: Reader, lines: Lines, size: int) -> Piece:
    start = reader.line_num + 1
    records: list[list[str]] = []
    lines.record_length = 0
    try:
        for record in reader:
            records.append(record)
            lines.record_length = 0
            if len(records) == size:
                break
    except csv.Error as error:
        rule = next((rule for part, rule in _RULES if part in str(error)), "csv")
        line = start + sum(map(_count_lines, records))
        raise UnreadableError(rule, line, csv.field_size_limit()) from error
    if reader.line_num - start + 1 == len(records):
        starts = np.arange(start, start + len(records))
    else:
        taken = [_count_lines(record) for record in records]
        starts = start + np.cumsum([0, *taken[:-1]], dtype=np.int64)
    return Piece(starts.astype(np.int64), records)


def _count_lines(record: list[str]) -> int:
    """Return how many lines a record takes: one more than its cells have line breaks."""
    return 1 + sum(cell.count("\n") for cell in record)

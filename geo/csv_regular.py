"""The fast way through a CSV text that is regular: every row stands whole on a line of its own."""

from __future__ import annotations

import csv
import re
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from geo.csv_text import LONGEST_RECORD, MOST_LINES, Lines

_QUOTED: Final = '(?m)(?:^|{0})"(?:[^"\n]|"")*+"(?={0}|$)'
"""A cell in quotation marks, whole on its line."""


def read_regular(lines: Lines, delimiter: str, width: int) -> list[Any] | None:
    """Return the columns below the heading line as Arrow's text arrays, None where irregular.

    A text is regular when it is UTF-8, its lines end with line feeds, each has ``width`` cells of
    which the first is not blank, and quotation marks stand around whole cells, without a line break
    inside. It has the same cells here as in the careful way, which knows the line of every fault,
    and is read in a tenth of the time.
    """
    text = lines.data
    rows = text.count(b"\n") - text.endswith(b"\n")
    is_utf_8 = lines.codec.startswith("utf-8")
    if not (is_utf_8 and 0 < rows < MOST_LINES) or b"\r" in text or b"\0" in text:
        return None
    if _has_loose_quotes(text, delimiter):
        return None
    names = [str(number) for number in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(text),
            arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=LONGEST_RECORD),
            arrow_csv.ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string())),
        )
    except pa.ArrowInvalid:  # a line with another number of cells, or one that is too long
        return None
    longest = max(pc.max(pc.binary_length(column)).as_py() for column in table.columns)
    if len(table) != rows or longest > csv.field_size_limit():
        return None
    return None if pc.any(pc.equal(table.column(0), "")).as_py() else list(table.columns)


def _has_loose_quotes(text: bytes, delimiter: str) -> bool:
    if b'"' not in text:
        return False
    quoted = re.compile(_QUOTED.format(re.escape(delimiter)).encode())
    return b'"' in quoted.sub(b"", text)

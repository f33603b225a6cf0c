"""From the text of a CSV file to a table of text cells: heading line, delimiter, rows."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from operator import itemgetter
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from geo.csv_text import LimitError, Lines, detect_encoding
from geo.file_bytes import read_bytes
from geo.findings import Findings
from geo.table import Table

MOST_BYTES: Final = 256_000_000
_DELIMITERS: Final = (",", "\t", ";")
_ROWS_AT_ONCE: Final = 1 << 16
_MOST_COLUMNS: Final = 1_000

_QUOTE_RULES: Final = (
    ("field larger", "cell_too_long"),
    ("unexpected end", "quote_open"),
    ("expected after", "quote_stray"),
)


def read_table(path: Path, known: Sequence[str], findings: Findings) -> Table:
    """Read a CSV file into a table of the ``known`` columns that it has, as text.

    Comma, tab or semicolon, whichever gives the heading line the most known columns. Problems of
    columns and rows are added to ``findings``; the table has what could be read beside them.

    Raises
    ------
    DataError
        When the file cannot be read as a table at all.
    """
    data = read_bytes(path, MOST_BYTES)
    lines = Lines(data, detect_encoding(data, findings))
    del data
    try:
        table = _read_rows(lines, known, findings)
    except LimitError as error:
        findings.problem(error.rule, line=error.line, limit=f"{error.limit:,}")
        findings.raise_problems()
        raise
    if (ends := lines.ends - {"\n"}) or not lines.ends:
        names = " ".join(sorted(end.replace("\r", "CR").replace("\n", "LF") for end in ends))
        if names:
            findings.note("line_ends", read=names)
    return table


def _read_rows(lines: Lines, known: Sequence[str], findings: Findings) -> Table:
    first = next(lines, "")
    delimiter = _choose_delimiter(first, known)
    if delimiter != ",":
        findings.note("delimiter", line=1, read="tab" if delimiter == "\t" else delimiter)
    records = _Records(lines, first, delimiter)
    try:
        heading = next(records, [])
        columns = _Columns(heading, known, findings)
        findings_before_rows = findings.total
        chunks = list(_chunks(records, columns, findings))
    except csv.Error as error:
        rule = next((rule for part, rule in _QUOTE_RULES if part in str(error)), "csv")
        findings.problem(rule, line=records.start, limit=f"{csv.field_size_limit():,}")
        findings.raise_problems()
        raise
    if not any(len(chunk) for _, chunk in chunks) and findings.total == findings_before_rows:
        findings.problem("no_rows", line=1)
        findings.raise_problems()
    columns.check_unnamed(findings)
    numbers = np.concatenate([np.empty(0, dtype=np.int64), *(number for number, _ in chunks)])
    frames = [chunk for _, chunk in chunks]
    cells = pd.concat(frames, ignore_index=True) if frames else columns.frame([])
    return Table(cells, numbers, findings)

"""The shown pairs as CSV that Excel opens with a double click and every parser reads.

UTF-8 with BOM, commas, CRLF, a heading line, one line a pair. The filter and the sources stand in
two columns at the end, ``filter`` and ``data_sources``, the same in every line: a comment above the
heading would break most readers. (``sources`` is another column: the pages that the facts of one
project are from.)

A file without any pair has no line to hold them, so they stand in two headings more, ``filter: …``
and ``data_sources: …``: still one file that opens as a table of no rows, with all its columns. A
line of their own would count as a row, and an archive with a second file would no longer open.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.atlas import Selection
from geo.formats.described import tell_filter, tell_sources
from geo.formats.table import defuse, defuse_table, make_table
from geo.provenance import Record


def to_csv(selection: Selection, records: Sequence[Record]) -> bytes:
    """Return the shown pairs as CSV; texts that a spreadsheet would run have an apostrophe."""
    described = {
        "filter": tell_filter(selection.filter),
        "data_sources": " | ".join(tell_sources(records)),
    }
    table = defuse_table(make_table(selection).assign(**described))
    if table.empty:
        table = table.assign(**{defuse(f"{name}: {text}"): "" for name, text in described.items()})
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")

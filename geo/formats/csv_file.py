"""The shown pairs as CSV that Excel opens with a double click and every parser reads.

UTF-8 with BOM, commas, CRLF, a heading line, one line a pair. The filter and the sources stand in
two columns at the end, ``filter`` and ``data_sources``, the same in every line: a comment above the
heading would break most readers. A file without any pair is the heading line alone. (``sources`` is
another column: the pages that the facts of one project are from.)
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.atlas import Selection
from geo.formats.described import tell_filter, tell_sources
from geo.formats.table import defuse_table, make_table
from geo.provenance import Record


def to_csv(selection: Selection, records: Sequence[Record]) -> bytes:
    """Return the shown pairs as CSV; texts that a spreadsheet would run have an apostrophe."""
    table = make_table(selection).assign(
        filter=tell_filter(selection.filter), data_sources=" | ".join(tell_sources(records))
    )
    text = defuse_table(table).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")

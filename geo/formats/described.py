"""What a file says of itself as text: its filter, and the sources that it must name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from geo.atlas import Selection
from geo.export import describe_filter, describe_selection
from geo.filters import Filter
from geo.provenance import Record

_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tell_filter(shown: Filter) -> str:
    """Return the filter in one line: ``category: leading; selected_fy: 2019, 2020; …``."""
    return "; ".join(f"{name}: {tell(value)}" for name, value in describe_filter(shown).items())


def tell(value: object) -> str:
    """Return a value of a description as text; a list has commas, an empty one says ``none``."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "" if value is None else str(value)


def tell_sources(records: Iterable[Record]) -> list[str]:
    """Return one text a source: attribution in both languages, licence and its page."""
    names = ("attribution_ja", "attribution_en", "licence_en", "licence_url")
    return [
        " / ".join(str(source[name]) for name in names if source.get(name))
        for record in records
        for source in record.sources
    ]


def encode_metadata(selection: Selection, records: Iterable[Record]) -> dict[str, str]:
    """Return title, filter, counts and sources as flat metadata: texts, or JSON in a text."""
    described = describe_selection(selection, records)
    return {name: _encode(value) for name, value in described.items()}


def drop_forbidden(text: str) -> str:
    """Return the text without the characters that no XML file may hold (control characters)."""
    return _NOT_XML.sub("", text)


def _encode(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

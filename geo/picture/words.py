"""What a picture says in words: its filter, its counts, its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.atlas import Selection
from geo.catalogue import Catalogue
from geo.export import describe_filter
from geo.filters import Filter
from geo.prefectures import prefecture_by_name
from geo.provenance import Record


def tell_filter(shown: Filter, texts: Catalogue) -> str:
    """Return the filter in one sentence; what shows everything is left out."""
    told = describe_filter(shown)
    every = describe_filter(Filter())
    items = [
        texts("picture.facet", name=_facet(name, texts), values=_values(name, value, texts))
        for name, value in told.items()
        if value != every[name]
    ]
    return texts("picture.between_facets").join(items) or texts("picture.everything")


def tell_counts(selection: Selection, texts: Catalogue) -> str:
    """Return how much is shown, or that nothing is."""
    counts = selection.summary
    if not counts["projects"]:
        return texts("picture.nothing")
    return texts(
        "picture.counts",
        projects=counts["projects"],
        municipalities=counts["municipalities"],
        prefectures=len(counts["by_prefecture"]),
    )


def tell_sources(records: Iterable[Record], texts: Catalogue) -> list[str]:
    """Return one line a source: the attribution that it asks for, and its terms."""
    return [
        texts(
            "picture.source",
            attribution=source[f"attribution_{texts.language}"],
            licence=source[f"licence_{texts.language}"],
        )
        for record in records
        for source in record.sources
    ]


def prefecture_text(name: str, texts: Catalogue) -> str:
    """Return a prefecture's name in the catalogue's language."""
    return name if texts.language == "ja" else prefecture_by_name(name).name_en


def _facet(name: str, texts: Catalogue) -> str:
    return texts("picture.text") if name == "text" else texts(f"column.{name}")


def _values(name: str, value: object, texts: Catalogue) -> str:
    if name == "text":
        return texts("picture.quoted", text=value)
    values: Sequence[object] = value if isinstance(value, list) else [value]
    words = [_word(name, str(one), texts) for one in values]
    return texts("picture.between_values").join(words) or texts("picture.none")


def _word(name: str, value: str, texts: Catalogue) -> str:
    if name == "prefecture":
        return prefecture_text(value, texts)
    family = {"selected_fy": "fy", "themes": "theme"}.get(name, name)
    key = f"{family}.{value}"
    return texts(key) if key in texts else value

"""The filtered set as GeoJSON (RFC 7946), with its filter, its counts and its sources inside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import pandas as pd
import shapely

from geo.atlas import Selection
from geo.filters import Filter
from geo.provenance import Record
from geo.schema import CATEGORIES, FISCAL_YEARS, MUNICIPALITY_COLUMNS, PROJECT_COLUMNS, SCOPES

DECIMALS: Final = 6
"""Digits after the point in coordinates: RFC 7946 section 11.2 names six, about 10 cm."""

_LONGEST_TOLD: Final = 120
"""Characters of a file name that tell the filter."""

PROPERTIES: Final = tuple(
    dict.fromkeys(column.name for column in (*PROJECT_COLUMNS, *MUNICIPALITY_COLUMNS))
)
"""The columns of a feature, those of the project first; ``prefecture`` stands in both."""


def to_geojson(selection: Selection, records: Iterable[Record]) -> bytes:
    """Return the shown pairs as a GeoJSON FeatureCollection, UTF-8.

    One feature a project-municipality pair: ``id`` (``L09-22205``), all columns of
    :data:`PROPERTIES` (blank cells are null) and the municipality's polygon in WGS 84, longitude
    first, exterior rings counter-clockwise. The collection carries, as foreign members, ``title``,
    ``filter``, ``counts`` and ``sources`` with licence, attribution and date.
    """
    pairs = selection.pairs
    shapes = shapely.orient_polygons(_on_grid(pairs.geometry.to_numpy()))
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        **describe_selection(selection, records),
    }
    if len(pairs):
        collection["bbox"] = _bbox(shapely.total_bounds(shapes))
    rows = pairs[["pair_id", *PROPERTIES]].to_dict("records")
    collection["features"] = [
        {
            "type": "Feature",
            "id": row.pop("pair_id"),
            "bbox": _bbox(shapely.bounds(shape)),
            "properties": {name: plain(value) for name, value in row.items()},
            "geometry": shapely.geometry.mapping(shape),
        }
        for row, shape in zip(rows, shapes, strict=True)
    ]
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()


def describe_selection(selection: Selection, records: Iterable[Record]) -> dict[str, Any]:
    """Return what every exported file says of itself: title, filter, counts and sources."""
    return {
        "title": "Smart City Atlas: MLIT Smart City model projects, FY2019-FY2020",
        "filter": describe_filter(selection.filter),
        "counts": selection.summary,
        "sources": [_describe_record(record) for record in records],
    }


def describe_filter(shown: Filter) -> dict[str, Any]:
    """Return the filter in plain JSON: what is shown of each facet."""
    return {
        "category": [name for name in CATEGORIES if name in shown.categories],
        "selected_fy": [fy for fy in FISCAL_YEARS if fy in shown.fiscal_years],
        "scope": [name for name in SCOPES if name in shown.scopes],
        "prefecture": sorted(shown.prefectures) or "all",
        "themes": sorted(shown.themes) or "all",
        "text": shown.text,
    }


def file_name(shown: Filter, today: date, suffix: str) -> str:
    """Return a file name in ASCII that tells the filter and the day it was made.

    Words that have no ASCII letters are told by their facet's name alone; a very long filter is
    cut.
    """
    said = [
        re.sub(r"[^A-Za-z0-9]+", "-", f"{name}-{value}").strip("-")
        for name, value in shown.to_query().items()
    ]
    told = "_".join(said)[:_LONGEST_TOLD].rstrip("-_") or "all"
    return f"smart-city-atlas_{told}_{today.isoformat()}.{suffix}"


def _on_grid(shapes: Any) -> Any:
    grid = 10.0**-DECIMALS
    rounded = shapely.transform(shapes, lambda xy: xy.round(DECIMALS))
    broken = ~shapely.is_valid(rounded)
    if broken.any():
        rounded[broken] = shapely.set_precision(shapes[broken], grid)
    return rounded


def _bbox(bounds: Any) -> list[float]:
    return [round(float(value), DECIMALS) for value in bounds]


def plain(value: Any) -> Any:
    """Return a cell as JSON has it: blank is null, numbers are Python's own."""
    if pd.isna(value) or value == "":
        return None
    return value.item() if hasattr(value, "item") else value


def _describe_record(record: Record) -> dict[str, Any]:
    return {
        "data": record.title("en"),
        "data_ja": record.title("ja"),
        "data_date": record.data_date,
        "data_date_basis_ja": record.data_date_basis("ja"),
        "data_date_basis_en": record.data_date_basis("en"),
        "sha256": record.entry["sha256"],
        "origins": [
            {
                name: source.get(name)
                for name in (
                    "producer_ja",
                    "producer_en",
                    "page_url",
                    "licence_ja",
                    "licence_en",
                    "licence_url",
                    "attribution_ja",
                    "attribution_en",
                )
            }
            for source in record.sources
        ],
    }

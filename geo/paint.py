"""What a filter changes on the map: codes, classes and words, never shapes."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import shapely

from geo.atlas import Atlas, Selection
from geo.catalogue import Catalogue
from geo.schema import ADDITIONS_FY, CATEGORIES, SCOPES, split_list

COLOURS: Final = {
    "leading": "#0b5fa5",
    "priority": "#c2410c",
    "outline": "#1b2430",
    "selection": "#b8005c",
    "land": "#f6f4ee",
    "land-line": "#bdb8aa",
    "border": "#77736a",
    "sea": "#d9e6ee",
    "none": "#ffffff",
}
"""Colours by name, ``#rrggbb``. The pair of the categories is told apart by all common kinds of
colour blindness, and shape (circle, diamond) says the same."""


def paint(atlas: Atlas, selection: Selection, texts: Catalogue, selected: str = "") -> dict[str, Any]:
    """Return the paint table of the map, plain JSON of a few kilobytes.

    ``areas`` gives each shown municipality its classes and tooltip lines by code; ``markers`` one
    mark a project and place (longitude and latitude in degrees); ``legend`` the classes in words;
    ``selected`` the outlined municipality's code; ``words`` what the map's own controls say.
    """
    return {
        "language": texts.language,
        "selected": selected,
        "colours": COLOURS,
        "words": {name: texts(f"map.{name}") for name in MAP_WORDS},
        "areas": _areas(selection.pairs, texts),
        "markers": _markers(atlas, selection.pairs, texts),
        "legend": _legend(texts),
    }


MAP_WORDS: Final = (
    "aria_label",
    "zoom_in",
    "zoom_out",
    "whole_country",
    "legend",
    "loading",
    "failed",
    "no_project",
)


def classes_of(category: str, scope: str, selected_fy: int) -> list[str]:
    """Return the classes that say a project in the map's style sheet."""
    return [category, scope, *(["added"] if selected_fy == ADDITIONS_FY else [])]


def _areas(pairs: pd.DataFrame, texts: Catalogue) -> dict[str, dict[str, Any]]:
    areas: dict[str, dict[str, Any]] = {}
    for pair in pairs.itertuples():
        area = areas.setdefault(
            pair.municipality_code,
            {"classes": classes_of(pair.category, pair.scope, pair.selected_fy), "lines": []},
        )
        area["lines"].append(project_line(pair, texts))
    return areas


def project_line(pair: Any, texts: Catalogue) -> str:
    """Return one line on a project: its id, category and fiscal year, then its name or area."""
    return texts(
        "map.project_line",
        id=pair.project_id,
        category=texts(f"category.{pair.category}"),
        fy=texts(f"fy.{pair.selected_fy}"),
        name=pair.project_name or pair.target_area,
    )


def _markers(atlas: Atlas, pairs: pd.DataFrame, texts: Catalogue) -> list[dict[str, Any]]:
    """Return one marker a district point, and one a municipality that no point stands in."""
    markers = []
    for pair in pairs.itertuples():
        for lon, lat in _places(atlas, pair):
            name = pair.name if texts.language == "ja" else pair.name_en
            markers.append(
                {
                    "code": pair.municipality_code,
                    "project": pair.project_id,
                    "classes": classes_of(pair.category, pair.scope, pair.selected_fy),
                    "lon": round(lon, 4),
                    "lat": round(lat, 4),
                    "label": texts("map.marker", place=name, line=project_line(pair, texts)),
                }
            )
    return markers


def _places(atlas: Atlas, pair: Any) -> list[tuple[float, float]]:
    points = [
        (float(lon), float(lat))
        for lon, lat in zip(split_list(pair.point_lon), split_list(pair.point_lat), strict=True)
    ]
    row = atlas.row_of_code[pair.municipality_code]
    inside = [point for point in points if atlas.locator.find(*point) == row]
    if inside:
        return inside
    middle = shapely.point_on_surface(_largest_part(pair.geometry))
    return [(middle.x, middle.y)]


def _largest_part(shape: shapely.Geometry) -> shapely.Geometry:
    return max(shapely.get_parts(shape), key=shapely.area)


def _legend(texts: Catalogue) -> list[dict[str, Any]]:
    """Return the legend: a sample's classes and what they mean, in the order of reading."""
    samples = [
        ([category, scope], texts(f"map.legend_{category}_{scope}"))
        for category in CATEGORIES
        for scope in SCOPES
    ]
    samples.append((["added"], texts("map.legend_added")))
    samples.append((["none"], texts("map.no_project")))
    return [{"classes": classes, "text": text} for classes, text in samples]

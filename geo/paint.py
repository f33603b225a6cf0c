"""What the map says of the projects, told once, and what a filter changes: ids, never shapes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.atlas import Atlas, Selection
from geo.catalogue import LANGUAGES, Catalogue, Language, load_catalogue
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


def paint(selection: Selection, language: Language, selected: str = "") -> dict[str, Any]:
    """Return the paint table of the map, plain JSON of a few hundred bytes.

    ``shown`` holds the ids of the shown projects, ``selected`` the outlined municipality's code.
    What an id means on the map stands in :func:`describe_programme`, which the browser has.
    """
    return {
        "language": language,
        "selected": selected,
        "shown": selection.projects["project_id"].tolist(),
    }


def write_programme(atlas: Atlas) -> bytes:
    """Return :func:`describe_programme` as compact JSON, UTF-8."""
    content = describe_programme(atlas)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def describe_programme(atlas: Atlas) -> dict[str, Any]:
    """Return all that the map says of the projects, in every language; the browser gets it once.

    ``projects`` gives the classes by project id; ``areas`` the ids by municipality code;
    ``markers`` one ``[code, id, longitude, latitude]`` a project and place, in degrees;
    ``languages`` the map's ``words``, its ``legend`` and one line a project.
    """
    return {
        "colours": COLOURS,
        "projects": {
            project["project_id"]: classes_of(
                project["category"], project["scope"], project["selected_fy"]
            )
            for project in atlas.projects.to_dict("records")
        },
        "areas": _areas(atlas.pairs),
        "markers": _markers(atlas, atlas.pairs),
        "languages": {
            language: _describe_in(load_catalogue(language), atlas.projects)
            for language in LANGUAGES
        },
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


def _describe_in(texts: Catalogue, projects: pd.DataFrame) -> dict[str, Any]:
    return {
        "words": {name: texts(f"map.{name}") for name in MAP_WORDS},
        "legend": _legend(texts),
        "lines": {
            project["project_id"]: project_line(project, texts)
            for project in projects.to_dict("records")
        },
    }


def project_line(project: Mapping[Any, Any], texts: Catalogue) -> str:
    """Return one line on a project: its id, category and fiscal year, then its name or area."""
    return texts(
        "map.project_line",
        id=project["project_id"],
        category=texts(f"category_short.{project['category']}"),
        fy=texts(f"fy.{project['selected_fy']}"),
        name=project["project_name"] or project["target_area"],
    )


def _areas(pairs: pd.DataFrame) -> dict[str, list[str]]:
    areas: dict[str, list[str]] = {}
    for code, project_id in zip(pairs["municipality_code"], pairs["project_id"], strict=True):
        areas.setdefault(code, []).append(project_id)
    return areas


def _markers(atlas: Atlas, pairs: gpd.GeoDataFrame) -> list[list[Any]]:
    """Return one marker a district point, and one a municipality that no point stands in."""
    return [
        [pair["municipality_code"], pair["project_id"], round(lon, 4), round(lat, 4)]
        for pair in pairs.to_dict("records")
        for lon, lat in _places(atlas, pair)
    ]


def _places(atlas: Atlas, pair: Mapping[Any, Any]) -> list[tuple[float, float]]:
    points = [
        (float(lon), float(lat))
        for lon, lat in zip(
            split_list(pair["point_lon"]), split_list(pair["point_lat"]), strict=True
        )
    ]
    row = atlas.row_of_code[pair["municipality_code"]]
    inside = [point for point in points if atlas.locator.find(*point) == row]
    if inside:
        return inside
    middle = shapely.point_on_surface(_largest_part(pair["geometry"]))
    return [(middle.x, middle.y)]


def _largest_part(shape: shapely.Geometry) -> shapely.Geometry:
    parts: list[shapely.Geometry] = list(shapely.get_parts(shape))
    return max(parts, key=shapely.area)


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

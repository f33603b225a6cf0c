"""What the map says of the projects, told once, and what a filter changes: ids, never shapes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.atlas import Atlas, Selection
from geo.backgrounds import TILE_LIST, TILES
from geo.catalogue import LANGUAGES, Catalogue, Language, load_catalogue
from geo.classes import CLASSES
from geo.legend import describe_legend
from geo.look import COLOUR_BY, Look
from geo.point_names import point_names
from geo.prefectures import prefecture_by_name
from geo.schema import split_list

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
    "fy2019": "#0b6e4f",
    "fy2020": "#7c2fbf",
    "city": "#3d3a8c",
    "district": "#8a6400",
} | {f"count{index}": known.colour for index, known in enumerate(CLASSES)}
"""Colours by name, ``#rrggbb``. Each pair (category, year, scope) is told apart by all common
kinds of colour blindness, and shape, hatch and outline say the same without colour."""


def paint(
    selection: Selection, language: Language, selected: str = "", look: Look | None = None
) -> dict[str, Any]:
    """Return the paint table of the map, plain JSON of a few hundred bytes.

    ``shown`` holds the ids of the shown projects, ``selected`` the code of the outlined
    municipality (five digits) or prefecture (two). What an id means on the map stands in
    :func:`describe_programme`, which the browser has.
    """
    return {
        "language": language,
        "selected": selected,
        **asdict(look or Look()),
        "shown": selection.projects["project_id"].tolist(),
    }


def write_programme(atlas: Atlas) -> bytes:
    """Return :func:`describe_programme` as compact JSON, UTF-8."""
    content = describe_programme(atlas)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def describe_programme(atlas: Atlas) -> dict[str, Any]:
    """Return all that the map says of the projects, in every language; the browser gets it once.

    ``projects`` gives the classes by project id, ``prefectures`` the prefecture's code;
    ``areas`` the ids by municipality code; ``markers`` one ``[code, id, longitude, latitude,
    number of the point or -1]`` a project and place, in degrees; ``classes`` the lowest count of
    each class; ``tiles`` the backgrounds; ``languages`` the map's ``words``, its ``legends``, and
    one line and the points' names a project.
    """
    return {
        "colours": COLOURS,
        "projects": {
            project["project_id"]: classes_of(
                project["category"], project["scope"], project["selected_fy"]
            )
            for project in atlas.projects.to_dict("records")
        },
        "prefectures": {
            project_id: prefecture_by_name(prefecture).code
            for project_id, prefecture in atlas.projects[["project_id", "prefecture"]].to_numpy()
        },
        "classes": [known.lowest for known in CLASSES],
        "tiles": {name: asdict(tiles) for name, tiles in TILES.items()},
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
    "prefecture_count",
    "point",
    "okinawa",
    "tokyo_area",
    "kansai",
    "tiles_failed",
    "opens_apart",
)


def classes_of(category: str, scope: str, selected_fy: int) -> list[str]:
    """Return the classes that say a project in the map's style sheet."""
    return [category, scope, f"fy{selected_fy}"]


def _describe_in(texts: Catalogue, projects: pd.DataFrame) -> dict[str, Any]:
    records = projects.to_dict("records")
    return {
        "words": {name: texts(f"map.{name}", count="{count}") for name in MAP_WORDS},
        "legends": {name: describe_legend(name, texts) for name in (*COLOUR_BY, "prefecture")},
        "attributions": {
            name: {
                "name": texts(f"background.{name}_name"),
                "more": texts(f"background.{name}_more"),
            }
            for name in TILES
        },
        "tile_list": TILE_LIST,
        "lines": {project["project_id"]: project_line(project, texts) for project in records},
        "points": {
            project["project_id"]: names
            for project in records
            if (names := point_names(project, texts))
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
        [pair["municipality_code"], pair["project_id"], round(lon, 4), round(lat, 4), number]
        for pair in pairs.to_dict("records")
        for lon, lat, number in _places(atlas, pair)
    ]


def _places(atlas: Atlas, pair: Mapping[Any, Any]) -> list[tuple[float, float, int]]:
    """Return longitude, latitude and the point's number, -1 for a place of our choosing."""
    points = zip(split_list(pair["point_lon"]), split_list(pair["point_lat"]), strict=True)
    row = atlas.row_of_code[pair["municipality_code"]]
    inside = [
        (float(lon), float(lat), number)
        for number, (lon, lat) in enumerate(points)
        if atlas.locator.find(float(lon), float(lat)) == row
    ]
    if inside:
        return inside
    middle = shapely.point_on_surface(_largest_part(pair["geometry"]))
    return [(middle.x, middle.y, -1)]


def _largest_part(shape: shapely.Geometry) -> shapely.Geometry:
    parts: list[shapely.Geometry] = list(shapely.get_parts(shape))
    return max(parts, key=shapely.area)

"""The boundaries as the browser gets them: once, small, with what the map says of each place.

The polygons are simplified with their shared borders kept, and every line is written as whole
numbers of 0.0001 degrees: the first point, then the step to each next one. That is a third of the
size of GeoJSON after compression, and ten lines of script read it.
"""

from __future__ import annotations

import json
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.prefectures import PREFECTURES

TOLERANCE_DEGREES: Final = 0.003
"""Area-based tolerance of ``shapely.coverage_simplify``: the square root of the largest triangle
taken away, about 300 m, less than a pixel until the map is zoomed in to a prefecture."""

SCALE: Final = 10_000
"""Steps in a degree."""

Lines = npt.NDArray[np.object_]


def write_boundaries(municipalities: gpd.GeoDataFrame) -> bytes:
    """Return the boundaries of all rows (EPSG:4326) as compact JSON, UTF-8.

    Only a coverage is simplified: what is none (a reader's own file may overlap) stays as it is.

    ``{"scale", "prefectures": [[code, name, name_en, lon, lat], …], "municipalities":
    [[code, name, name_en, prefecture number, polygons], …], "borders": [line, …]}``, where a
    polygon is a list of lines (rings, the exterior first), a line is ``[x0, y0, dx1, dy1, …]`` in
    units of ``1 / scale`` degrees, longitude first, and ``borders`` are the lines between
    prefectures.
    """
    whole = municipalities.geometry.to_numpy()
    is_coverage = bool(shapely.coverage_is_valid(whole))
    shapes = shapely.coverage_simplify(whole, TOLERANCE_DEGREES) if is_coverage else whole
    numbers = {prefecture.code: number for number, prefecture in enumerate(PREFECTURES)}
    prefecture_shapes = _dissolve(shapes, municipalities["prefecture_code"], is_coverage)
    labels = shapely.point_on_surface([_largest(shape) for shape in prefecture_shapes])
    places = zip(
        municipalities["municipality_code"],
        municipalities["name"],
        municipalities["name_en"],
        municipalities["prefecture_code"].map(numbers),
        shapes,
        strict=True,
    )
    content = {
        "scale": SCALE,
        "prefectures": [
            [p.code, p.name, p.name_en, round(label.x, 3), round(label.y, 3)]
            for p, label in zip(PREFECTURES, labels, strict=True)
        ],
        "municipalities": [
            [code, name, name_en, number, _write_polygons(shape)]
            for code, name, name_en, number, shape in places
        ],
        "borders": [_write_line(line) for line in _borders(prefecture_shapes)],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _dissolve(shapes: Lines, codes: pd.Series[str], is_coverage: bool) -> list[shapely.Geometry]:
    """Return one shape a prefecture, in the order of the table; empty where it has no rows.

    Shapes that only share borders are joined in a tenth of the time that any others take.
    """
    union = shapely.coverage_union_all if is_coverage else shapely.union_all
    return [union(shapes[(codes == prefecture.code).to_numpy()]) for prefecture in PREFECTURES]


def _borders(prefecture_shapes: list[shapely.Geometry]) -> list[shapely.LineString]:
    """Return the lines that two prefectures share."""
    tree = shapely.STRtree(prefecture_shapes)
    edges = shapely.boundary(prefecture_shapes)
    first, second = tree.query(prefecture_shapes, predicate="intersects")
    once = first < second
    shared = shapely.intersection(edges[first[once]], edges[second[once]])
    lines = shapely.get_parts(shapely.line_merge(_lines_of(shared)))
    return [line for line in lines if line.length > 0]


def _lines_of(shapes: Lines) -> shapely.MultiLineString:
    parts = shapely.get_parts(shapely.get_parts(shapes))
    return shapely.MultiLineString([p for p in parts if p.geom_type == "LineString"])


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    return parts[np.argmax(shapely.area(parts))] if len(parts) else shapely.Point(0, 0)


def _write_polygons(shape: shapely.Geometry) -> list[list[list[int]]]:
    return [
        [_write_line(ring) for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in shapely.get_parts(shape)
    ]


def _write_line(line: Any) -> list[int]:
    steps = np.rint(shapely.get_coordinates(line) * SCALE).astype(int)
    steps[1:] -= steps[:-1].copy()
    moved = np.flatnonzero(steps[1:].any(axis=1)) + 1
    written: list[int] = steps[np.r_[0, moved]].ravel().tolist()
    return written

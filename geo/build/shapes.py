"""One shape at a time: validity, the polygons within it, orientation, grid and area.

Coordinates are longitude and latitude in degrees (x = longitude); areas are km².
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

DECIMALS: Final = 4
GRID_DEGREES: Final = 10.0**-DECIMALS
"""The source's own grid: four decimals, 11 m north to south, 8 to 10 m east to west in Japan."""

UNASSIGNED: Final = "unassigned"
"""Stands for the code of land that belongs to no municipality (所属未定地) until it is left out."""

_ELLIPSOID = Geod(ellps="GRS80")

Shapes = npt.NDArray[Any]
"""A numpy array of dtype object that holds shapely geometries."""


def keep_polygons(shape: BaseGeometry) -> MultiPolygon:
    """Return all polygons within a shape, however deep in collections; lines and points go."""
    if isinstance(shape, Polygon):
        return MultiPolygon([] if shape.is_empty else [shape])
    if not hasattr(shape, "geoms"):
        return MultiPolygon()
    return MultiPolygon([found for part in shape.geoms for found in keep_polygons(part).geoms])


def repair(shapes: Iterable[BaseGeometry]) -> tuple[Shapes, int]:
    """Return the shapes as valid multipolygons, and how many were invalid before.

    A bow-tie becomes its two triangles; what ``make_valid`` leaves as lines and points is dropped.
    """
    raw = np.asarray(list(shapes), dtype=object)
    valid = shapely.is_valid(raw)
    polygons = [keep_polygons(shape) for shape in shapely.make_valid(raw)]
    # A multipolygon put together from valid parts may have parts that overlap: union mends it.
    united = [shapely.union_all(polygon) for polygon in polygons]
    return np.array(united, dtype=object), int((~valid).sum())


def finish(shapes: Shapes) -> Shapes:
    """Return the shapes in their final form, which depends on nothing but the shapes.

    One order of parts and rings, exterior rings counter-clockwise (RFC 7946), every coordinate
    the nearest number with four decimals. The shapes must lie on the grid already; only the last
    bits of the numbers are put right.
    """
    ordered = shapely.orient_polygons(shapely.normalize(shapes), exterior_cw=False)
    return shapely.transform(ordered, lambda coordinates: np.round(coordinates, DECIMALS))


def measure_area(shape: BaseGeometry) -> float:
    """Return the geodesic area in km² on the GRS80 ellipsoid, which Japan's survey uses."""
    oriented = shapely.orient_polygons(shape, exterior_cw=False)
    area, _ = _ELLIPSOID.geometry_area_perimeter(oriented)
    return float(area) / 1e6

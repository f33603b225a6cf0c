"""From a point to its municipality."""

from __future__ import annotations

import math
from typing import Final

import geopandas as gpd
import shapely
from pyproj import Geod

COAST_TOLERANCE_KM: Final = 1.0
"""A point in no municipality belongs to the nearest one within this distance: boundaries are
drawn with about 11 m of rounding and some quays and reclaimed land lie outside them."""

_GRS80: Final = Geod(ellps="GRS80")
_KM_A_DEGREE_AT_LEAST: Final = 75.0
"""Kilometres in a degree of longitude at 47° N, the least in Japan: no degree is shorter here."""


class Locator:
    """Finds the municipality of a point, by a spatial index over EPSG:4326 polygons.

    The rule: a municipality holds the points inside it and on its border; a point on a border
    that several share belongs to the one that comes first in the file (the lowest code); a point
    in none belongs to the nearest within :data:`COAST_TOLERANCE_KM` (geodesic, GRS80).
    """

    def __init__(self, municipalities: gpd.GeoDataFrame) -> None:
        self._shapes = municipalities.geometry.to_numpy()
        self._tree = shapely.STRtree(self._shapes)

    def find(self, lon: float, lat: float) -> int | None:
        """Return the row number of the municipality at ``lon``, ``lat`` (degrees), or None.

        Raises ``ValueError`` when a coordinate is not a number of degrees on the globe.
        """
        if not (math.isfinite(lon) and abs(lon) <= 180):
            raise ValueError(f"longitude {lon}: allowed are -180 to 180 degrees")
        if not (math.isfinite(lat) and abs(lat) <= 90):
            raise ValueError(f"latitude {lat}: allowed are -90 to 90 degrees")
        point = shapely.Point(lon, lat)
        rows = self._tree.query(point, predicate="intersects")
        if len(rows):
            return int(rows.min())
        return self._nearest(point)

    def _nearest(self, point: shapely.Point) -> int | None:
        reach = COAST_TOLERANCE_KM / _KM_A_DEGREE_AT_LEAST
        rows = self._tree.query(point, predicate="dwithin", distance=reach)
        distances = [(_distance_km(point, self._shapes[row]), int(row)) for row in rows]
        nearest, row = min(distances, default=(math.inf, -1))
        return row if nearest <= COAST_TOLERANCE_KM else None


def _distance_km(point: shapely.Point, shape: shapely.Geometry) -> float:
    """Return the geodesic distance in kilometres from ``point`` to the nearest of ``shape``.

    Which point is nearest is told on a plane whose x is scaled by the cosine of the latitude: in
    degrees alone, a shore to the east would seem farther than it is.
    """
    scale = math.cos(math.radians(point.y))
    flat = shapely.transform(shape, lambda xy: (xy - (point.x, point.y)) * (scale, 1))
    there = shapely.get_point(shapely.shortest_line(shapely.Point(0, 0), flat), 1)
    lon, lat = point.x + there.x / scale, point.y + there.y
    return float(_GRS80.inv(point.x, point.y, lon, lat)[2]) / 1000

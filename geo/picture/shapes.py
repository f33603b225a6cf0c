"""The boundaries as a picture draws them: simplified, projected, one path for many places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.path import Path
from pyproj import Transformer

from geo.atlas import Atlas
from geo.prefectures import PREFECTURES

Shapes = npt.NDArray[np.object_]

_PROJECTION: Final = "+proj=aea +lat_1=31 +lat_2=44 +lat_0=37 +lon_0={lon} +ellps=GRS80"


@dataclass(frozen=True)
class Window:
    """A part of the country on the page: where it stands (mm), and what it shows.

    ``lon`` and ``lat`` (degrees) are its middle, ``scale`` is the 5,000,000 of 1:5,000,000.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    lon: float
    lat: float
    scale: float
    tolerance: float
    """How far simplified, in degrees: see ``geo.boundaries.TOLERANCE_DEGREES``."""
    meridian: float
    """The meridian that stands upright."""

    def project(self, lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return longitudes and latitudes (EPSG:4326) as millimetres on the page.

        Albers' equal-area conic projection with the standard parallels 31 and 44 degrees north.
        """
        transformer = _transformer(self.meridian)
        middle = np.array(transformer.transform(self.lon, self.lat))
        metres = np.column_stack(transformer.transform(lonlat[:, 0], lonlat[:, 1])) - middle
        corner = np.array([self.x + self.width / 2, self.y + self.height / 2])
        placed: npt.NDArray[np.float64] = metres * 1000 / self.scale + corner
        return placed

    def seen_from(self, other: Window) -> tuple[tuple[float, float], float, float]:
        """Return where this window's land lies in another one: corner, width and height."""
        x, y = other.project(np.array([[self.lon, self.lat]]))[0].tolist()
        width, height = (side * self.scale / other.scale for side in (self.width, self.height))
        return (x - width / 2, y - height / 2), width, height

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point of the page stands in the window."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, eq=False)
class Land:
    """What a window shows, in millimetres of the page: a shape for each row of the municipalities
    (None outside the window) and one a prefecture, in the order of the table."""

    places: Shapes
    prefectures: Shapes


@lru_cache(maxsize=8)
def land_in(atlas: Atlas, window: Window) -> Land:
    """Return the land of a window, in millimetres of the page; the few windows are remembered."""
    simple = _simplify(atlas, window.tolerance)
    placed = shapely.transform(simple, window.project)
    frame = shapely.box(window.x, window.y, window.x + window.width, window.y + window.height)
    seen = shapely.intersects(placed, frame)
    codes = atlas.municipalities["prefecture_code"].to_numpy()
    outlines = [
        shapely.union_all(placed[seen & (codes == prefecture.code)]) for prefecture in PREFECTURES
    ]
    placed[~seen] = None
    return Land(placed, np.array(outlines))


@lru_cache(maxsize=4)
def _simplify(atlas: Atlas, tolerance: float) -> Shapes:
    """Simplify the coverage; what is none (a reader's own file may overlap) stays as it is."""
    shapes: Shapes = atlas.municipalities.geometry.to_numpy()
    if not shapely.coverage_is_valid(shapes):
        return shapes
    simple: Shapes = shapely.coverage_simplify(shapes, tolerance)
    return simple


@lru_cache(maxsize=8)
def _transformer(meridian: float) -> Any:
    return Transformer.from_crs("EPSG:4326", _PROJECTION.format(lon=meridian), always_xy=True)


def widest_place(shape: shapely.Geometry) -> tuple[float, float]:
    """Return the point of the largest part that is farthest from its edge, where a number fits."""
    largest = max(shapely.get_parts(shape), key=shapely.area)
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, 0.1))[0].tolist()
    return x, y


def path_of(shapes: Shapes) -> Path:
    """Return polygons as one path; holes run against their exterior, so they stay empty."""
    polygons = shapely.get_parts(shapes[~shapely.is_missing(shapes)])
    rings = shapely.get_rings(shapely.orient_polygons(polygons))
    points, ring_of = shapely.get_coordinates(rings, return_index=True)
    if not len(points):
        return Path(np.empty((0, 2)))
    kinds = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    starts = np.flatnonzero(np.diff(ring_of, prepend=-1))
    kinds[starts] = Path.MOVETO
    kinds[np.r_[starts[1:], len(points)] - 1] = Path.CLOSEPOLY
    return Path(points, kinds)

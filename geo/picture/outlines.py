"""The prefectures as small outlines for a map on a page: paths of SVG, a few thousand numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely

from geo.atlas import Atlas
from geo.picture.shapes import Window, land_in, widest_place
from geo.prefectures import PREFECTURES, Prefecture

WIDTH: Final = 150
HEIGHT: Final = 147
"""The size of the map, in millimetres as in print."""

STEPS: Final = 5
"""Units of the paths in a millimetre."""

_MAIN: Final = Window("outlines", 0, 0, WIDTH, HEIGHT, 138.6, 38.05, 12_600_000, 0.03, 137)
ISLANDS: Final = Window("islands", 4, 91, 70, 52, 127.15, 26.98, 12_600_000, 0.03, 127)
"""The Nansei Islands, in the free upper left."""

_SMALLEST: Final = 0.15
"""Islands of fewer square millimetres are left out, but for a prefecture's largest."""


@dataclass(frozen=True)
class Outline:
    """One prefecture: the ``d`` of its SVG path, and where its number stands (x, y)."""

    prefecture: Prefecture
    path: str
    x: int
    y: int


@lru_cache(maxsize=2)
def outlines(atlas: Atlas) -> tuple[Outline, ...]:
    """Return the prefectures' outlines in a box of ``WIDTH * STEPS`` by ``HEIGHT * STEPS`` units.

    x runs to the right, y downward. Islands that no reader could see are left out, and so are
    Ogasawara and what else lies outside.
    """
    both = [land_in(atlas, window).prefectures for window in (_MAIN, ISLANDS)]
    made = []
    for prefecture, *shapes in zip(PREFECTURES, *both, strict=True):
        parts = _worth_showing(shapely.get_parts(shapes))
        if parts:
            x, y = _units(np.array([widest_place(shapely.MultiPolygon(parts))]))[0].tolist()
            made.append(Outline(prefecture, "".join(map(_path, parts)), x, y))
    return tuple(made)


def _worth_showing(parts: Any) -> list[shapely.Polygon]:
    inside = [part for part in parts if any(box.covers(part.centroid) for box in _boxes())]
    largest = max(map(shapely.area, inside), default=0)
    return [part for part in inside if part.area >= min(largest, _SMALLEST)]


def _boxes() -> list[shapely.Polygon]:
    return [
        shapely.box(window.x, window.y, window.x + window.width, window.y + window.height)
        for window in (_MAIN, ISLANDS)
    ]


def _units(points: Any) -> Any:
    return np.rint(np.column_stack([points[:, 0], HEIGHT - points[:, 1]]) * STEPS).astype(int)


def _path(polygon: shapely.Polygon) -> str:
    """Return one ring, its holes left out: no prefecture has any."""
    points = _units(shapely.get_coordinates(polygon.exterior))
    steps = np.diff(points, axis=0)
    steps = steps[steps.any(axis=1)][:-1]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(map(str, steps.ravel().tolist()))}z"

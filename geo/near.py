"""What lies near a municipality: neighbours, and projects by distance."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from pyproj import Geod

from geo.atlas import Atlas

_GRS80 = Geod(ellps="GRS80")
_NAMED = ["pair_id", "project_id", "municipality_code", "name", "name_en"]
"""The columns of ``atlas.pairs`` that are told of what is near: taking a row of all costs more."""


def neighbours_with_projects(atlas: Atlas, code: str) -> list[dict[Any, Any]]:
    """Return a pair's ids and names for each municipality with projects that touches ``code``.

    Two municipalities are neighbours when their polygons share at least a point.
    """
    shapes = atlas.municipalities.geometry.to_numpy()
    places = [other for other in atlas.pairs_of_code if other != code]
    rows = [atlas.row_of_code[other] for other in places]
    touches = shapely.intersects(shapes[rows], shapes[atlas.row_of_code[code]])
    first = [atlas.pairs_of_code[places[at]][0] for at in np.flatnonzero(touches)]
    return _rows(atlas, sorted(first))


def nearest_projects(atlas: Atlas, code: str, count: int = 3) -> list[tuple[dict[Any, Any], float]]:
    """Return ids and names of the ``count`` nearest pairs elsewhere, with kilometres.

    The distance is the geodesic (GRS80) between a point inside each municipality
    (``shapely.point_on_surface``), not between borders or district points.
    """
    places = [other for other in atlas.pairs_of_code if other != code]
    here = atlas.middles[[atlas.row_of_code[code]] * len(places)]
    there = atlas.middles[[atlas.row_of_code[other] for other in places]]
    metres = _GRS80.inv(here[:, 0], here[:, 1], there[:, 0], there[:, 1])[2]
    nearest = [
        (row, float(metres[at]) / 1000)
        for at in np.argsort(metres, kind="stable")[:count]
        for row in atlas.pairs_of_code[places[at]]
    ][:count]
    pairs = _rows(atlas, [row for row, _ in nearest])
    return [(pair, kilometres) for pair, (_, kilometres) in zip(pairs, nearest, strict=True)]


def _rows(atlas: Atlas, rows: list[int]) -> list[dict[Any, Any]]:
    found: list[dict[Any, Any]] = atlas.pairs[_NAMED].iloc[rows].to_dict("records")
    return found

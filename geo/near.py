"""What lies near a municipality: neighbours, and projects by distance."""

from __future__ import annotations

from typing import Any

import shapely
from pyproj import Geod

from geo.atlas import Atlas

_GRS80 = Geod(ellps="GRS80")


def neighbours_with_projects(atlas: Atlas, code: str) -> list[dict[Any, Any]]:
    """Return one row of ``atlas.pairs`` for each municipality with projects that touches ``code``.

    Two municipalities are neighbours when their polygons share at least a point.
    """
    shape = atlas.municipalities.geometry.iloc[atlas.row_of_code[code]]
    others = atlas.pairs[atlas.pairs["municipality_code"] != code]
    touching = others[shapely.intersects(others.geometry.to_numpy(), shape)]
    rows: list[dict[Any, Any]] = touching.drop_duplicates("municipality_code").to_dict("records")
    return rows


def nearest_projects(atlas: Atlas, code: str, count: int = 3) -> list[tuple[dict[Any, Any], float]]:
    """Return the ``count`` nearest rows of ``atlas.pairs`` elsewhere, with kilometres.

    The distance is the geodesic (GRS80) between a point inside each municipality
    (``shapely.point_on_surface``), not between borders or district points.
    """
    here = shapely.point_on_surface(atlas.municipalities.geometry.iloc[atlas.row_of_code[code]])
    others = atlas.pairs[atlas.pairs["municipality_code"] != code]
    there = shapely.get_coordinates(shapely.point_on_surface(others.geometry.to_numpy()))
    metres = [_GRS80.inv(here.x, here.y, lon, lat)[2] for lon, lat in there]
    nearest = others.assign(kilometres=[one / 1000 for one in metres]).nsmallest(
        count, "kilometres"
    )
    return [(row, float(row["kilometres"])) for row in nearest.to_dict("records")]

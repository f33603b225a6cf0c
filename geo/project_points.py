"""The points of a project row: do they lie in one of its municipalities?"""

from __future__ import annotations

from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Geod

from geo import project_places
from geo.bounds import is_in_japan
from geo.problems import Problem
from geo.schema import LIST_SEPARATOR, split_list
from geo.table import MOST_WRONG, Rows, Table, Verdict

COLUMNS: Final = ("point_name", "point_lat", "point_lon")

TOLERANCE_M: Final = 500.0
"""A point so near to one of its municipalities counts as inside: quays, stations on a border."""

_REACH_DEGREES: Final = 0.01
"""More than ``TOLERANCE_M`` in any direction in Japan; what is farther is not measured."""

_ROWS_AT_ONCE: Final = 50_000
"""So many rows' points are looked at together: fast, and memory stays small."""

_RIGHT: Final = -1
_AT_SEA: Final = -2

_ELLIPSOID: Final = Geod(ellps="GRS80")


def judge_lengths(names: str, lats: str, lons: str) -> Verdict | None:
    """Judge whether a row has as many names as latitudes and longitudes: a table judge."""
    counts = [len(split_list(cell)) for cell in (names, lats, lons)]
    if len(set(counts)) == 1:
        return None
    values = dict(zip(("names", "lats", "lons"), counts, strict=True))
    return Verdict(
        problems=(Problem("point_lengths", column="point_lat", value=lats, values=values),)
    )


def check_points(table: Table, municipalities: gpd.GeoDataFrame) -> None:
    """Report every point that lies in none of its row's municipalities.

    A point in one of them, on its border or within :data:`TOLERANCE_M` of it is right. Of the
    others it is said whether the coordinates are swapped, outside Japan, in another municipality
    or in none. Coordinates are degrees (EPSG:4326), latitude and longitude in columns of their own.
    """
    rows = table.sound_rows((*project_places.COLUMNS, *COLUMNS))
    rows = rows[(table.take("point_lat", rows) != "").to_numpy()]
    boundaries = _Boundaries(municipalities)
    wrong = 0
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        if wrong >= MOST_WRONG:
            table.give_up("point_lat", rows[start:])
            break
        wrong += _check_block(table, rows[start : start + _ROWS_AT_ONCE], boundaries)


def _check_block(table: Table, rows: Rows, boundaries: _Boundaries) -> int:
    """Report the wrong points of these rows, and return how many they are."""
    points = _Points(table, rows, boundaries)
    in_japan = is_in_japan(points.lons, points.lats)
    swapped = ~in_japan & is_in_japan(points.lats, points.lons)
    points.report("point_swapped", swapped)
    points.report("point_outside_japan", ~in_japan & ~swapped)
    astray = points.find_astray(np.flatnonzero(in_japan))
    points.report("point_at_sea", astray == _AT_SEA)
    points.report("point_elsewhere", astray >= 0, astray)
    return int((~in_japan | (astray != _RIGHT)).sum())


class _Boundaries:
    """The municipalities' names and shapes, an index of the shapes, and the row of each code."""

    def __init__(self, municipalities: gpd.GeoDataFrame) -> None:
        self.names = municipalities["name"].tolist()
        self.shapes = municipalities.geometry.to_numpy()
        self.tree = shapely.STRtree(self.shapes)
        codes = municipalities["municipality_code"]
        coded = np.flatnonzero((codes != "").to_numpy())
        self.row_of_code = pd.Series(coded, index=codes.iloc[coded].tolist())


class _Points:
    """All points of some rows in flat arrays, and the municipalities of these rows."""

    def __init__(self, table: Table, rows: Rows, boundaries: _Boundaries) -> None:
        cells = table.cells.iloc[rows]
        self._table = table
        self._boundaries = boundaries
        self._position, self._names = _explode(cells["point_name"], rows)
        self.lats = _explode(cells["point_lat"], rows)[1].astype(np.float64)
        self.lons = _explode(cells["point_lon"], rows)[1].astype(np.float64)
        position, codes = _explode(cells["municipality_codes"], rows)
        self._own = self._key(position, boundaries.row_of_code.loc[list(codes)].to_numpy())

    def _key(self, position: Rows, municipality: Rows) -> Rows:
        """Return one number for each pair of a table row and a municipality's row."""
        return position * len(self._boundaries.shapes) + municipality

    def find_astray(self, chosen: Rows) -> Rows:
        """Return for each point the row of the municipality in which it lies by mistake.

        ``_RIGHT`` where it lies in, on the border of or near one of its own; ``_AT_SEA`` where it
        lies in none. Only the ``chosen`` points are looked at, the others count as right.
        """
        astray = np.full(len(self.lons), _RIGHT, dtype=np.int64)
        shapes = shapely.points(self.lons[chosen], self.lats[chosen])
        which, found = self._boundaries.tree.query(shapes, predicate="intersects")
        point = chosen[which]
        own = np.isin(self._key(self._position[point], found), self._own)
        astray[chosen] = _AT_SEA
        astray[point] = found
        astray[point[own]] = _RIGHT
        rest = np.flatnonzero(astray != _RIGHT)
        astray[rest[self._near_own(rest)]] = _RIGHT
        return astray

    def _near_own(self, chosen: Rows) -> npt.NDArray[np.bool_]:
        """Tell of each chosen point whether one of its own municipalities is within reach."""
        points = np.asarray(shapely.points(self.lons[chosen], self.lats[chosen]))
        which, found = self._boundaries.tree.query(
            points, predicate="dwithin", distance=_REACH_DEGREES
        )
        own = np.isin(self._key(self._position[chosen[which]], found), self._own)
        which, found = which[own], found[own]
        there = shapely.get_point(
            shapely.shortest_line(points[which], self._boundaries.shapes[found]), 1
        )
        lons, lats = self.lons[chosen[which]], self.lats[chosen[which]]
        _, _, metres = _ELLIPSOID.inv(lons, lats, shapely.get_x(there), shapely.get_y(there))
        near = np.zeros(len(chosen), dtype=bool)
        near[which[metres <= TOLERANCE_M]] = True
        return near

    def report(self, rule: str, broken: npt.NDArray[np.bool_], place: Rows | None = None) -> None:
        """Report the ``broken`` points; ``place`` is the municipality in which each lies."""
        found = np.flatnonzero(broken)

        def make(index: int) -> Problem:
            point = found[index]
            values = {"name": self._names[point], "tolerance": round(TOLERANCE_M)}
            if place is not None:
                values["place"] = self._boundaries.names[place[point]]
            value = f"{self.lats[point]:g}, {self.lons[point]:g}"
            return Problem(rule, column="point_lat", value=value, values=values)

        self._table.report(self._position[found], "point_lat", make)


def _explode(cells: pd.Series[str], rows: Rows) -> tuple[Rows, npt.NDArray[np.object_]]:
    """Return the parts of list cells in one flat array, and the row position of each."""
    parts = LIST_SEPARATOR.join(cells.tolist()).split(LIST_SEPARATOR)
    lengths = cells.str.count(LIST_SEPARATOR).to_numpy(dtype=np.int64) + 1
    return np.repeat(rows, lengths), np.array(parts, dtype=object)

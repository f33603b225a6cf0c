"""The ministry's N03 administrative areas as raw parts, with names as they write them.

A municipality is many polygons there; a designated city stands as its wards; land that belongs to
no municipality yet (所属未定地) has no code; the six villages of the Northern Territories have
codes, and become 北方地域.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from geo.bounds import is_in_japan
from geo.build.designated import municipality_of
from geo.build.jma import NORTHERN_TERRITORIES
from geo.build.n03_archive import Layer
from geo.build.n03_layer import COLUMNS, WARD_COLUMN
from geo.build.names import NAME_VARIANTS
from geo.build.shapes import UNASSIGNED
from geo.codes import is_code
from geo.findings import Findings

NORTHERN_VILLAGES: Final = tuple(f"{code:05d}" for code in range(1695, 1701))
"""色丹村, 泊村, 留夜別村, 留別村, 紗那村, 蘂取村."""

_UNASSIGNED_NAME: Final = "所属未定地"
_DATE: Final = re.compile(r"N03-(?P<year>\d{4}|\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")

Names = tuple[str, str, str]
"""Prefecture, county (郡, blank if none) and name of a municipality."""


@dataclass(frozen=True)
class Areas:
    """The parts of an archive.

    ``parts`` has the columns part_code, municipality_code, name and geometry (EPSG:4326);
    ``municipality_code`` is :data:`geo.build.shapes.UNASSIGNED` for land of no municipality.
    ``names`` are those of each municipality by code; ``unassigned`` counts the polygons of no
    municipality, ``by_name`` those without a code that their name gave one.
    """

    parts: gpd.GeoDataFrame
    names: Mapping[str, Names]
    unassigned: int
    by_name: int


@dataclass(frozen=True)
class _Row:
    prefecture: str
    county: str
    city: str
    ward: str
    code: str

    @property
    def is_unassigned(self) -> bool:
        """Tell whether the land belongs to no municipality: it has no name, or says so."""
        return not self.city or self.city == _UNASSIGNED_NAME


def read_areas(layer: Layer, file: str) -> Areas:
    """Return the parts of a layer; ``file`` is what messages call the archive.

    A part without a code takes that of the parts of the same name, where all of them have one.

    Raises
    ------
    DataError
        With every feature whose code or shape is missing or has another form, and every code that
        stands with different names.
    """
    findings = Findings(file, "feature")
    rows = _read_rows(layer)
    codes_by_name: dict[_Row, set[str]] = {}
    for row in rows:
        if row.code and not row.is_unassigned:
            codes_by_name.setdefault(_without_code(row), set()).add(row.code)
    codes = []
    by_name = 0
    for number, row in enumerate(rows, start=1):
        code = row.code
        if row.is_unassigned:
            codes.append(UNASSIGNED)
            continue
        if not code and len(same := codes_by_name.get(_without_code(row), set())) == 1:
            (code,) = same
            by_name += 1
        if not code:
            findings.problem("n03_code_missing", number, COLUMNS[-1], name=row.city + row.ward)
        elif not is_code(code):
            findings.problem("n03_code_form", number, COLUMNS[-1], code)
        codes.append(code)
    for index in np.flatnonzero(~_are_areas_in_japan(layer.table.geometry)).tolist():
        findings.problem("n03_geometry", index + 1, "geometry", codes[index])
    findings.raise_problems()
    names = _collect_names(rows, codes, findings)
    findings.raise_problems()
    parts = gpd.GeoDataFrame(
        {
            "part_code": codes,
            "municipality_code": [_municipality(code) for code in codes],
            "name": [row.city + row.ward for row in rows],
        },
        geometry=layer.table.geometry.to_numpy(),
        crs=layer.table.crs,
    )
    return Areas(parts, names, Counter(codes)[UNASSIGNED], by_name)


def read_date(archive: Path) -> str | None:
    """Return the day in an archive's name (``N03-20240101_GML.zip``), ``YYYY-MM-DD``, or None."""
    if not (found := _DATE.match(archive.name)):
        return None
    year = int(found["year"])
    try:
        day = date(year + 2000 * (year < 100), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return day.isoformat()


def _read_rows(layer: Layer) -> list[_Row]:
    table = layer.table
    columns = [*COLUMNS[:3], WARD_COLUMN, COLUMNS[3]]
    texts = [
        [value.strip() if isinstance(value, str) else "" for value in table[name]]
        if name in table
        else [""] * len(table)
        for name in columns
    ]
    return [_arrange(*row) for row in zip(*texts, strict=True)]


def _arrange(prefecture: str, county: str, city: str, ward: str, code: str) -> _Row:
    """Return a row as editions since 2024 write it: before, a ward's city stood for the county."""
    if not ward and county.endswith("市") and city.endswith("区"):
        county, city, ward = "", county, city
    return _Row(prefecture, county, NAME_VARIANTS.get(city, city), ward, code)


def _are_areas_in_japan(shapes: gpd.GeoSeries) -> npt.NDArray[np.bool_]:
    """Tell for each shape whether it is polygons within Japan's box, all coordinates finite."""
    west, south, east, north = shapes.bounds.to_numpy().T
    is_area = shapes.geom_type.isin(("Polygon", "MultiPolygon")).to_numpy(dtype=bool)
    return is_area & is_in_japan(west, south) & is_in_japan(east, north)


def _without_code(row: _Row) -> _Row:
    return _Row(row.prefecture, row.county, row.city, row.ward, "")


def _municipality(code: str) -> str:
    if code in NORTHERN_VILLAGES:
        return NORTHERN_TERRITORIES
    return code if code == UNASSIGNED else municipality_of(code)


def _collect_names(rows: list[_Row], codes: list[str], findings: Findings) -> dict[str, Names]:
    names: dict[str, Names] = {}
    for number, (row, code) in enumerate(zip(rows, codes, strict=True), start=1):
        municipality = _municipality(code)
        if municipality in (UNASSIGNED, NORTHERN_TERRITORIES):
            continue
        county = row.county if row.county.endswith("郡") else ""
        found = (row.prefecture, county, row.city)
        if names.setdefault(municipality, found) != found:
            first = "".join(names[municipality])
            findings.problem(
                "n03_names", number, COLUMNS[2], "".join(found), code=code, first=first
            )
    return names

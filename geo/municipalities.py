"""Read and validate ``municipalities.geojson``: one feature a municipality."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.bounds import JAPAN_BOX, is_in_japan
from geo.codes import is_code, prefecture_code
from geo.csv_text import UNWRITABLE
from geo.file_bytes import FileBytes
from geo.findings import Findings
from geo.geojson_features import Features, read_features, show_json
from geo.prefectures import PREFECTURES
from geo.problems import Note
from geo.schema import CRS, MUNICIPALITY_COLUMNS, Column

FEWEST_MUNICIPALITIES: Final = 1_700
"""A whole country has so many codes at least: 1,741 since 2018, and mergers go on slowly."""

MOST_POSITIONS: Final = 20_000
"""Of one shape, twenty times the shipped file's most: to check whether a shape is valid takes time
that can grow with the square of them."""

_PREFECTURE_NAMES: Final = {prefecture.code: prefecture.name for prefecture in PREFECTURES}
_REGION: Final = "地域"
_NAMES: Final = tuple(column.name for column in MUNICIPALITY_COLUMNS)


def read_municipalities(
    path: Path | FileBytes, *, whole_country: bool = True
) -> tuple[gpd.GeoDataFrame, tuple[Note, ...]]:
    """Read and validate a GeoJSON file of municipalities.

    Returns the frame (columns of ``MUNICIPALITY_COLUMNS``, then ``geometry``; rows as in the file,
    index 0 to n - 1; EPSG:4326, x = longitude, y = latitude in degrees) and the notes on what was
    read although it was not written as the rules say. Blank text is ``""``: ``county`` of cities,
    and ``municipality_code`` of an area (kind 地域) that is no municipality, such as 北方地域.

    With ``whole_country`` all 47 prefectures and at least ``FEWEST_MUNICIPALITIES`` codes must be
    there; a file of a few municipalities, as the tests use, is read without.

    Raises
    ------
    DataError
        With every problem found.
    """
    findings = Findings(path.name, "feature")
    features = read_features(path, findings)
    return check_municipalities(features, findings, whole_country=whole_country), findings.notes


def check_municipalities(
    features: Features, findings: Findings, *, whole_country: bool = True
) -> gpd.GeoDataFrame:
    """Validate features, wherever they were read; see :func:`read_municipalities`."""
    frame = pd.DataFrame(
        {column.name: _read_column(column, features, findings) for column in MUNICIPALITY_COLUMNS}
    )
    _note_other_properties(features, findings)
    _check_codes(frame, features, findings)
    _check_shapes(frame, features, findings)
    if whole_country:
        _check_whole_country(frame, findings)
    findings.raise_problems()
    return gpd.GeoDataFrame(frame, geometry=features.shapes, crs=CRS)


def _read_column(column: Column, features: Features, findings: Findings) -> pd.Series[Any]:
    """Return one property of all features, blank or NaN where it is not as it should be."""
    read_cell = _read_number if column.kind == "number" else _read_text
    cells = [
        read_cell(properties.get(column.name), column, number, findings)
        for number, properties in zip(features.numbers, features.properties, strict=True)
    ]
    return pd.Series(cells, dtype="float64" if column.kind == "number" else "str")


def _read_text(value: object, column: Column, number: int, findings: Findings) -> str:
    if value is None or value == "":
        if not column.is_nullable:
            findings.problem("property_missing", number, column.name)
        return ""
    if not isinstance(value, str):
        findings.problem("property_not_text", number, column.name, show_json(value))
        return ""
    text = value.strip()
    if UNWRITABLE.search(value):
        findings.problem("control", number, column.name, value)
    elif column.allowed and text not in column.allowed:
        findings.problem("not_allowed", number, column.name, value, allowed=column.allowed)
    elif text != value:
        findings.note("trimmed", number, column.name, value)
    return text


def _read_number(value: object, column: Column, number: int, findings: Findings) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < math.inf:
        return float(value)
    shown = None if value is None else show_json(value)
    findings.problem("property_not_number", number, column.name, shown, unit=column.unit)
    return math.nan


def _note_other_properties(features: Features, findings: Findings) -> None:
    for number, properties in zip(features.numbers, features.properties, strict=True):
        if others := properties.keys() - _NAMES:
            findings.note("property_ignored", number, value=min(others), count=len(others))


def _check_codes(frame: pd.DataFrame, features: Features, findings: Findings) -> None:
    seen: set[str] = set()
    rows = zip(
        features.numbers,
        features.properties,
        frame["municipality_code"].tolist(),
        frame["kind"].tolist(),
        frame["prefecture_code"].tolist(),
        frame["prefecture"].tolist(),
        strict=True,
    )
    for number, properties, code, kind, head, prefecture in rows:
        if not code:
            is_blank = properties.get("municipality_code") in (None, "")
            if is_blank and kind and kind != _REGION:
                findings.problem("code_missing", number, "municipality_code", kind=_REGION)
        elif not is_code(code):
            findings.problem("code_form", number, "municipality_code", code)
        elif code in seen:
            findings.problem("code_doubled", number, "municipality_code", code)
        elif head and prefecture_code(code) != head:
            findings.problem("prefecture_code", number, "prefecture_code", head, code=code)
        seen.add(code)
        expected = _PREFECTURE_NAMES.get(head, "")
        if head and not expected:
            findings.problem("prefecture_code_unknown", number, "prefecture_code", head)
        elif head and prefecture and prefecture != expected:
            findings.problem(
                "prefecture_of_code", number, "prefecture", prefecture, expected=expected, code=head
            )


def _check_shapes(frame: pd.DataFrame, features: Features, findings: Findings) -> None:
    bounds = np.asarray(shapely.bounds(features.shapes))
    west, south, east, north = bounds.T
    outside = ~(is_in_japan(west, south) & is_in_japan(east, north))
    swapped = outside & is_in_japan(south, west) & is_in_japan(north, east)
    large = np.asarray(shapely.get_num_coordinates(features.shapes)) > MOST_POSITIONS
    invalid = np.zeros(len(large), dtype=bool)
    invalid[~large] = ~np.asarray(shapely.is_valid(features.shapes[~large]))
    for index in np.flatnonzero(outside | invalid | large).tolist():
        number = features.numbers[index]
        code = frame["municipality_code"].iloc[index] or None
        if invalid[index]:
            reason = shapely.is_valid_reason(features.shapes[index])
            findings.problem("geometry_invalid", number, "geometry", code, reason=reason)
        if large[index]:
            limit = f"{MOST_POSITIONS:,}"
            findings.problem("geometry_large", number, "geometry", code, limit=limit)
        if outside[index]:
            rule = "geometry_swapped" if swapped[index] else "geometry_outside_japan"
            box = " ".join(f"{degrees:g}" for degrees in bounds[index])
            findings.problem(rule, number, "geometry", code, box=box, japan=JAPAN_BOX)


def _check_whole_country(frame: pd.DataFrame, findings: Findings) -> None:
    codes = set(frame["municipality_code"]) - {""}
    if len(codes) < FEWEST_MUNICIPALITIES:
        findings.problem(
            "municipalities_missing", got=f"{len(codes):,}", expected=f"{FEWEST_MUNICIPALITIES:,}"
        )
    for code in sorted(_PREFECTURE_NAMES.keys() - {prefecture_code(code) for code in codes}):
        findings.problem("prefecture_missing", value=_PREFECTURE_NAMES[code])

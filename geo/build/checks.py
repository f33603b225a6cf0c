"""What must hold before the municipalities are written; every problem is found, not the first."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import geopandas as gpd
import shapely

from geo.build.assemble import Assembled
from geo.build.names import KIND_READINGS
from geo.schema import split_list

MUNICIPALITIES: Final = 1741
NORTHERN_NAME: Final = "北方地域"
TOTAL_KM2: Final = 373_000
TOTAL_TOLERANCE: Final = 0.003
LARGEST_CHANGE: Final = 0.005
LARGEST_FILE_BYTES: Final = 5_000_000

_UNCLEAN = re.compile(r"[()（）,、，・\s]|[市町村][東西南北]部|地域|を除く|.市.+区$|.郡.+[町村]$")
_KANA = re.compile(r"[ァ-ヴー]+")
_ENGLISH = re.compile(r"[A-Z][a-z]+( [A-Z][a-z]+)? (?P<kind>City|Town|Village)")
_ENGLISH_DIRECTION = re.compile(r"\b(North|South|East|West)(ern)?\b|\bCentral\b")
_ENGLISH_KINDS = {"市": "City", "区": "City", "町": "Town", "村": "Village"}


def find_problems(built: Assembled, projects: Path) -> list[str]:
    """Return everything that is wrong with the assembled municipalities, one line a problem.

    ``projects`` is ``data/projects.csv``, whose pairs of code and name must be among them.
    """
    frame = built.frame
    return [
        *_check_codes(frame),
        *_check_names(frame),
        *_check_shapes(built),
        *_check_projects(frame, projects),
    ]


def _check_codes(frame: gpd.GeoDataFrame) -> Iterator[str]:
    codes = frame["municipality_code"].dropna()
    if codes.nunique() != MUNICIPALITIES or len(codes) != MUNICIPALITIES:
        yield (
            f"{codes.nunique()} distinct codes in {len(codes)} rows; {MUNICIPALITIES:,} of each are"
            " expected. After a merger, change MUNICIPALITIES in geo/build/checks.py"
        )
    for code in codes[~codes.str.fullmatch(r"[0-9]{5}")]:
        yield f"code {code!r}: five digits are allowed"
    without_code = frame.loc[frame["municipality_code"].isna(), "name"].tolist()
    if without_code != [NORTHERN_NAME]:
        yield f"without code: {without_code}; only {NORTHERN_NAME} may be"


def _check_names(frame: gpd.GeoDataFrame) -> Iterator[str]:
    for row in frame[frame["municipality_code"].notna()].itertuples():
        where = f"{row.municipality_code} {row.name}"
        if row.kind not in KIND_READINGS or not row.name.endswith(row.kind):
            yield f"{where}: kind {row.kind!r} is not the end of the name, 市, 区, 町 or 村"
            continue
        if _UNCLEAN.search(row.name):
            yield f"{where}: is a part's name, a ward's, or has a bracket, comma or 郡 left"
        if not _KANA.fullmatch(row.name_kana):
            yield f"{where}: kana {row.name_kana!r} has something else than full-width katakana"
        if not row.name_kana.endswith(KIND_READINGS[row.kind]):
            yield f"{where}: kana {row.name_kana!r} does not end as {row.kind} is read"
        english = _ENGLISH.fullmatch(row.name_en)
        if not english or english["kind"] != _ENGLISH_KINDS[row.kind]:
            yield f"{where}: English {row.name_en!r} is not words and {_ENGLISH_KINDS[row.kind]}"
        if _ENGLISH_DIRECTION.search(row.name_en):
            yield f"{where}: English {row.name_en!r} has a part's direction left"
        if (row.county != "") != row.county.endswith("郡") or (row.county and row.kind in "市区"):
            yield f"{where}: county {row.county!r}; blank, or a 郡 for a town or village"
    keys = frame[["prefecture", "county", "name"]]
    for row in frame[keys.duplicated(keep=False)].itertuples():
        yield f"{row.municipality_code} {row.prefecture}{row.county}{row.name}: the name is doubled"


def _check_shapes(built: Assembled) -> Iterator[str]:
    frame = built.frame
    shapes = frame.geometry.to_numpy()
    sound = shapely.is_valid(shapes) & ~shapely.is_empty(shapes)
    sound &= frame.geom_type.isin(["Polygon", "MultiPolygon"]).to_numpy()
    for row in frame[~sound].itertuples():
        yield f"{row.municipality_code} {row.name}: {shapely.is_valid_reason(row.geometry)}"
    if not built.final.is_coverage or built.final.overlap_km2 > 0 or built.final.gap_km2 > 0:
        yield f"neighbours do not share their borders: {built.final}"
    if built.largest_change > LARGEST_CHANGE:
        yield (
            f"sharing borders changed a municipality by {built.largest_change:.2%} of its area;"
            f" at most {LARGEST_CHANGE:.2%} is allowed"
        )
    total = float(frame.loc[frame["municipality_code"].notna(), "area_km2"].sum())
    if abs(total / TOTAL_KM2 - 1) > TOTAL_TOLERANCE:
        yield f"total area {total:,.0f} km²; {TOTAL_KM2:,} ± {TOTAL_TOLERANCE:.1%} is allowed"


def _check_projects(frame: gpd.GeoDataFrame, projects: Path) -> Iterator[str]:
    names = dict(zip(frame["municipality_code"], frame["name"], strict=True))
    with projects.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            pairs = zip(
                split_list(row["municipality_codes"]),
                split_list(row["municipality_names"]),
                strict=True,
            )
            for code, name in pairs:
                if names.get(code) != name:
                    yield f"{projects}:{line}: {code} is {name!r} there, {names.get(code)!r} here"

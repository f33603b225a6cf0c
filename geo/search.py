"""Finding a municipality by what a reader types: kanji, kana, romaji or code."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from geo.codes import has_right_check_digit
from geo.filters import fold

_ROMAJI_ENDINGS: Final = re.compile(r"[\s-]+(shi|ku|cho|machi|son|mura|city|ward|town|village)$")
_HIRAGANA_TO_KATAKANA: Final = {
    code: code + 0x60 for code in range(ord("\u3041"), ord("\u3096") + 1)
}


def fold_place(text: str) -> str:
    """Return text as places are compared: folded, hiragana as katakana, no -shi or City at the end.

    Macrons are gone (``fold``), so Ōsaka, Osaka, Osaka-shi and Osaka City are one.
    """
    folded = fold(text).translate(_HIRAGANA_TO_KATAKANA).strip()
    return _ROMAJI_ENDINGS.sub("", folded)


def find_places(municipalities: pd.DataFrame, typed: str, limit: int = 8) -> list[str]:
    """Return the codes of the municipalities that ``typed`` names, the best first.

    A name that is typed whole stands before one that begins with it, and that before one that
    holds it; within each, the order of the codes. A code counts with or without its check digit.
    """
    wanted = fold_place(typed)
    if not wanted:
        return []
    if has_right_check_digit(wanted):
        wanted = wanted[:5]
    coded = municipalities[municipalities["municipality_code"] != ""]
    fields = pd.concat(
        [coded[name].map(fold_place) for name in ("name", "name_kana", "name_en")]
        + [coded["municipality_code"], coded["name"].str.slice(stop=-1).map(fold_place)],
        axis=1,
    )
    texts = fields.to_numpy()
    ranks = [
        (0 if wanted in row else 1 if any(one.startswith(wanted) for one in row) else 2, code)
        for row, code in zip(texts.tolist(), coded["municipality_code"], strict=True)
        if any(wanted in one for one in row)
    ]
    return [code for _, code in sorted(ranks)[:limit]]

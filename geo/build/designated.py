"""The twenty designated cities (政令指定都市), whose wards have codes but are no municipalities."""

from __future__ import annotations

from typing import Final

DESIGNATED_CITY_CODES: Final = (
    "01100",  # 札幌市
    "04100",  # 仙台市
    "11100",  # さいたま市
    "12100",  # 千葉市
    "14100",  # 横浜市
    "14130",  # 川崎市
    "14150",  # 相模原市
    "15100",  # 新潟市
    "22100",  # 静岡市
    "22130",  # 浜松市
    "23100",  # 名古屋市
    "26100",  # 京都市
    "27100",  # 大阪市
    "27140",  # 堺市
    "28100",  # 神戸市
    "33100",  # 岡山市
    "34100",  # 広島市
    "40100",  # 北九州市
    "40130",  # 福岡市
    "43100",  # 熊本市
)


def municipality_of(code: str) -> str:
    """Return the code of the municipality that an area of five digits belongs to.

    A ward of a designated city gives its city (``14131`` 川崎区 gives ``14130`` 川崎市); every
    other code gives itself. Within a prefecture, the codes from 101 to 199 are wards: those of a
    designated city lie between its own code and the next city's. Tokyo has no designated city, so
    its 23 wards (``13101`` …) stay municipalities.
    """
    if code[2:3] != "1":
        return code
    cities = [city for city in DESIGNATED_CITY_CODES if city[:2] == code[:2] and city <= code]
    return max(cities, default=code)

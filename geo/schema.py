"""The column dictionary: every column of both data files, once.

Labels and meanings in both languages stand in ``geo/texts`` under ``column.<name>``.
Codes are text everywhere; a list is one text with ``;`` between its parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

CATEGORIES: Final = ("leading", "priority")
FISCAL_YEARS: Final = (2019, 2020)
ADDITIONS_FY: Final = 2020
SCOPES: Final = ("city", "district")
KINDS: Final = ("市", "区", "町", "村", "地域")
CONFIDENCES: Final = ("high", "medium", "low")
EARLIER_BASES: Final = ("stated", "inferred")
LIST_SEPARATOR: Final = ";"

CRS: Final = "EPSG:4326"
"""WGS 84 longitude and latitude in degrees, x = longitude, the CRS of every geometry here."""


@dataclass(frozen=True)
class Column:
    """One column: what it may hold.

    ``kind`` is the type of one value; with ``is_list`` the cell holds several, ``;`` between.
    ``allowed`` is the closed vocabulary, if there is one; ``unit`` the unit of a number.
    """

    name: str
    kind: Literal["text", "integer", "number"] = "text"
    is_nullable: bool = False
    is_list: bool = False
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    unit: str = ""


PROJECT_COLUMNS: Final = (
    Column("project_id", pattern=r"[LP][0-9]{2,7}"),
    Column("category", allowed=CATEGORIES),
    Column("table_no", kind="integer"),
    Column("selected_fy", kind="integer", allowed=tuple(map(str, FISCAL_YEARS))),
    Column("prefecture"),
    Column("municipality_names", is_list=True),
    Column("municipality_codes", is_list=True, pattern=r"[0-9]{5}"),
    Column("target_area"),
    Column("scope", allowed=SCOPES),
    Column("earlier_category", is_nullable=True, allowed=CATEGORIES),
    Column("earlier_fy", kind="integer", is_nullable=True, allowed=tuple(map(str, FISCAL_YEARS))),
    Column("earlier_basis", is_nullable=True, allowed=EARLIER_BASES),
    Column("project_name", is_nullable=True),
    Column("organisation", is_nullable=True),
    Column("themes", is_nullable=True, is_list=True),
    Column("summary_ja", is_nullable=True),
    Column("summary_en", is_nullable=True),
    Column("point_name", is_nullable=True, is_list=True),
    Column("point_lat", kind="number", is_nullable=True, is_list=True, unit="°"),
    Column("point_lon", kind="number", is_nullable=True, is_list=True, unit="°"),
    Column("sources", is_nullable=True, is_list=True, pattern=r"https?://\S+"),
    Column("confidence", is_nullable=True, allowed=CONFIDENCES),
)

MUNICIPALITY_COLUMNS: Final = (
    Column("municipality_code", is_nullable=True, pattern=r"[0-9]{5}"),
    Column("prefecture_code", pattern=r"[0-9]{2}"),
    Column("prefecture"),
    Column("county", is_nullable=True),
    Column("name"),
    Column("name_kana"),
    Column("name_en"),
    Column("kind", allowed=KINDS),
    Column("area_km2", kind="number", unit="km²"),
)


def split_list(cell: str) -> list[str]:
    """Return the parts of a list cell, in order; an empty cell has none."""
    return cell.split(LIST_SEPARATOR) if cell else []

"""Shapes and names together: one row a municipality, 北方地域 last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.build import BuildError
from geo.build.coverage import CoverageFigures, dissolve, measure_coverage, share_borders
from geo.build.jma import NORTHERN_TERRITORIES
from geo.build.names import clean_english
from geo.build.shapes import UNASSIGNED, finish, measure_area, repair
from geo.build.simplify import Simplified, simplify
from geo.prefectures import prefecture_by_code
from geo.schema import CRS, MUNICIPALITY_COLUMNS

COLUMNS: Final = (*(column.name for column in MUNICIPALITY_COLUMNS), "geometry")
AREA_DECIMALS: Final = 2

_NORTHERN_ROW: Final = {
    "municipality_code": NORTHERN_TERRITORIES,
    "prefecture": "北海道",
    "county": "",
    "name": "北方地域",
    "name_kana": "ホッポウチイキ",
    "name_en": "Northern Territories",
    "kind": "地域",
}


@dataclass(frozen=True)
class Assembled:
    """The municipalities and what was measured on the way.

    ``frame`` has the columns :data:`COLUMNS` in EPSG:4326, ``municipality_code`` missing for
    北方地域. ``dissolved`` are the figures of the plain dissolve, ``final`` those of ``frame``;
    ``largest_change`` is the largest share of a municipality's area by which the sharing of
    borders changed it, ``simplified`` what was done after that. ``unassigned_km2`` is the land of
    no municipality: it took part in all this and was then left out.
    """

    frame: gpd.GeoDataFrame
    parts: int
    repaired: int
    dissolved: CoverageFigures
    final: CoverageFigures
    largest_change: float
    simplified: Simplified
    unassigned_km2: float


def assemble(parts: gpd.GeoDataFrame, names: pd.DataFrame) -> Assembled:
    """Return the municipalities of a raw frame (:data:`geo.build.jma.RAW_COLUMNS`) with names.

    ``names`` has the columns :data:`geo.build.names.NAME_COLUMNS`. English names come from the
    parts, everything else from ``names``. Parts of the code ``UNASSIGNED`` belong to none.

    Raises
    ------
    BuildError
        With every code that only one of the two has, and every part whose name does not belong to
        its municipality.
    """
    named = _add_english(names, parts)
    codes = parts["municipality_code"].tolist()
    raw, repaired = repair(parts.geometry)
    distinct, dissolved = dissolve(raw, codes)
    shared = share_borders(dissolved)
    simplified = simplify(shared)
    finished = finish(simplified.shapes)
    is_land = np.array(distinct) != UNASSIGNED
    final = finished[is_land]
    shapes = gpd.GeoDataFrame(
        {"municipality_code": [code for code in distinct if code != UNASSIGNED]},
        geometry=final,
        crs=CRS,
    )
    frame = shapes.merge(named, on="municipality_code", validate="one_to_one")
    is_northern = frame["municipality_code"] == NORTHERN_TERRITORIES
    frame["prefecture_code"] = frame["municipality_code"].str[:2].mask(is_northern, "01")
    frame["area_km2"] = [round(measure_area(shape), AREA_DECIMALS) for shape in frame.geometry]
    frame["municipality_code"] = frame["municipality_code"].astype(object).mask(is_northern, None)
    frame = frame.sort_values("municipality_code", na_position="last", ignore_index=True)
    changed = shapely.area(shapely.symmetric_difference(shared, dissolved)[is_land])
    return Assembled(
        frame=frame[list(COLUMNS)],
        parts=len(parts),
        repaired=repaired,
        dissolved=measure_coverage(dissolved),
        final=measure_coverage(final),
        largest_change=float(np.max(changed / shapely.area(dissolved[is_land]))),
        simplified=simplified,
        unassigned_km2=sum(map(measure_area, finished[~is_land])),
    )


def _add_english(names: pd.DataFrame, parts: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return ``names`` and 北方地域 with ``name_en``, after comparing both sources' names."""
    official = dict(zip(names["municipality_code"], names["name"], strict=True))
    prefectures = dict(zip(names["municipality_code"], names["prefecture"], strict=True))
    english: dict[str, set[str]] = {NORTHERN_TERRITORIES: {_NORTHERN_ROW["name_en"]}}
    problems = []
    for code, name, name_en in zip(
        parts["municipality_code"], parts["name"], parts["name_en"], strict=True
    ):
        if code in (NORTHERN_TERRITORIES, UNASSIGNED):
            continue
        english.setdefault(code, set()).add(clean_english(name_en))
        if code not in official:
            problems.append(f"{code} {name}: has an area, but no name by its code")
        elif not name.startswith(official[code]):
            problems.append(
                f"{code}: the area {name!r} does not belong to {official[code]!r} by its name."
                " Where one is another writing of the other, add it to NAME_VARIANTS"
            )
    for code, name in official.items():
        if code not in english:
            problems.append(f"{code} {name}: has a name, but no area")
        elif len(english[code]) > 1:
            problems.append(f"{code} {name}: parts give English names {sorted(english[code])}")
        if prefecture_by_code(code[:2]).name != prefectures[code]:
            problems.append(f"{code} {name}: {prefectures[code]} is not the prefecture of its code")
    if problems:
        raise BuildError(problems)
    table = pd.concat([names, pd.DataFrame([_NORTHERN_ROW])], ignore_index=True)
    return table.assign(name_en=[min(english[code]) for code in table["municipality_code"]])

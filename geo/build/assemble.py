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
from geo.build.shapes import finish, measure_area, repair
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
    ``largest_change`` is the largest share of a municipality's area by which the two differ.
    """

    frame: gpd.GeoDataFrame
    parts: int
    repaired: int
    dissolved: CoverageFigures
    final: CoverageFigures
    largest_change: float


def assemble(parts: gpd.GeoDataFrame, names: pd.DataFrame) -> Assembled:
    """Return the municipalities of a raw frame (:data:`geo.build.jma.RAW_COLUMNS`) with names.

    ``names`` has the columns :data:`geo.build.names.NAME_COLUMNS`. English names come from the
    parts, everything else from ``names``.

    Raises
    ------
    BuildError
        With every code that only one of the two has, and every part whose name does not belong to
        its municipality.
    """
    english = _read_english(parts, names)
    codes = parts["municipality_code"].tolist()
    raw, repaired = repair(parts.geometry)
    distinct, dissolved = dissolve(raw, codes)
    final = finish(share_borders(dissolved))
    shapes = gpd.GeoDataFrame({"municipality_code": distinct}, geometry=final, crs=CRS)
    frame = shapes.merge(english, on="municipality_code", validate="one_to_one")
    is_northern = frame["municipality_code"] == NORTHERN_TERRITORIES
    frame["prefecture_code"] = frame["municipality_code"].str[:2].mask(is_northern, "01")
    frame["area_km2"] = [round(measure_area(shape), AREA_DECIMALS) for shape in frame.geometry]
    frame["municipality_code"] = frame["municipality_code"].astype(object).mask(is_northern, None)
    frame = frame.sort_values("municipality_code", na_position="last", ignore_index=True)
    changed = shapely.area(shapely.symmetric_difference(final, dissolved))
    return Assembled(
        frame=frame[list(COLUMNS)],
        parts=len(parts),
        repaired=repaired,
        dissolved=measure_coverage(dissolved),
        final=measure_coverage(final),
        largest_change=float(np.max(changed / shapely.area(dissolved))),
    )


def _read_english(parts: gpd.GeoDataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Return ``names`` and 北方地域 with ``name_en``, after comparing both sources' names."""
    problems = []
    english = {NORTHERN_TERRITORIES: _NORTHERN_ROW["name_en"]}
    official = dict(zip(names["municipality_code"], names["name"], strict=True))
    grouped = parts[parts["municipality_code"] != NORTHERN_TERRITORIES].groupby("municipality_code")
    for code, group in grouped:
        if code not in official:
            problems.append(f"{code} {group['name'].iloc[0]}: has an area, but no name by its code")
            continue
        found = {clean_english(name) for name in group["name_en"]}
        if len(found) != 1:
            problems.append(f"{code}: its parts give several English names, {sorted(found)}")
        english[code] = min(found)
        problems += [
            f"{code}: the area {part!r} does not belong to {official[code]!r} by its name."
            " Where one is another writing of the other, add it to NAME_VARIANTS"
            for part in group["name"]
            if not part.startswith(official[code])
        ]
    problems += [
        f"{code} {name}: has a name, but no area"
        for code, name in official.items()
        if code not in english
    ]
    problems += [
        f"{row.municipality_code}: prefecture {row.prefecture!r} is not the one of its code"
        for row in names.itertuples()
        if prefecture_by_code(row.municipality_code[:2]).name != row.prefecture
    ]
    if problems:
        raise BuildError(problems)
    table = pd.concat([names, pd.DataFrame([_NORTHERN_ROW])], ignore_index=True)
    return table.assign(name_en=table["municipality_code"].map(english))

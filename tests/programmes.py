"""Made-up programmes of any size over real municipalities, for tests of size and benchmarks.

What stands in them is invented; only codes, names, prefectures and places are the municipalities'.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.schema import CONFIDENCES, LIST_SEPARATOR, PROJECT_COLUMNS, SCOPES

_THEMES = ("交通・モビリティ", "健康・医療", "防災", "エネルギー", "観光・地域活性化", "物流")
_SHARE_OF_TWO = 0.05  # of the projects; 2 of the 43 real ones have two municipalities
_SHARE_WITH_POINT = 0.5
_SHARE_PROMOTED = 0.2


def made_up_projects(rows: int, municipalities: gpd.GeoDataFrame, seed: int = 1) -> pd.DataFrame:
    """Return ``rows`` made-up projects, valid by the rules of ``geo`` and typed as it types them.

    The same arguments give the same projects. ``to_csv(index=False)`` writes a file that
    ``read_projects`` reads back as the same frame.
    """
    random = np.random.default_rng(seed)
    places = municipalities[municipalities["municipality_code"] != ""].reset_index(drop=True)
    first = random.integers(len(places), size=rows)
    second = _neighbours(places)[first]
    is_double = (random.random(rows) < _SHARE_OF_TWO) & (second != first)
    is_leading = random.random(rows) < 0.5
    number = np.where(is_leading, is_leading.cumsum(), (~is_leading).cumsum())
    is_of_2020 = random.random(rows) < 0.3
    is_promoted = is_leading & is_of_2020 & (random.random(rows) < _SHARE_PROMOTED)
    has_point = random.random(rows) < _SHARE_WITH_POINT
    scope = random.integers(len(SCOPES), size=rows)
    serial = pd.Series(np.arange(1, rows + 1)).astype("str")
    name, code = places["name"], places["municipality_code"]
    inside = places.geometry.representative_point()
    made = {
        "project_id": pd.Series(np.where(is_leading, "L", "P"), dtype="str")
        + pd.Series(number).astype("str").str.zfill(2),
        "category": np.where(is_leading, "leading", "priority"),
        "table_no": number,
        "selected_fy": np.where(is_of_2020, 2020, 2019),
        "prefecture": places["prefecture"].to_numpy()[first],
        "municipality_names": _listed(name, first, second, is_double),
        "municipality_codes": _listed(code, first, second, is_double),
        "target_area": np.array(["全域", "駅周辺"])[scope],
        "scope": np.array(SCOPES)[scope],
        "earlier_category": np.where(is_promoted, "priority", ""),
        "earlier_fy": pd.Series(2019, range(rows), dtype="Int64").where(is_promoted),
        "earlier_basis": np.where(is_promoted, "inferred", ""),
        "project_name": "試験事業 第" + serial + "号",
        "organisation": name.to_numpy()[first] + "試験協議会",
        "themes": np.array(_THEMES)[random.integers(len(_THEMES), size=rows)],
        "summary_ja": "第" + serial + "号の概要。実在しない。",
        "summary_en": "Summary of number " + serial + "; made up.",
        "point_name": np.where(has_point, "代表点", ""),
        "point_lat": np.where(has_point, _degrees(inside.y)[first], ""),
        "point_lon": np.where(has_point, _degrees(inside.x)[first], ""),
        "sources": "https://example.jp/" + serial,
        "confidence": np.array(CONFIDENCES)[random.integers(len(CONFIDENCES), size=rows)],
    }
    whole_numbers = {"table_no": "int64", "selected_fy": "int64", "earlier_fy": "Int64"}
    types = {column.name: whole_numbers.get(column.name, "str") for column in PROJECT_COLUMNS}
    return pd.DataFrame(made, index=range(rows))[list(types)].astype(types)


def _neighbours(places: pd.DataFrame) -> np.ndarray:
    """Return for each place the next one of its prefecture, or itself where it is the last."""
    rows = np.arange(len(places))
    after = np.minimum(rows + 1, len(places) - 1)
    prefectures = places["prefecture"].to_numpy()
    return np.where(prefectures[after] == prefectures, after, rows)


def _listed(
    cells: pd.Series, first: np.ndarray, second: np.ndarray, is_double: np.ndarray
) -> np.ndarray:
    text = cells.to_numpy(dtype=object)
    return np.where(is_double, text[first] + LIST_SEPARATOR + text[second], text[first])


def _degrees(values: pd.Series) -> np.ndarray:
    return values.map("{:.4f}".format).to_numpy(dtype=object)

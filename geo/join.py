"""The join: one row for each project in each of its municipalities, checked before and after."""

from __future__ import annotations

from typing import Any, overload

import geopandas as gpd
import pandas as pd

from geo.engine import is_in_parts, map_parts
from geo.problems import DataError, Problem
from geo.schema import CRS, LIST_SEPARATOR


@overload
def join_projects(projects: pd.DataFrame, municipalities: gpd.GeoDataFrame) -> gpd.GeoDataFrame: ...
@overload
def join_projects(projects: Any, municipalities: gpd.GeoDataFrame) -> Any: ...
def join_projects(projects: Any, municipalities: gpd.GeoDataFrame) -> Any:
    """Join projects to municipality polygons.

    Returns a GeoDataFrame (EPSG:4326, longitude and latitude in degrees) with one row a
    project-municipality pair, in the order of the projects: ``pair_id`` (``L09-22205``), all
    project columns, all municipality columns (``prefecture`` once) and the geometry.

    Projects in parts (a Dask frame, see :mod:`geo.engine`) are joined part by part, when asked
    for, to a dask-geopandas frame of the same rows; each part is checked for itself.

    Raises
    ------
    ValueError
        When the municipalities are not in EPSG:4326, naming both CRSs.
    DataError
        When a project names a code that has no polygon, when a code has two polygons, or when the
        prefecture of a row differs from its municipality's.
    RuntimeError
        When a pair was lost or doubled by the join, or stands without a polygon.
    """
    if municipalities.crs is None or not municipalities.crs.equals(CRS):
        raise ValueError(f"the municipalities are in {municipalities.crs}; expected {CRS}")
    if is_in_parts(projects):
        return map_parts(join_projects, projects, municipalities)
    pairs = _one_row_a_pair(projects)
    _check_before(pairs, municipalities)
    coded = municipalities[municipalities["municipality_code"] != ""]
    joined = pairs.merge(
        coded.drop(columns="prefecture"),
        on="municipality_code",
        how="left",
        validate="many_to_one",
    )
    made = gpd.GeoDataFrame(joined, geometry="geometry", crs=municipalities.crs)
    _check_after(made, len(pairs))
    return made


def _one_row_a_pair(projects: pd.DataFrame) -> pd.DataFrame:
    split = projects["municipality_codes"].str.split(LIST_SEPARATOR)
    pairs = projects.assign(municipality_code=split).explode("municipality_code", ignore_index=True)
    pairs["municipality_code"] = pairs["municipality_code"].astype("str")
    pairs.insert(0, "pair_id", pairs["project_id"] + "-" + pairs["municipality_code"])
    return pairs


def _check_before(pairs: pd.DataFrame, municipalities: gpd.GeoDataFrame) -> None:
    coded = municipalities[municipalities["municipality_code"] != ""]
    problems = [
        Problem("code_doubled", "municipalities", column="municipality_code", value=code)
        for code in coded.loc[coded["municipality_code"].duplicated(), "municipality_code"]
    ]
    prefectures = coded.drop_duplicates("municipality_code").set_index("municipality_code")
    found = pairs["municipality_code"].map(prefectures["prefecture"])
    unknown, misplaced = found.isna(), found.notna() & (found != pairs["prefecture"])
    problems += [
        Problem("code_unknown", "projects", column=project_id, value=code)
        for project_id, code in pairs.loc[unknown, ["project_id", "municipality_code"]].to_numpy()
    ]
    problems += [
        Problem(
            "code_of_other_prefecture",
            "projects",
            column=project_id,
            value=code,
            values={"prefecture": prefecture, "expected": prefectures["prefecture"][code]},
        )
        for project_id, code, prefecture in pairs.loc[
            misplaced, ["project_id", "municipality_code", "prefecture"]
        ].to_numpy()
    ]
    if problems:
        raise DataError(problems)


def _check_after(joined: gpd.GeoDataFrame, expected: int) -> None:
    if len(joined) != expected:
        raise RuntimeError(f"{expected} pairs became {len(joined)} in the join")
    doubled = joined.loc[joined["pair_id"].duplicated(), "pair_id"].tolist()
    bare = joined.loc[joined.geometry.isna() | joined.geometry.is_empty, "pair_id"].tolist()
    if doubled or bare:
        raise RuntimeError(f"after the join: doubled {doubled}, without a polygon {bare}")

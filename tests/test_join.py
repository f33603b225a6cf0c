"""The join of projects and polygons, and what it refuses."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest

from geo.join import join_projects
from geo.problems import DataError
from geo.schema import MUNICIPALITY_COLUMNS, PROJECT_COLUMNS


def test_one_row_a_pair_in_the_order_of_the_projects(drawn):
    assert drawn.pairs["pair_id"].tolist() == [
        "L01-01100",
        "L02-13101",
        "L02-13102",
        "L16-14100",
        "P01-11326",
        "P02-13101",
        "P02-13102",
        "P17-40231",
    ]
    columns = [column.name for column in (*PROJECT_COLUMNS, *MUNICIPALITY_COLUMNS)]
    assert set(drawn.pairs.columns) == {"pair_id", "geometry", *columns}
    assert drawn.pairs.columns.is_unique
    assert drawn.pairs.crs.equals("EPSG:4326")


def test_each_pair_has_the_polygon_of_its_own_municipality(drawn):
    bounds = drawn.pairs.set_index("pair_id").bounds
    assert bounds.loc["L02-13101"].tolist() == [139, 35, 140, 36]
    assert bounds.loc["L02-13102"].tolist() == [140, 35, 141, 36]
    assert bounds.loc["P17-40231"].tolist() == [130, 33, 131, 34]


def test_types_survive_the_join(drawn):
    projects = drawn.projects.drop(columns="search_text")
    assert (drawn.pairs.dtypes[projects.columns] == projects.dtypes).all()


@pytest.mark.parametrize("crs", ["EPSG:6668", "EPSG:3857", None])
def test_another_crs_is_refused_by_name(drawn, crs):
    other = drawn.municipalities.set_crs(crs, allow_override=True)
    with pytest.raises(ValueError, match=f"{crs}.*EPSG:4326"):
        join_projects(drawn.projects, other)


def test_every_wrong_code_is_told_at_once(drawn):
    projects = drawn.projects.copy()
    projects.loc[0, "municipality_codes"] = "01999"
    projects.loc[1, "municipality_codes"] = "13101;40231"
    with pytest.raises(DataError) as error:
        join_projects(projects, drawn.municipalities)
    assert [(p.rule, p.column, p.value) for p in error.value.problems] == [
        ("code_unknown", "L01", "01999"),
        ("code_of_other_prefecture", "L02", "40231"),
    ]
    assert "福岡県" in str(error.value)
    assert "{" not in str(error.value)


def test_a_project_without_a_code_is_told(drawn):
    projects = drawn.projects.copy()
    projects.loc[0, "municipality_codes"] = ""
    with pytest.raises(DataError) as error:
        join_projects(projects, drawn.municipalities)
    assert [p.rule for p in error.value.problems] == ["code_unknown"]


def test_a_code_with_two_polygons_is_told(drawn):
    doubled = pd.concat([drawn.municipalities, drawn.municipalities.iloc[[0]]], ignore_index=True)
    with pytest.raises(DataError) as error:
        join_projects(drawn.projects, gpd.GeoDataFrame(doubled, crs=drawn.municipalities.crs))
    assert [(p.rule, p.value) for p in error.value.problems] == [("code_doubled", "01100")]


def test_any_number_of_areas_may_be_without_a_code(drawn):
    blank = drawn.municipalities[drawn.municipalities["municipality_code"] == ""]
    more = gpd.GeoDataFrame(pd.concat([drawn.municipalities, blank], ignore_index=True))
    assert join_projects(drawn.projects, more)["pair_id"].equals(drawn.pairs["pair_id"])


def test_a_pair_twice_or_without_a_polygon_does_not_pass(drawn):
    projects = drawn.projects.copy()
    projects.loc[0, "municipality_codes"] = "01100;01100"
    with pytest.raises(RuntimeError, match="L01-01100"):
        join_projects(projects, drawn.municipalities)
    bare = drawn.municipalities.copy()
    bare.loc[0, "geometry"] = None
    with pytest.raises(RuntimeError, match="L01-01100"):
        join_projects(drawn.projects, bare)


def test_no_projects_make_no_pairs(drawn):
    pairs = join_projects(drawn.projects.iloc[:0], drawn.municipalities)
    assert len(pairs) == 0
    assert set(drawn.pairs.columns) <= {*pairs.columns}


def test_the_shipped_data_make_45_pairs_in_45_municipalities(atlas):
    assert len(atlas.pairs) == 45
    assert atlas.pairs["municipality_code"].nunique() == 45
    two = atlas.pairs.groupby("project_id").size()
    assert two[two > 1].index.tolist() == ["L09", "L12"]
    for pair in atlas.pairs.itertuples():
        assert pair.name in pair.municipality_names.split(";")
        assert pair.municipality_code[:2] == pair.prefecture_code

"""The GeoJSON: what is in it, and that it is GeoJSON (RFC 7946)."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from itertools import chain, combinations, pairwise, product

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE, Selection
from geo.export import PROPERTIES, file_name, plain, to_geojson
from geo.filters import PREFECTURE_NAMES, Filter
from geo.provenance import read_records
from geo.schema import CATEGORIES, FISCAL_YEARS, MUNICIPALITY_COLUMNS, PROJECT_COLUMNS, SCOPES

RECORDS = read_records()
OGRINFO = shutil.which("ogrinfo")
TODAY = date(2026, 11, 23)


def subsets(values):
    sizes = range(len(values) + 1)
    return [frozenset(c) for c in chain.from_iterable(combinations(values, n) for n in sizes)]


COMBINATIONS = [
    Filter(*facets)
    for facets in product(subsets(CATEGORIES), subsets(FISCAL_YEARS), subsets(SCOPES))
]


def told(shown):
    """Return a short id for one of the combinations."""
    facets = (shown.categories, shown.fiscal_years, shown.scopes)
    return "_".join("+".join(map(str, sorted(facet))) or "none" for facet in facets)


@pytest.fixture(scope="module")
def tables():
    """Both files, read by nothing of ours."""
    with PROJECTS_FILE.open(encoding="utf-8", newline="") as file:
        projects = list(csv.DictReader(file))
    features = json.loads(MUNICIPALITIES_FILE.read_bytes())["features"]
    return projects, {feature["properties"]["municipality_code"]: feature for feature in features}


# --- RFC 7946 ----------------------------------------------------------------------------------


def signed_area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def check_ring(ring, *, is_exterior):
    assert len(ring) >= 4
    assert ring[0] == ring[-1], "a ring is closed"
    area = signed_area(ring)
    assert area > 0 if is_exterior else area < 0, "the right-hand rule"
    for position in ring:
        assert len(position) == 2
        assert -180 <= position[0] <= 180
        assert -90 <= position[1] <= 90
        assert all(Decimal(number).as_tuple().exponent >= -6 for number in position)


def check_geometry(geometry):
    """Check one polygonal geometry; return its bounds."""
    assert geometry.keys() == {"type", "coordinates"}
    assert geometry["type"] in {"Polygon", "MultiPolygon"}
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    for exterior, *interiors in polygons:
        check_ring(exterior, is_exterior=True)
        for ring in interiors:
            check_ring(ring, is_exterior=False)
    assert shapely.geometry.shape(geometry).is_valid
    lons, lats = zip(*chain.from_iterable(chain.from_iterable(polygons)), strict=True)
    return [min(lons), min(lats), max(lons), max(lats)]


def check_rfc7946(content):
    """Check a collection against RFC 7946; return it."""
    collection = json.loads(
        content.decode("utf-8"), parse_float=Decimal, parse_constant=pytest.fail
    )
    assert collection["type"] == "FeatureCollection"
    reserved = {"crs", "coordinates", "geometries", "geometry", "properties"}
    assert not reserved & collection.keys()
    bounds = []
    for feature in collection["features"]:
        assert feature.keys() == {"type", "id", "bbox", "properties", "geometry"}
        assert feature["type"] == "Feature"
        assert isinstance(feature["id"], str)
        bounds.append(check_geometry(feature["geometry"]))
        assert feature["bbox"] == bounds[-1]
    ids = [feature["id"] for feature in collection["features"]]
    assert len(set(ids)) == len(ids)
    if bounds:
        west, south, east, north = zip(*bounds, strict=True)
        assert collection["bbox"] == [min(west), min(south), max(east), max(north)]
    else:
        assert "bbox" not in collection
    return collection


@pytest.mark.parametrize(
    ("ring", "message"),
    [
        ([[0, 0], [0, 1], [1, 1], [0, 0]], "right-hand"),
        ([[0, 0], [1, 0], [1, 1], [0, 1]], "closed"),
    ],
)
def test_the_check_finds_a_wrong_ring(ring, message):
    with pytest.raises(AssertionError, match=message):
        check_geometry({"type": "Polygon", "coordinates": [ring]})


# --- every combination -------------------------------------------------------------------------


@pytest.mark.parametrize("shown", COMBINATIONS, ids=told)
def test_every_combination_is_that_of_the_tables(atlas, tables, shown):
    projects, municipalities = tables
    rows = [
        row
        for row in projects
        if row["category"] in shown.categories
        and int(row["selected_fy"]) in shown.fiscal_years
        and row["scope"] in shown.scopes
    ]
    codes = [(row, code) for row in rows for code in row["municipality_codes"].split(";")]
    collection = check_rfc7946(to_geojson(atlas.select(shown), RECORDS))
    features = collection["features"]
    assert [f["id"] for f in features] == [f"{row['project_id']}-{code}" for row, code in codes]
    for feature, (row, code) in zip(features, codes, strict=True):
        place = municipalities[code]
        assert list(feature["properties"]) == list(PROPERTIES)
        said = {
            name: "" if value is None else str(value)
            for name, value in feature["properties"].items()
        }
        assert said == row | {name: str(value) for name, value in place["properties"].items()}
        there = shapely.geometry.shape(place["geometry"])
        assert shapely.geometry.shape(feature["geometry"]).normalize() == there.normalize()
    assert collection["counts"]["projects"] == len(rows)
    assert collection["counts"]["pairs"] == len(codes)
    assert collection["filter"] == {
        "category": [name for name in CATEGORIES if name in shown.categories],
        "selected_fy": [fy for fy in FISCAL_YEARS if fy in shown.fiscal_years],
        "scope": [name for name in SCOPES if name in shown.scopes],
        "prefecture": "all",
        "themes": "all",
        "text": "",
    }


@pytest.mark.skipif(OGRINFO is None, reason="ogrinfo is not on PATH")
@pytest.mark.parametrize(
    "shown", [shown for shown in COMBINATIONS if "none" not in told(shown)], ids=told
)
def test_gdal_opens_every_combination_without_a_warning(atlas, tmp_path, shown):
    selection = atlas.select(shown)
    path = tmp_path / "shown.geojson"
    path.write_bytes(to_geojson(selection, RECORDS))
    done = subprocess.run(
        [OGRINFO, "-al", "-so", path], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr == ""
    assert not re.search("warning|error", done.stdout, re.IGNORECASE)
    assert f"Feature Count: {len(selection.pairs)}" in done.stdout
    assert 'ID["EPSG",4326]' in done.stdout


# pytest turns every warning into a failure (pyproject.toml), so reading is enough here.
@pytest.mark.parametrize("shown", [Filter(), Filter(text="東京都")], ids=["all", "some"])
def test_geopandas_reads_what_was_shown(atlas, tmp_path, shown):
    selection = atlas.select(shown)
    path = tmp_path / "shown.geojson"
    path.write_bytes(to_geojson(selection, RECORDS))
    read = gpd.read_file(path)
    assert read["id"].tolist() == selection.pairs["pair_id"].tolist()
    assert read.crs.equals("EPSG:4326")
    assert read["municipality_code"].tolist() == selection.pairs["municipality_code"].tolist()
    assert read["name"].tolist() == selection.pairs["name"].tolist()
    assert read.geometry.geom_equals(selection.pairs.geometry.reset_index(drop=True)).all()


def test_nothing_shown_is_a_valid_empty_collection(atlas, tmp_path):
    content = to_geojson(atlas.select(Filter(text="nowhere at all")), RECORDS)
    collection = check_rfc7946(content)
    assert collection["features"] == []
    assert collection["counts"]["projects"] == 0
    assert collection["sources"]
    path = tmp_path / "empty.geojson"
    path.write_bytes(content)
    assert len(pyogrio.read_dataframe(path)) == 0
    if OGRINFO:
        done = subprocess.run([OGRINFO, "-al", "-so", path], capture_output=True, check=True)
        assert done.stderr == b""
        assert b"Feature Count: 0" in done.stdout


# --- what stands in it -------------------------------------------------------------------------


def test_the_squares_as_geojson(drawn):
    shown = Filter(frozenset({"leading"}), prefectures=frozenset({"東京都"}), text="千代田")
    collection = check_rfc7946(to_geojson(drawn.select(shown), ()))
    first, second = collection["features"]
    assert (first["id"], second["id"]) == ("L02-13101", "L02-13102")
    assert first["bbox"] == [139, 35, 140, 36]
    assert collection["bbox"] == [139, 35, 141, 36]
    assert collection["filter"]["prefecture"] == ["東京都"]
    assert collection["filter"]["text"] == "千代田"
    assert collection["sources"] == []
    properties = first["properties"]
    assert properties["table_no"] == 2
    assert properties["area_km2"] == Decimal("10000.5")
    assert properties["earlier_fy"] is None
    assert properties["project_name"] is None
    assert properties["municipality_codes"] == "13101;13102"


def test_all_columns_of_both_files_are_properties():
    names = {column.name for column in (*PROJECT_COLUMNS, *MUNICIPALITY_COLUMNS)}
    assert set(PROPERTIES) == names
    assert len(PROPERTIES) == len(names)


def test_clockwise_and_fine_polygons_come_out_right(drawn):
    pairs = drawn.pairs.iloc[[0]].copy()
    hole = [(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)]
    pairs["geometry"] = shapely.Polygon([(0, 0), (0, 1 / 3), (1, 1), (1, 0)], [hole])
    collection = check_rfc7946(
        to_geojson(Selection(Filter(), drawn.projects, pairs, drawn.projects), ())
    )
    ring = collection["features"][0]["geometry"]["coordinates"][0]
    assert [0, Decimal("0.333333")] in ring


def test_a_polygon_that_rounding_would_break_stays_valid(drawn):
    pairs = drawn.pairs.iloc[[0]].copy()
    # The notch reaches to a ten-millionth of a degree from the other side.
    pairs["geometry"] = shapely.Polygon([(0, 0), (1, 0), (1, 1), (0.5, 1e-7), (0, 1)])
    check_rfc7946(to_geojson(Selection(Filter(), drawn.projects, pairs, drawn.projects), ()))


def test_sources_with_licence_attribution_and_date(atlas):
    collection = json.loads(to_geojson(atlas.select(Filter()), RECORDS))
    projects, municipalities = collection["sources"]
    assert projects["data_date"] is None
    assert "記事" in projects["data_date_basis_ja"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", municipalities["data_date"])
    for source, record in zip(collection["sources"], RECORDS, strict=True):
        assert source["sha256"] == record.entry["sha256"]
        assert len(source["origins"]) == len(record.sources)
        for origin in source["origins"]:
            for language in ("ja", "en"):
                assert origin[f"attribution_{language}"]
                assert origin[f"licence_{language}"]


def test_the_same_filter_gives_the_same_bytes(atlas):
    first, second = (to_geojson(atlas.select(Filter()), RECORDS) for _ in range(2))
    assert first == second
    assert len(first) < 400_000


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", None),
        (pd.NA, None),
        (np.nan, None),
        (np.int64(3), 3),
        (np.float64(1.5), 1.5),
        (2019, 2019),
        ("0", "0"),
    ],
)
def test_cells_as_json(value, expected):
    found = plain(value)
    assert found == expected
    assert type(found) is type(expected)


# --- the file's name ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        (Filter(), "smart-city-atlas_all_2026-11-23.geojson"),
        (
            Filter(frozenset({"leading"}), frozenset({2020}), prefectures=frozenset({"東京都"})),
            "smart-city-atlas_category-leading_fy-2020_prefecture-13_2026-11-23.geojson",
        ),
        (Filter(scopes=frozenset()), "smart-city-atlas_scope-none_2026-11-23.geojson"),
        (Filter(text="柏の葉"), "smart-city-atlas_q_2026-11-23.geojson"),
        (Filter(text="../a b/柏"), "smart-city-atlas_q-a-b_2026-11-23.geojson"),
    ],
)
def test_a_file_name_tells_the_filter_and_the_day(shown, name):
    assert file_name(shown, TODAY, "geojson") == name


def test_a_long_filter_does_not_push_the_day_out():
    shown = Filter(prefectures=frozenset(PREFECTURE_NAMES), text="x" * 100)
    name = file_name(shown, TODAY, "geojson")
    assert re.fullmatch(r"smart-city-atlas_[A-Za-z0-9_-]{1,120}_2026-11-23\.geojson", name)

"""The boundaries as the browser gets them, decoded here as the browser does."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest
import shapely

from geo.boundaries import SCALE, write_boundaries
from geo.prefectures import PREFECTURES


def read_line(steps, scale):
    return np.cumsum(np.reshape(steps, (-1, 2)), axis=0) / scale


def read_shape(polygons, scale):
    rings = [[read_line(ring, scale) for ring in polygon] for polygon in polygons]
    return shapely.MultiPolygon([(exterior, interiors) for exterior, *interiors in rings])


@pytest.fixture(scope="module")
def content(atlas):
    return write_boundaries(atlas.municipalities)


@pytest.fixture(scope="module")
def table(content):
    return json.loads(content)


@pytest.fixture(scope="module")
def shapes(table):
    return np.array([read_shape(row[4], table["scale"]) for row in table["municipalities"]])


def test_every_municipality_is_there_under_its_own_name(atlas, table):
    frame = atlas.municipalities
    codes, names, english, prefectures, _ = zip(*table["municipalities"], strict=True)
    assert list(codes) == frame["municipality_code"].tolist()
    assert len(set(codes) - {""}) == 1741
    assert list(names) == frame["name"].tolist()
    assert list(english) == frame["name_en"].tolist()
    named = [table["prefectures"][number][1] for number in prefectures]
    assert named == frame["prefecture"].tolist()


def test_every_shape_is_valid_and_near_its_own(atlas, shapes):
    originals = atlas.municipalities.geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert (shapely.area(shapes) > 0).all()
    assert (shapely.get_num_geometries(shapes) == shapely.get_num_geometries(originals)).all()
    overlap = shapely.area(shapely.intersection(shapes, originals))
    union = shapely.area(shapely.union(shapes, originals))
    assert overlap.sum() / union.sum() > 0.985
    assert np.median(overlap / union) > 0.97
    moved = shapely.hausdorff_distance(shapes, originals)
    assert moved.max() < 0.02, "degrees: no border moves by more than about 2 km"


def test_neighbours_keep_their_shared_borders(shapes):
    assert shapely.coverage_is_valid(shapes)


def test_the_size(content):
    assert len(content) < 1_300_000
    assert len(gzip.compress(content, mtime=0)) < 500_000


def test_the_same_shapes_give_the_same_bytes(drawn):
    assert write_boundaries(drawn.municipalities) == write_boundaries(drawn.municipalities)


def test_prefectures_have_a_place_for_their_label(table, shapes):
    assert [row[:3] for row in table["prefectures"]] == [
        [prefecture.code, prefecture.name, prefecture.name_en] for prefecture in PREFECTURES
    ]
    numbers = np.array([row[3] for row in table["municipalities"]])
    for number, (_, name, _, lon, lat) in enumerate(table["prefectures"]):
        label = shapely.Point(lon, lat)
        assert shapely.dwithin(shapes[numbers == number], label, 0.001).any(), name


def test_borders_lie_between_two_prefectures(table, shapes):
    numbers = np.array([row[3] for row in table["municipalities"]])
    tree = shapely.STRtree(shapes)
    for steps in table["borders"]:
        line = shapely.LineString(read_line(steps, table["scale"]))
        middle = line.interpolate(0.5, normalized=True)
        rows = tree.query(middle, predicate="dwithin", distance=1e-6)
        assert len(set(numbers[rows])) == 2, middle


def test_okinawa_and_hokkaido_have_no_land_border(table):
    ends = np.vstack([read_line(steps, table["scale"]) for steps in table["borders"]])
    assert ends[:, 1].max() < 41.5
    assert ends[:, 1].min() > 31


def test_the_squares_exactly(drawn):
    table = json.loads(write_boundaries(drawn.municipalities))
    assert table["scale"] == SCALE
    sapporo = table["municipalities"][0]
    assert sapporo[:4] == ["01100", "札幌市", "Sapporo City", 0]
    for row, shape in zip(table["municipalities"], drawn.municipalities.geometry, strict=True):
        assert read_shape(row[4], SCALE).equals(shape)
    (border,) = table["borders"]  # 東京都 and 神奈川県; a corner that touches is no border
    assert shapely.LineString(read_line(border, SCALE)).equals(
        shapely.LineString([(139, 35), (140, 35)])
    )


def test_shapes_that_overlap_are_written_as_they_are(drawn):
    frame = drawn.municipalities.copy()
    frame.loc[3, "geometry"] = shapely.box(139.5, 35, 141, 36)
    table = json.loads(write_boundaries(frame))
    assert read_shape(table["municipalities"][3][4], SCALE).equals(frame.geometry[3])

"""The paint table and the programme: ids, classes and words, never a shape."""

from __future__ import annotations

import itertools
import json

import pytest
import shapely

from geo.catalogue import LANGUAGES
from geo.classes import CLASSES
from geo.filters import Filter
from geo.look import BACKGROUNDS, Look
from geo.paint import COLOURS, MAP_WORDS, classes_of, describe_programme, paint, write_programme
from geo.schema import CATEGORIES, SCOPES


def test_the_table_holds_ids_and_the_selection(drawn):
    shown = Filter(frozenset({"leading"}), prefectures=frozenset({"東京都", "北海道"}))
    assert paint(drawn.select(shown), "ja", "13101") == {
        "language": "ja",
        "selected": "13101",
        "colour": "category",
        "level": "municipality",
        "background": "none",
        "shown": ["L01", "L02"],
    }


def test_the_table_says_the_look(drawn):
    table = paint(drawn.select(Filter()), "ja", "13", Look("fy", "prefecture", "pale"))
    assert [table[name] for name in ("selected", "colour", "level", "background")] == [
        "13",
        "fy",
        "prefecture",
        "pale",
    ]


def test_the_whole_programme_sends_half_a_kilobyte_a_filter(atlas):
    assert len(json.dumps(paint(atlas.select(Filter()), "en", "01100"))) < 500


def test_the_programme_of_the_squares(drawn):
    programme = describe_programme(drawn)
    assert programme["projects"]["L01"] == ["leading", "district", "fy2019"]
    assert programme["prefectures"]["L01"] == "01"
    assert programme["areas"] == {
        "01100": ["L01"],
        "13101": ["L02", "P02"],
        "13102": ["L02", "P02"],
    } | {code: ids for code, ids in programme["areas"].items() if code[:2] not in ("01", "13")}
    line = programme["languages"]["ja"]["lines"]["L01"]
    assert line == "L01　先行モデル（令和元年度）　市民参加型スマートシティ"


def test_a_mark_stands_at_the_point_in_its_own_municipality(drawn):
    marks = [mark for mark in describe_programme(drawn)["markers"] if mark[1] == "P02"]
    assert marks == [["13101", "P02", 139.9, 35.5, 0], ["13102", "P02", 140.1, 35.6, 1]]


def test_marks_stand_in_their_municipality(atlas):
    markers = describe_programme(atlas)["markers"]
    shapes = atlas.municipalities.geometry
    for code, project, lon, lat, _ in markers:
        distance = shapes.iloc[atlas.row_of_code[code]].distance(shapely.Point(lon, lat))
        assert distance <= 0.02, (project, code)  # a point just off the coast counts as there
    pairs = atlas.pairs[["municipality_code", "project_id"]].itertuples(index=False, name=None)
    assert {(code, project) for code, project, *_ in markers} == set(pairs)


def test_a_mark_at_a_district_point_has_its_name(atlas):
    programme = describe_programme(atlas)
    numbered = {(mark[1], mark[4]) for mark in programme["markers"] if mark[4] >= 0}
    for language in LANGUAGES:
        points = programme["languages"][language]["points"]
        assert numbered == {(name, n) for name, names in points.items() for n in range(len(names))}
    assert programme["languages"]["ja"]["points"]["L06"] == ["柏の葉キャンパス駅"]
    assert "代理点" in programme["languages"]["ja"]["points"]["L15"][0]
    assert "proxy" in programme["languages"]["en"]["points"]["L15"][0]


@pytest.mark.parametrize(
    ("project", "classes"),
    [
        (("leading", "city", 2019), ["leading", "city", "fy2019"]),
        (("priority", "district", 2020), ["priority", "district", "fy2020"]),
    ],
)
def test_classes_say_category_scope_and_year(project, classes):
    assert classes_of(*project) == classes


def test_twelve_projects_are_of_fy2020(atlas):
    projects = describe_programme(atlas)["projects"]
    added = [name for name, classes in projects.items() if "fy2020" in classes]
    assert added == [f"L{n}" for n in range(16, 23)] + [f"P{n}" for n in range(17, 22)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("by", "values"), [("category", CATEGORIES), ("fy", ("fy2019", "fy2020")), ("scope", SCOPES)]
)
def test_a_legend_has_every_colour_with_every_scope_in_words(drawn, language, by, values):
    described = describe_programme(drawn)["languages"][language]
    samples = [set(entry["classes"]) for entry in described["legends"][by]]
    for value, scope in itertools.product(values, SCOPES):
        asked = {value} if by == "scope" else {value, scope}
        assert any(asked <= classes for classes in samples), (value, scope)
    assert {"area", "none"} in samples
    texts = [entry["text"] for entry in described["legends"][by]]
    assert len(set(texts)) == len(texts)
    assert described["words"].keys() == set(MAP_WORDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_of_the_prefectures_has_every_class(drawn, language):
    described = describe_programme(drawn)["languages"][language]
    samples = [entry["classes"] for entry in described["legends"]["prefecture"]]
    assert samples == [["area", f"count{index}"] for index in range(len(CLASSES))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_background_has_its_attribution_and_the_list_of_tiles(drawn, language):
    programme = describe_programme(drawn)
    described = programme["languages"][language]
    assert programme["tiles"].keys() == set(BACKGROUNDS) - {"none"}
    assert described["attributions"].keys() == programme["tiles"].keys()
    assert described["tile_list"] == "https://maps.gsi.go.jp/development/ichiran.html"
    word = "地理院タイル" if language == "ja" else "GSI Tiles"
    assert all(word in said["name"] for said in described["attributions"].values())


def test_the_programme_is_small_and_has_no_shape(atlas):
    content = write_programme(atlas)
    assert len(content) < 30_000
    assert b"coordinates" not in content
    assert json.loads(content) == describe_programme(atlas)


def test_colours_are_plain():
    assert all(len(colour) == 7 and int(colour[1:], 16) >= 0 for colour in COLOURS.values())
    assert {"leading", "priority", "none"} <= COLOURS.keys()

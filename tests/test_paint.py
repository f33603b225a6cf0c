"""The paint table and the programme: ids, classes and words, never a shape."""

from __future__ import annotations

import json

import pytest
import shapely

from geo.catalogue import LANGUAGES
from geo.filters import Filter
from geo.paint import COLOURS, MAP_WORDS, classes_of, describe_programme, paint, write_programme
from geo.schema import CATEGORIES, SCOPES


def test_the_table_holds_ids_and_the_selection(drawn):
    shown = Filter(frozenset({"leading"}), prefectures=frozenset({"東京都", "北海道"}))
    assert paint(drawn.select(shown), "ja", "13101") == {
        "language": "ja",
        "selected": "13101",
        "shown": ["L01", "L02"],
    }


def test_the_whole_programme_sends_half_a_kilobyte_a_filter(atlas):
    assert len(json.dumps(paint(atlas.select(Filter()), "en", "01100"))) < 500


def test_the_programme_of_the_squares(drawn):
    programme = describe_programme(drawn)
    assert programme["projects"]["L01"] == ["leading", "district"]
    assert programme["areas"] == {
        "01100": ["L01"],
        "13101": ["L02", "P02"],
        "13102": ["L02", "P02"],
    } | {code: ids for code, ids in programme["areas"].items() if code[:2] not in ("01", "13")}
    line = programme["languages"]["ja"]["lines"]["L01"]
    assert line == "L01　先行モデル（令和元年度）　市民参加型スマートシティ"


def test_a_mark_stands_at_the_point_in_its_own_municipality(drawn):
    marks = [mark for mark in describe_programme(drawn)["markers"] if mark[1] == "P02"]
    assert marks == [["13101", "P02", 139.9, 35.5], ["13102", "P02", 140.1, 35.6]]


def test_marks_stand_in_their_municipality(atlas):
    markers = describe_programme(atlas)["markers"]
    shapes = atlas.municipalities.geometry
    for code, project, lon, lat in markers:
        distance = shapes.iloc[atlas.row_of_code[code]].distance(shapely.Point(lon, lat))
        assert distance <= 0.02, (project, code)  # a point just off the coast counts as there
    pairs = atlas.pairs[["municipality_code", "project_id"]].itertuples(index=False, name=None)
    assert {(code, project) for code, project, _, _ in markers} == set(pairs)


@pytest.mark.parametrize(
    ("project", "classes"),
    [
        (("leading", "city", 2019), ["leading", "city"]),
        (("leading", "district", 2020), ["leading", "district", "added"]),
        (("priority", "city", 2020), ["priority", "city", "added"]),
        (("priority", "district", 2019), ["priority", "district"]),
    ],
)
def test_classes_say_category_scope_and_additions(project, classes):
    assert classes_of(*project) == classes


def test_twelve_projects_are_marked_as_added(atlas):
    projects = describe_programme(atlas)["projects"]
    added = [name for name, classes in projects.items() if "added" in classes]
    assert added == [f"L{n}" for n in range(16, 23)] + [f"P{n}" for n in range(17, 22)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_has_every_class_in_words(drawn, language):
    described = describe_programme(drawn)["languages"][language]
    assert [entry["classes"] for entry in described["legend"]] == [
        *([category, scope] for category in CATEGORIES for scope in SCOPES),
        ["added"],
        ["none"],
    ]
    assert len({entry["text"] for entry in described["legend"]}) == len(described["legend"])
    assert described["words"].keys() == set(MAP_WORDS)


def test_the_programme_is_small_and_has_no_shape(atlas):
    content = write_programme(atlas)
    assert len(content) < 30_000
    assert b"coordinates" not in content
    assert json.loads(content) == describe_programme(atlas)


def test_colours_are_plain():
    assert all(len(colour) == 7 and int(colour[1:], 16) >= 0 for colour in COLOURS.values())
    assert {"leading", "priority", "none"} <= COLOURS.keys()

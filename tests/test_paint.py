"""The paint table: codes, classes and words, a few kilobytes, never a shape."""

from __future__ import annotations

import json
from itertools import chain, combinations, product

import pytest
import shapely

from geo.catalogue import LANGUAGES, load_catalogue
from geo.filters import Filter
from geo.paint import COLOURS, MAP_WORDS, classes_of, paint
from geo.schema import CATEGORIES, FISCAL_YEARS, SCOPES

JA = load_catalogue("ja")


def subsets(values):
    sizes = range(len(values) + 1)
    return [frozenset(c) for c in chain.from_iterable(combinations(values, n) for n in sizes)]


def numbers_in(value):
    """Yield the numbers of every list in a table, list by list."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        yield [part for part in value if isinstance(part, int | float)]
        for part in value:
            yield from numbers_in(part)


def test_the_squares(drawn):
    shown = Filter(frozenset({"leading"}), prefectures=frozenset({"東京都", "北海道"}))
    table = paint(drawn, drawn.select(shown), JA, "13101")
    assert table["selected"] == "13101"
    assert table["language"] == "ja"
    assert table["projects"] == {
        "L01": [["leading", "district"], "L01　先行モデル（令和元年度）　市民参加型スマートシティ"],
        "L02": [["leading", "city"], "L02　先行モデル（令和元年度）　市全域"],
    }
    assert table["areas"] == {"01100": ["L01"], "13101": ["L02"], "13102": ["L02"]}
    assert table["markers"][0] == ["01100", "L01", 141.5, 43.5]
    places = [(code, project) for code, project, _, _ in table["markers"]]
    assert places == [("01100", "L01"), ("13101", "L02"), ("13102", "L02")]


def test_a_mark_stands_at_the_point_in_its_own_municipality(drawn):
    table = paint(drawn, drawn.select(Filter(frozenset({"priority"}))), JA)
    marks = [mark for mark in table["markers"] if mark[1] == "P02"]
    assert marks == [["13101", "P02", 139.9, 35.5], ["13102", "P02", 140.1, 35.6]]


def test_two_projects_of_one_municipality_both_stand_there(drawn):
    table = paint(drawn, drawn.select(Filter(prefectures=frozenset({"東京都"}))), JA)
    assert table["areas"] == {"13101": ["L02", "P02"], "13102": ["L02", "P02"]}


def test_marks_stand_in_their_municipality(atlas):
    table = paint(atlas, atlas.select(Filter()), JA)
    shapes = atlas.municipalities.geometry
    for code, project, lon, lat in table["markers"]:
        point = shapely.Point(lon, lat)
        distance = shapes.iloc[atlas.row_of_code[code]].distance(point)
        assert distance <= 0.02, (project, code)  # a point just off the coast counts as there
    marked = {(code, project) for code, project, _, _ in table["markers"]}
    pairs = atlas.pairs[["municipality_code", "project_id"]].itertuples(index=False, name=None)
    assert marked == set(pairs), "every pair has a mark, hidden ones none"


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
    table = paint(atlas, atlas.select(Filter()), JA)
    added = [name for name, (classes, _) in table["projects"].items() if "added" in classes]
    assert added == [f"L{n}" for n in range(16, 23)] + [f"P{n}" for n in range(17, 22)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_has_every_class_in_words(drawn, language):
    legend = paint(drawn, drawn.select(Filter()), load_catalogue(language))["legend"]
    assert [entry["classes"] for entry in legend] == [
        *([category, scope] for category in CATEGORIES for scope in SCOPES),
        ["added"],
        ["none"],
    ]
    assert len({entry["text"] for entry in legend}) == len(legend)


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_filter_sends_less_than_20_kb_and_no_shape(atlas, language):
    texts = load_catalogue(language)
    filters = [Filter(*f) for f in product(*map(subsets, (CATEGORIES, FISCAL_YEARS, SCOPES)))]
    filters += [Filter(prefectures=frozenset({"東京都"})), Filter(text="市")]
    for shown in filters:
        table = paint(atlas, atlas.select(shown), texts, "01100")
        # The longest way to write it: every Japanese letter as \uXXXX.
        sent = json.dumps(table, allow_nan=False)
        assert len(sent) < 20_000
        assert max(map(len, numbers_in(table))) <= 2, "a point at most"
        assert json.loads(sent) == table


def test_nothing_shown_paints_nothing(atlas):
    table = paint(atlas, atlas.select(Filter(text="nowhere at all")), JA)
    assert (table["projects"], table["areas"], table["markers"]) == ({}, {}, [])
    assert table["legend"]
    assert table["words"].keys() == set(MAP_WORDS)


def test_colours_are_plain():
    assert all(len(colour) == 7 and int(colour[1:], 16) >= 0 for colour in COLOURS.values())
    assert {"leading", "priority", "none"} <= COLOURS.keys()

"""The filter: one frozen value, in a link and on the projects."""

from __future__ import annotations

import dataclasses
from itertools import chain, combinations, product

import pytest

from geo.filters import LONGEST_TEXT, PREFECTURE_NAMES, Filter, count_themes, fold
from geo.schema import CATEGORIES, FISCAL_YEARS, SCOPES


def subsets(values):
    sizes = range(len(values) + 1)
    return [frozenset(c) for c in chain.from_iterable(combinations(values, n) for n in sizes)]


def ids(shown, projects):
    return shown.apply(projects)["project_id"].tolist()


def test_nothing_told_shows_everything_in_the_files_order(drawn):
    assert ids(Filter(), drawn.projects) == ["L01", "L02", "L16", "P01", "P02", "P17"]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (Filter(categories=frozenset({"priority"})), ["P01", "P02", "P17"]),
        (Filter(fiscal_years=frozenset({2020})), ["L16", "P17"]),
        (Filter(scopes=frozenset({"district"})), ["L01"]),
        (Filter(prefectures=frozenset({"東京都", "福岡県"})), ["L02", "P02", "P17"]),
        (Filter(themes=frozenset({"観光"})), ["L01"]),
        (Filter(categories=frozenset({"leading"}), fiscal_years=frozenset({2020})), ["L16"]),
        (Filter(categories=frozenset({"leading"}), prefectures=frozenset({"福岡県"})), []),
        (Filter(categories=frozenset()), []),
        (Filter(fiscal_years=frozenset()), []),
        (Filter(scopes=frozenset()), []),
    ],
)
def test_each_facet_narrows(drawn, shown, expected):
    assert ids(shown, drawn.projects) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("千代田", ["L02", "P02"]),
        ("チヨダ", ["L02", "P02"]),
        ("ちよだ", ["L02", "P02"]),
        ("ﾁﾖﾀﾞ", ["L02", "P02"]),
        ("chiyoda", ["L02", "P02"]),
        ("ＣＨＩＹＯＤＡ", ["L02", "P02"]),
        ("Chūō", ["L02", "P02"]),
        ("l02", ["L02"]),
        ("13102", ["L02", "P02"]),
        ("hokkaido", ["L01"]),
        ("市民参加", ["L01"]),
        ("町全域", ["P01"]),
        ("札幌 中心部", ["L01"]),
        ("札幌　中心部", ["L01"]),  # a full-width space parts words as well
        ("札幌 町全域", []),
        (".*", []),  # text, not a pattern
        ("   ", ["L01", "L02", "L16", "P01", "P02", "P17"]),
    ],
)
def test_text_is_looked_for_however_it_is_typed(drawn, text, expected):
    assert ids(Filter(text=text), drawn.projects) == expected


def test_voiced_kana_is_another_letter():
    assert fold("ガ") != fold("カ")
    assert fold("が") == fold("ｶﾞ") == "ガ"


def test_text_is_kept_in_one_line_and_short():
    assert Filter(text=" a\n\tb\u0000 ").text == "a b"
    assert len(Filter(text="あ" * 1000).text) == LONGEST_TEXT


@pytest.mark.parametrize(
    "values",
    [
        {"categories": frozenset({"best"})},
        {"fiscal_years": frozenset({2021})},
        {"scopes": frozenset({"town"})},
        {"prefectures": frozenset({"東京"})},
    ],
)
def test_an_unknown_value_is_refused_by_name(values):
    (value,) = next(iter(values.values()))
    with pytest.raises(ValueError, match=str(value)):
        Filter(**values)


def test_a_filter_is_a_value():
    assert Filter(text="a") == Filter(text=" a ")
    assert hash(Filter()) == hash(Filter())
    with pytest.raises(dataclasses.FrozenInstanceError):
        Filter().text = "a"


def test_the_toggle_and_the_year_filter_are_one_thing():
    assert Filter().shows_additions
    hidden = Filter().with_additions(False)
    assert hidden.fiscal_years == {2019}
    assert not hidden.shows_additions
    assert hidden.with_additions(True) == Filter()
    only = Filter(fiscal_years=frozenset({2020}))
    assert only.with_additions(True) == only
    assert only.with_additions(False).fiscal_years == {2019}, "one click never empties the map"


def test_a_link_says_the_same_filter_again():
    facets = product(subsets(CATEGORIES), subsets(FISCAL_YEARS), subsets(SCOPES))
    for (categories, years, scopes), text in product(facets, ["", "柏の葉 a&b=c,d"]):
        shown = Filter(
            categories, years, scopes, frozenset({"北海道", "沖縄県"}), frozenset({"防災"}), text
        )
        assert Filter.from_query(shown.to_query(), ["防災", "物流"]) == (shown, ())


def test_a_link_leaves_out_what_is_not_narrowed():
    assert Filter().to_query() == {}
    assert Filter.from_query({}) == (Filter(), ())
    assert Filter(scopes=frozenset(), prefectures=frozenset({"東京都"})).to_query() == {
        "scope": "none",
        "prefecture": "13",
    }


@pytest.mark.parametrize(
    ("query", "shown", "ignored"),
    [
        ({"category": "best"}, Filter(), ("category",)),
        ({"category": ""}, Filter(), ("category",)),
        ({"category": "leading,best"}, Filter(frozenset({"leading"})), ("category",)),
        ({"fy": "2020, 1999"}, Filter(fiscal_years=frozenset({2020})), ("fy",)),
        ({"fy": "none,2020"}, Filter(fiscal_years=frozenset({2020})), ("fy",)),
        ({"prefecture": "13,48"}, Filter(prefectures=frozenset({"東京都"})), ("prefecture",)),
        ({"prefecture": "none"}, Filter(), ("prefecture",)),
        ({"theme": "nothing"}, Filter(), ("theme",)),
        ({"q": "a" * 101}, Filter(text="a" * 100), ("q",)),
        ({"q": " a  b "}, Filter(text="a b"), ()),
        ({"other": "x"}, Filter(), ()),
    ],
)
def test_a_link_with_nonsense_still_opens(query, shown, ignored):
    assert Filter.from_query(query, ["防災"]) == (shown, ignored)


def test_counts_beside_choices_on_the_squares(drawn):
    counts = Filter(categories=frozenset({"leading"})).count_choices(drawn.projects)
    assert counts["category"] == {"leading": 3, "priority": 3}, "its own facet does not narrow it"
    assert counts["selected_fy"] == {"2019": 2, "2020": 1}
    assert counts["scope"] == {"city": 2, "district": 1}
    assert counts["themes"] == {"健康・医療": 1, "観光": 1}
    assert {name: n for name, n in counts["prefecture"].items() if n} == {
        "北海道": 1,
        "東京都": 1,
        "神奈川県": 1,
    }
    assert list(counts["prefecture"]) == list(PREFECTURE_NAMES)


@pytest.mark.parametrize(
    "shown",
    [Filter(), Filter(text="市"), Filter(frozenset({"priority"}), frozenset({2019}))],
)
def test_every_count_is_what_the_choice_gives(atlas, shown):
    counts = shown.count_choices(atlas.projects)
    attributes = {
        "category": ("categories", str),
        "selected_fy": ("fiscal_years", int),
        "scope": ("scopes", str),
        "prefecture": ("prefectures", str),
        "themes": ("themes", str),
    }
    assert counts.keys() == attributes.keys()
    for facet, (attribute, kind) in attributes.items():
        for value, count in counts[facet].items():
            chosen = dataclasses.replace(shown, **{attribute: frozenset({kind(value)})})
            assert len(chosen.apply(atlas.projects)) == count, (facet, value)


def test_no_project_has_counts_of_zero(drawn):
    none = drawn.projects.iloc[:0]
    counts = Filter(text="x").count_choices(none)
    assert not any(chain.from_iterable(facet.values() for facet in counts.values()))
    assert count_themes(none) == {}
    assert ids(Filter(themes=frozenset({"観光"}), text="x"), none) == []


def test_the_additions_are_twelve(atlas):
    assert len(Filter(fiscal_years=frozenset({2020})).apply(atlas.projects)) == 12
    assert len(Filter().with_additions(False).apply(atlas.projects)) == 31


def test_the_data_are_not_changed_by_a_filter(drawn):
    before = drawn.projects.copy()
    Filter(text="千代田", themes=frozenset({"観光"})).count_choices(drawn.projects)
    assert drawn.projects.equals(before)

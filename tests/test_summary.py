"""Counts of what is shown."""

from __future__ import annotations

import json

from geo.filters import Filter


def test_counts_of_the_squares(drawn):
    assert drawn.select(Filter()).summary == {
        "projects": 6,
        "pairs": 8,
        "municipalities": 6,
        "by_category": {"leading": 3, "priority": 3},
        "by_fy": {"2019": 4, "2020": 2},
        "by_category_fy": {
            "leading": {"2019": 2, "2020": 1},
            "priority": {"2019": 2, "2020": 1},
        },
        "by_scope": {"city": 5, "district": 1},
        "by_prefecture": {"北海道": 1, "埼玉県": 1, "東京都": 2, "神奈川県": 1, "福岡県": 1},
    }


def test_a_project_counts_once_however_many_municipalities_it_has(drawn):
    summary = drawn.select(Filter(prefectures=frozenset({"東京都"}))).summary
    assert (summary["projects"], summary["pairs"], summary["municipalities"]) == (2, 4, 2)


def test_prefectures_stand_in_the_order_of_their_codes(drawn):
    assert list(drawn.select(Filter()).summary["by_prefecture"]) == [
        "北海道",
        "埼玉県",
        "東京都",
        "神奈川県",
        "福岡県",
    ]


def test_nothing_shown_counts_zero_of_everything(drawn):
    assert drawn.select(Filter(text="nowhere")).summary == {
        "projects": 0,
        "pairs": 0,
        "municipalities": 0,
        "by_category": {"leading": 0, "priority": 0},
        "by_fy": {"2019": 0, "2020": 0},
        "by_category_fy": {
            "leading": {"2019": 0, "2020": 0},
            "priority": {"2019": 0, "2020": 0},
        },
        "by_scope": {"city": 0, "district": 0},
        "by_prefecture": {},
    }


def test_the_article_counts(atlas):
    summary = atlas.select(Filter()).summary
    assert (summary["projects"], summary["pairs"], summary["municipalities"]) == (43, 45, 45)
    assert summary["by_category"] == {"leading": 22, "priority": 21}
    assert summary["by_fy"] == {"2019": 31, "2020": 12}
    assert summary["by_category_fy"] == {
        "leading": {"2019": 15, "2020": 7},
        "priority": {"2019": 16, "2020": 5},
    }
    assert summary["by_scope"] == {"city": 22, "district": 21}
    assert sum(summary["by_prefecture"].values()) == 43
    assert len(summary["by_prefecture"]) == 29


def test_counts_are_plain_json(atlas):
    summary = atlas.select(Filter()).summary
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary

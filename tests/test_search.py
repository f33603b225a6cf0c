from __future__ import annotations

import pytest

from geo.near import nearest_projects, neighbours_with_projects
from geo.search import find_places, fold_place


@pytest.mark.parametrize(
    "typed",
    [
        "大阪市",
        "おおさかし",
        "オオサカ",
        "ｵｵｻｶｼ",
        "Osaka",
        "Ōsaka-shi",
        "OSAKA CITY",
        "27100",
        "271004",
    ],
)
def test_every_way_of_writing_finds_the_city_first(atlas, typed):
    assert find_places(atlas.municipalities, typed)[0] == "27100"


def test_nothing_and_nonsense_find_nothing(atlas):
    assert find_places(atlas.municipalities, "  ") == []
    assert find_places(atlas.municipalities, "どこにもない") == []
    assert find_places(atlas.municipalities, "271005") == [], "the check digit is wrong"


def test_every_municipality_is_found_by_its_own_name_kana_english_and_code(atlas):
    places = atlas.municipalities[atlas.municipalities["municipality_code"] != ""]
    for place in places.iloc[::97].to_dict("records"):
        code = place["municipality_code"]
        for typed in (place["name"], place["name_kana"], place["name_en"], code):
            assert code in find_places(atlas.municipalities, typed, limit=40)


def test_an_ending_is_taken_off_only_at_the_end():
    assert fold_place("Shi-shi") == "shi"
    assert fold_place("City of London") == "city of london"


def test_neighbours_touch_and_distances_rise(atlas):
    neighbours = neighbours_with_projects(atlas, "26366")
    assert [pair["name"] for pair in neighbours] == ["木津川市"]
    nearest = nearest_projects(atlas, "13101", count=5)
    kilometres = [distance for _, distance in nearest]
    assert kilometres == sorted(kilometres)
    assert nearest[0][0]["name"] == "江東区"
    assert 3 < kilometres[0] < 12

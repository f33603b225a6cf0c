"""The look of the map in the link, and the classes of counts."""

from __future__ import annotations

import itertools

import pytest

from geo.classes import CLASSES, class_of
from geo.look import BACKGROUNDS, COLOUR_BY, LEVELS, Look

EVERY = [Look(*chosen) for chosen in itertools.product(COLOUR_BY, LEVELS, BACKGROUNDS)]


@pytest.mark.parametrize("look", EVERY, ids=str)
def test_a_link_gives_the_look_back(look):
    assert Look.from_query(look.to_query()) == (look, ())


def test_the_usual_look_stands_in_no_link():
    assert Look().to_query() == {}
    assert Look(background="photo").to_query() == {"background": "photo"}


def test_what_is_not_known_is_ignored_and_named():
    query = {"colour": "red", "level": "prefecture", "background": "", "q": "x"}
    assert Look.from_query(query) == (Look(level="prefecture"), ("colour", "background"))


def test_another_value_is_refused_with_what_is_allowed():
    with pytest.raises(ValueError, match=r"level 'country': allowed are .*'prefecture'"):
        Look(level="country")


@pytest.mark.parametrize(
    ("count", "index"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (99, 4)]
)
def test_each_count_has_one_class(count, index):
    assert class_of(count) == index
    highest = CLASSES[index].highest
    assert CLASSES[index].lowest <= count <= (count if highest is None else highest)


def test_a_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="count -1"):
        class_of(-1)


def test_the_classes_leave_no_gap():
    for lower, upper in itertools.pairwise(CLASSES):
        assert lower.highest is not None
        assert upper.lowest == lower.highest + 1

"""Everything that is installed is under a licence that was looked at and allowed."""

from __future__ import annotations

import pytest

from script.licences import Licensed, list_licences


def test_every_installed_package_is_under_an_allowed_licence():
    packages = list(list_licences())
    assert [f"{one.name}: {one.licence}" for one in packages if not one.is_free] == []
    assert {"streamlit", "geopandas"} <= {one.name for one in packages if not one.is_tool}
    assert "pytest" in {one.name for one in packages if one.is_tool}


@pytest.mark.parametrize(
    ("licence", "is_free"),
    [
        ("MIT", True),
        ("MIT AND IPA", True),
        ("Proprietary OR MIT", True),
        ("MIT AND Proprietary", False),
        ("GPL-3.0-only", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_an_unknown_or_unfree_licence_is_refused(licence, is_free):
    assert Licensed("made-up", "1", licence, is_tool=False).is_free == is_free


def test_a_tool_of_the_tests_may_be_under_the_gpl():
    assert Licensed("made-up", "1", "GPL-3.0-only", is_tool=True).is_free

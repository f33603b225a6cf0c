"""The map's page: ours alone, the same every time."""

from __future__ import annotations

import re

import pytest

from geo.choropleth import ASSETS, write_map_page

ARGUMENTS = (
    ["leaflet.js", "map.js"],
    ["leaflet.css", "map.css"],
    "boundaries-0.json",
    "programme-0.json",
)


@pytest.fixture(scope="module")
def html():
    return write_map_page(*ARGUMENTS).decode()


def test_the_page_asks_no_other_host(html):
    assert re.findall(r"(?:https?:)?//[^\s\"']+", html) == []
    asked = re.findall(r"(?:src|href)\s*=\s*[\"']([^\"']*)", html)
    assert asked == ["leaflet.js", "map.js", "leaflet.css", "map.css"]


@pytest.mark.parametrize("name", ["map.js", "map.css"])
def test_neither_do_its_own_files(name):
    text = (ASSETS / name).read_text("utf-8")
    hosts = set(re.findall(r"https?://[^\s\"'`)]+|@import.*", text))
    assert hosts <= {"http://www.w3.org/2000/svg"}, "the name of SVG's namespace is never asked"


def test_the_same_arguments_give_the_same_bytes(html):
    assert write_map_page(*ARGUMENTS).decode() == html


def test_no_random_name_is_left(html):
    assert re.findall(r"[0-9a-f]{16,}", html) == []
    assert set(re.findall(r"\bmap_\w+", html)) == {"map_atlas"}


def test_the_map_starts_with_its_boundaries_and_its_limits(html):
    assert 'startAtlas(map_atlas, "boundaries-0.json", "programme-0.json");' in html
    assert re.search(r'"minZoom": 4,\s+"maxZoom": 16', html)
    assert '"preferCanvas": true' in html
    assert "tileLayer" not in html


def test_an_address_cannot_leave_its_script():
    html = write_map_page([], [], "</script><script>alert(1)", "").decode()
    assert "<script>alert" not in html


def test_the_page_is_small(html):
    assert len(html) < 4_000

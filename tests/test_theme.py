"""Colours: contrast as WCAG 2.1 counts it, and told apart by colour-blind eyes."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from geo.classes import CLASSES
from geo.paint import COLOURS

PAIRS = (("leading", "priority"), ("fy2019", "fy2020"), ("city", "district"))
ROOT = Path(__file__).parents[1]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]

# Linear RGB to what is seen without one kind of cone: F. Viénot, H. Brettel, J. Mollon (1999),
# "Digital video colourmaps for checking the legibility of displays by dichromats".
SEEN_BY = {
    "protanopes": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
    "deuteranopes": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
}


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("text", ["textColor", "linkColor", "primaryColor"])
def test_text_is_read_on_its_ground(mode, ground, text):
    assert contrast(THEME[mode][text], THEME[mode][ground]) >= 4.5


@pytest.mark.parametrize(
    "name", [*(name for pair in PAIRS for name in pair), "outline", "selection", "border"]
)
def test_what_the_map_says_stands_out_from_the_land(name):
    assert contrast(COLOURS[name], COLOURS["land"]) >= 3
    assert contrast(COLOURS[name], COLOURS["sea"]) >= 3


@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize("pair", PAIRS)
def test_what_a_colour_says_is_told_apart(eyes, pair):
    seen = [np.array(SEEN_BY[eyes]) @ linear(COLOURS[name]) for name in pair]
    assert np.linalg.norm(seen[0] - seen[1]) > 0.2


def test_classes_of_counts_grow_darker_in_steps_that_are_seen():
    shades = [known.colour for known in CLASSES]
    assert all(contrast(one, other) >= 1.3 for one, other in pairwise(shades))
    assert shades == sorted(shades, key=luminance, reverse=True)


def test_no_font_is_fetched():
    style = (ROOT / "ui" / "assets" / "page.css").read_text("utf-8")
    assert "fontFaces" not in THEME
    assert not re.search(r"@import|@font-face|url\(", style)

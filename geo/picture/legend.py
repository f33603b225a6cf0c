"""The legend: the samples of ``geo.legend`` in a box, with their words."""

from __future__ import annotations

from typing import Final

from matplotlib.patches import Rectangle
from matplotlib.path import Path

from geo.catalogue import Catalogue
from geo.legend import describe_legend
from geo.look import Look
from geo.picture.font import width_mm
from geo.picture.page import INK, Page
from geo.picture.symbols import draw_area, draw_mark

_ROW: Final = 5.6
_SIZE: Final = 7.3
_SAMPLE: Final = (7.5, 4.2)
_MARK: Final = 0.85
_PADDING: Final = 3.0
_TEXT: Final = 17.5
"""Where the words begin."""


def draw_legend(page: Page, right: float, bottom: float, look: Look, texts: Catalogue) -> None:
    """Draw the legend of a look from its lower right corner, in millimetres."""
    name = "prefecture" if look.level == "prefecture" else look.colour
    rows = describe_legend(name, texts)
    height = _ROW * len(rows) + 8
    width = max(width_mm(row["text"], _SIZE) for row in rows) + _TEXT + _PADDING
    left = right - width
    page.draw(
        Rectangle((left, bottom), width, height, facecolor="white", edgecolor=INK, linewidth=0.6)
    )
    page.text(left + _PADDING, bottom + height - 5.2, texts("map.legend"), 8.5)
    for number, row in enumerate(rows, start=1):
        middle = bottom + height - 6 - _ROW * (number - 0.5) - 0.3
        _draw_sample(page, left + _PADDING, middle, row["classes"], look.colour)
        page.text(left + _TEXT, middle, row["text"], _SIZE, va="center_baseline")


def _draw_sample(page: Page, x: float, y: float, classes: list[str], colour_by: str) -> None:
    wide, high = _SAMPLE
    if "area" in classes:
        draw_area(page, _box(x, y - high / 2, wide, high), classes, colour_by)
    if "mark" in classes:
        at = x + wide + 3.4 if "area" in classes else x + wide / 2
        draw_mark(page, at, y, classes, colour_by, _MARK)


def _box(x: float, y: float, width: float, height: float) -> Path:
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return Path(corners, closed=True)

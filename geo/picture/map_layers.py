"""What one window of the map shows: sea, land, borders, projects, marks and names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from matplotlib.patches import Patch, PathPatch, Rectangle

from geo.classes import class_of
from geo.paint import COLOURS
from geo.picture.font import width_mm
from geo.picture.labels import Box, Label, nearest_point, place_labels
from geo.picture.page import Page
from geo.picture.pictured import Mark, Pictured
from geo.picture.shapes import Window, land_in, path_of, widest_place
from geo.picture.symbols import draw_area, draw_mark, mark_reach
from geo.prefectures import PREFECTURES

_COUNT_SIZE: Final = 7
_NAME_SIZE: Final = 6.3
_MOST_NAMES: Final = 80
_MM_PER_POINT: Final = 25.4 / 72


def draw_window(page: Page, window: Window, pictured: Pictured) -> None:
    """Draw sea, land and what is shown, in the order in which things lie upon each other."""
    frame = frame_of(window, facecolor=COLOURS["sea"], linewidth=0)
    page.draw(frame)
    land = land_in(pictured.atlas, window)
    _draw_path(page, path_of(land.places), "land", "land-line", 0.12, frame)
    if pictured.look.level == "prefecture":
        _fill_prefectures(page, window, pictured, frame)
    _draw_path(page, path_of(land.prefectures), "", "border", 0.35, frame)
    if pictured.look.level == "municipality":
        _draw_areas(page, window, pictured, frame)


def _draw_path(page: Page, path: Any, fill: str, line: str, width: float, frame: Patch) -> None:
    face = COLOURS[fill] if fill else "none"
    shape = PathPatch(path, facecolor=face, edgecolor=COLOURS[line], linewidth=width)
    page.draw(shape, frame)


def _fill_prefectures(page: Page, window: Window, pictured: Pictured, frame: Patch) -> None:
    counts = pictured.selection.summary["by_prefecture"]
    shapes = land_in(pictured.atlas, window).prefectures
    for prefecture, shape in zip(PREFECTURES, shapes, strict=True):
        classes = [f"count{class_of(counts.get(prefecture.name, 0))}"]
        draw_area(page, path_of(np.array([shape])), classes, pictured.look.colour, frame)


def draw_counts(page: Page, window: Window, pictured: Pictured) -> None:
    """Write each prefecture's number of shown projects on it, where there are any."""
    counts = pictured.selection.summary["by_prefecture"]
    shapes = land_in(pictured.atlas, window).prefectures
    for prefecture, shape in zip(PREFECTURES, shapes, strict=True):
        count = counts.get(prefecture.name, 0)
        if count and not shape.is_empty:
            x, y = widest_place(shape)
            style: dict[str, Any] = {"ha": "center", "va": "center_baseline", "halo": "white"}
            page.text(x, y, str(count), _COUNT_SIZE, **style)


def _draw_areas(page: Page, window: Window, pictured: Pictured, frame: Patch) -> None:
    places = land_in(pictured.atlas, window).places
    for pair in pictured.pairs:
        shape = places[pictured.atlas.row_of_code[pair["municipality_code"]]]
        if shape is not None:
            path = path_of(np.array([shape]))
            draw_area(page, path, pair["classes"], pictured.look.colour, frame)


def draw_marks(page: Page, marks: Sequence[Mark], colour_by: str, radius: float) -> None:
    """Draw the marks, those further north first, so that the southern ones lie on top."""
    for mark in sorted(marks, key=lambda mark: -mark.y):
        draw_mark(page, mark.x, mark.y, mark.classes, colour_by, radius)


def draw_names(
    page: Page, marks: Sequence[Mark], within: Box, blocked: Sequence[Box], radius: float
) -> None:
    """Write each municipality's name once beside one of its marks, clear of what is blocked.

    More names than a reader could tell apart are left out.
    """
    reach = mark_reach(radius)
    labels = list(_labels(marks))
    if len(labels) > _MOST_NAMES:
        return
    placed = place_labels(labels, blocked, within, reach)
    for label, (box, mark) in zip(labels, placed, strict=True):
        _draw_leader(page, box, mark, reach)
        page.text(box[0], box[1] + _NAME_SIZE * 0.06, label.text, _NAME_SIZE, halo="white")


def boxes_of(marks: Sequence[Mark], radius: float) -> list[Box]:
    """Return the boxes around marks of a radius."""
    reach = mark_reach(radius)
    return [(mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach) for mark in marks]


def _labels(marks: Sequence[Mark]) -> Iterator[Label]:
    for code in dict.fromkeys(mark.code for mark in marks):
        own = [mark for mark in marks if mark.code == code]
        width = width_mm(own[0].name, _NAME_SIZE)
        yield Label(
            own[0].name, width, _NAME_SIZE * _MM_PER_POINT, tuple((mark.x, mark.y) for mark in own)
        )


def _draw_leader(page: Page, box: Box, mark: tuple[float, float], reach: float) -> None:
    """Draw a line from a name to its mark where the two do not stand side by side."""
    x, y = mark
    near = nearest_point(box, mark)
    length = math.dist(mark, near)
    if length < reach + 1.2:
        return
    start = (x + (near[0] - x) * reach / length, y + (near[1] - y) * reach / length)
    page.line(start, near, linewidth=0.4)


def box_of(window: Window) -> Box:
    """Return a window's left, bottom, right and top."""
    return window.x, window.y, window.x + window.width, window.y + window.height


def frame_of(window: Window, **style: Any) -> Rectangle:
    """Return a window's rectangle."""
    return Rectangle((window.x, window.y), window.width, window.height, **style)

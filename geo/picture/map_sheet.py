"""The map of what is shown as a sheet of A4: title, filter, map, legend, sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from matplotlib.patches import Rectangle

from geo.atlas import Selection
from geo.catalogue import Catalogue
from geo.dates import write_date
from geo.paint import COLOURS
from geo.picture.font import wrap
from geo.picture.foot import QUIET, column_width, draw_foot, foot_lines
from geo.picture.legend import draw_legend
from geo.picture.map_layers import (
    box_of,
    boxes_of,
    draw_counts,
    draw_marks,
    draw_names,
    draw_window,
    frame_of,
)
from geo.picture.page import DRAWING, INK, About, Page
from geo.picture.pictured import Pictured
from geo.picture.scale_bar import draw_scale_bar
from geo.picture.windows import ENLARGED, INSETS, MAIN
from geo.picture.words import tell_counts, tell_filter, tell_sources
from geo.provenance import Record

WIDTH: Final = 297.0
HEIGHT: Final = 210.0
"""A4 landscape, in millimetres."""

_LEFT, _RIGHT = 10.0, WIDTH - 10.0
_LEGEND: Final = (283.0, 35.0)
"""The lower right corner of the legend."""
_MARK, _ENLARGED_MARK = 0.78, 1.05


def draw_map(pictured: Pictured, records: Sequence[Record], made_on: date, suffix: str) -> bytes:
    """Return the map of what is pictured as ``png`` (300 dpi) or ``pdf``, A4 landscape.

    The look's background is not drawn. The same arguments give the same bytes.
    """
    texts = pictured.texts
    counts = tell_counts(pictured.selection, texts)
    about = About(
        title=texts("picture.title"),
        subject=f"{counts} {_told(pictured.selection, texts)}",
        sources=" ".join(tell_sources(records, texts)),
        made_on=made_on,
    )
    with DRAWING:
        return compose_map(pictured, records, made_on).write(suffix, about)


def compose_map(pictured: Pictured, records: Sequence[Record], made_on: date) -> Page:
    """Return the sheet of :func:`draw_map` before it is written; hold ``DRAWING`` meanwhile."""
    page = Page(WIDTH, HEIGHT)
    _draw_head(page, pictured.selection, pictured.texts, made_on)
    for window in (MAIN, *INSETS):
        draw_window(page, window, pictured)
        page.draw(frame_of(window, facecolor="none", edgecolor=INK, linewidth=0.6))
    if pictured.look.level == "municipality":
        _draw_marks(page, pictured)
    else:
        draw_counts(page, MAIN, pictured)
    _draw_captions(page, pictured.texts)
    draw_legend(page, *_LEGEND, pictured.look, pictured.texts)
    draw_scale_bar(page, 142, 38.5, MAIN.scale, pictured.texts)
    if pictured.selection.projects.empty:
        _draw_notice(page, pictured.texts("picture.nothing"))
    _draw_foot(page, records, pictured.texts)
    return page


def _draw_marks(page: Page, pictured: Pictured) -> None:
    """Draw the marks of all maps; a name stands on the enlarged map where there is one."""
    everywhere = pictured.marks(MAIN)
    draw_marks(page, everywhere, pictured.look.colour, _MARK)
    named: set[str] = set()
    for window in ENLARGED:
        corner, width, height = window.seen_from(MAIN)
        page.draw(Rectangle(corner, width, height, facecolor="none", edgecolor=INK, linewidth=0.5))
        marks = pictured.marks(window)
        draw_marks(page, marks, pictured.look.colour, _ENLARGED_MARK)
        taken = boxes_of(marks, _ENLARGED_MARK)
        draw_names(page, marks, box_of(window), taken, _ENLARGED_MARK)
        named |= {mark.code for mark in marks}
    rest = [mark for mark in everywhere if mark.code not in named]
    taken = boxes_of(everywhere, _MARK) + [box_of(window) for window in INSETS]
    draw_names(page, rest, box_of(MAIN), taken, _MARK)


def _told(selection: Selection, texts: Catalogue) -> str:
    return texts("picture.filter", filter=tell_filter(selection.filter, texts))


def _draw_head(page: Page, selection: Selection, texts: Catalogue, made_on: date) -> None:
    page.text(_LEFT, 195.2, texts("picture.title"), 19)
    page.text(
        _RIGHT,
        195.2,
        texts("picture.made_on", date=write_date(made_on, texts)),
        8,
        ha="right",
        color=QUIET,
    )
    page.text(_LEFT, 188.6, texts("picture.lead"), 8.5, color=QUIET)
    page.text(_RIGHT, 188.6, tell_counts(selection, texts), 10, ha="right")
    for number, line in enumerate(wrap(_told(selection, texts), 8.5, _RIGHT - _LEFT, 2)):
        page.text(_LEFT, 183.2 - 3.8 * number, line, 8.5)


def _draw_captions(page: Page, texts: Catalogue) -> None:
    for window in INSETS:
        name = texts(f"picture.{window.name}", scale=int(window.scale))
        page.text(window.x + 1.3, window.y + window.height - 3.5, name, 6.8, halo=COLOURS["sea"])


def _draw_notice(page: Page, text: str) -> None:
    """Write in the open Pacific that nothing is shown."""
    x, y, width, height = 213.0, 90.0, 70.0, 14.0
    page.draw(Rectangle((x, y), width, height, facecolor="white", edgecolor=INK, linewidth=0.8))
    lines = wrap(text, 8, width - 4, 2)
    for number, line in enumerate(lines):
        middle = y + height / 2 + (len(lines) / 2 - 0.5 - number) * 4.2
        page.text(x + width / 2, middle, line, 8, ha="center", va="center_baseline")


def _draw_foot(page: Page, records: Sequence[Record], texts: Catalogue) -> None:
    width = _RIGHT - _LEFT
    lines = foot_lines([texts("picture.projection")], records, texts, column_width(width, 2))
    draw_foot(page, lines, _LEFT, MAIN.y - 1.7, 2, width)

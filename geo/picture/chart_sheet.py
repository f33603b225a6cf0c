"""A bar chart of counts as a picture for print, with its filter and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from matplotlib.patches import Rectangle

from geo.atlas import Selection
from geo.catalogue import Catalogue
from geo.dates import write_date
from geo.paint import COLOURS
from geo.picture.font import width_mm, wrap
from geo.picture.foot import QUIET, draw_foot, foot_height, foot_lines
from geo.picture.page import DRAWING, INK, About, Page
from geo.picture.words import tell_counts, tell_filter, tell_sources
from geo.provenance import Record


@dataclass(frozen=True)
class Bar:
    """One bar: what it counts, its group ("" for none), how many, and its colour by name."""

    label: str
    group: str
    count: int
    colour: str = "count3"

    @property
    def name(self) -> str:
        """The label with its group."""
        return f"{self.label} {self.group}".rstrip()


@dataclass(frozen=True)
class Chart:
    """A chart: a short name in ASCII, its title, what its bars stand for, the bars downward."""

    name: str
    title: str
    heading: str
    bars: tuple[Bar, ...]


_WIDTH: Final = 180.0
_MARGIN: Final = 8.0
_ROW: Final = 6.4
_BAR: Final = 4.4
_SIZE: Final = 8.0


def draw_chart(
    chart: Chart,
    selection: Selection,
    records: Sequence[Record],
    texts: Catalogue,
    made_on: date,
    suffix: str,
) -> bytes:
    """Return a chart of ``selection`` as ``png`` (300 dpi), ``svg`` or ``pdf``, 180 mm wide.

    The same arguments give the same bytes.
    """
    told = texts("picture.filter", filter=tell_filter(selection.filter, texts))
    about = About(
        title=chart.title,
        subject=f"{tell_counts(selection, texts)} {told}",
        sources=" ".join(tell_sources(records, texts)),
        made_on=made_on,
    )
    inner = _WIDTH - 2 * _MARGIN
    head = wrap(f"{tell_counts(selection, texts)}{texts('picture.stop')}{told}", 7.5, inner, 3)
    foot = foot_lines(
        [texts("picture.made_on", date=write_date(made_on, texts))], records, texts, inner
    )
    height = 20 + 3.6 * len(head) + _ROW * len(chart.bars) + 4 + foot_height(foot, 1) + _MARGIN
    with DRAWING:
        page = Page(_WIDTH, height)
        y = height - 14
        page.text(_MARGIN, y, chart.title, 13)
        for line in head:
            y -= 4.2 if line is head[0] else 3.6
            page.text(_MARGIN, y - 1.5, line, 7.5, color=QUIET)
        _draw_bars(page, chart.bars, y - 6)
        draw_foot(page, foot, _MARGIN, _MARGIN + foot_height(foot, 1), 1, inner)
        return page.write(suffix, about)


def _draw_bars(page: Page, bars: Sequence[Bar], top: float) -> None:
    """Draw the bars downward; each says its number at its end."""
    labels = max((width_mm(bar.name, _SIZE) for bar in bars), default=0)
    left = _MARGIN + labels + 3
    room = _WIDTH - _MARGIN - left - 6
    most = max((bar.count for bar in bars), default=0) or 1
    for number, bar in enumerate(bars):
        middle = top - _ROW * (number + 0.5)
        page.text(left - 2, middle, bar.name, _SIZE, ha="right", va="center_baseline")
        length = room * bar.count / most
        page.draw(
            Rectangle(
                (left, middle - _BAR / 2), length, _BAR, facecolor=COLOURS[bar.colour], linewidth=0
            )
        )
        page.text(left + length + 1.5, middle, str(bar.count), _SIZE, va="center_baseline")
    page.line((left, top), (left, top - _ROW * len(bars)), linewidth=0.6, color=INK)

"""The small print under a picture: sources, terms, and that it is not official."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from geo.catalogue import Catalogue
from geo.picture.font import wrap
from geo.picture.page import Page
from geo.picture.words import tell_sources
from geo.provenance import Record

QUIET: Final = "#4a5560"
_SIZE: Final = 5.2
_STEP: Final = 2.35
_GAP: Final = 6.0


def foot_lines(
    notes: Sequence[str], records: Sequence[Record], texts: Catalogue, width: float
) -> list[str]:
    """Return the lines of the small print for a column of ``width`` millimetres."""
    told = [*notes, texts("picture.unofficial"), texts("picture.sources")]
    told += [texts("picture.item", text=line) for line in tell_sources(records, texts)]
    return [line for text in told for line in wrap(text, _SIZE, width, 3)]


def foot_height(lines: Sequence[str], columns: int) -> float:
    """Return how high the lines stand in so many columns, in millimetres."""
    return math.ceil(len(lines) / columns) * _STEP


def column_width(width: float, columns: int) -> float:
    """Return the width of one of so many columns side by side."""
    return (width - _GAP * (columns - 1)) / columns


def draw_foot(
    page: Page, lines: Sequence[str], left: float, top: float, columns: int, width: float
) -> None:
    """Write the lines downward from ``top``, in columns of equal length."""
    rows = math.ceil(len(lines) / columns)
    for number, line in enumerate(lines):
        column, row = divmod(number, rows)
        x = left + column * (column_width(width, columns) + _GAP)
        page.text(x, top - _STEP * (row + 0.75), line, _SIZE, color=QUIET)

"""A scale bar."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from matplotlib.patches import Rectangle

from geo.catalogue import Catalogue
from geo.picture.page import INK, Page

_KILOMETRES: Final = (0, 100, 200, 300)
_HEIGHT: Final = 1.3


def draw_scale_bar(page: Page, x: float, y: float, scale: float, texts: Catalogue) -> None:
    """Draw a bar for a scale of 1:``scale`` with its left end at ``x``, ``y`` (millimetres)."""
    ends = [x + kilometres * 1e6 / scale for kilometres in _KILOMETRES]
    for number, (start, end) in enumerate(pairwise(ends)):
        colour = "white" if number % 2 else INK
        page.draw(
            Rectangle((start, y), end - start, _HEIGHT, facecolor=colour, edgecolor=INK, lw=0.5)
        )
    for kilometres, end in zip(_KILOMETRES, ends, strict=True):
        page.text(end, y + 2.2, str(kilometres), 6.5, ha="center")
    page.text(x, y - 2.6, texts("picture.scale", scale=int(scale)), 6.5)

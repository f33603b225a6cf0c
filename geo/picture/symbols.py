"""How a project looks on the page: the areas, hatches, outlines and marks of the map.

A look is told by the same classes as in the browser (``geo.paint.classes_of``, ``geo.legend``):
``leading district fy2020``, and ``plain`` or ``none`` or ``count3`` in legends.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from matplotlib.patches import Circle, Patch, PathPatch, Polygon
from matplotlib.path import Path

from geo.paint import COLOURS
from geo.picture.page import INK, Page
from geo.schema import ADDITIONS_FY, CATEGORIES, FISCAL_YEARS, SCOPES

_TELLING: Final = {
    "category": CATEGORIES,
    "fy": tuple(f"fy{year}" for year in FISCAL_YEARS),
    "scope": SCOPES,
}
_ADDED: Final = f"fy{ADDITIONS_FY}"
_HATCH: Final = "/" * 9
_HALO, _RING = 1.6, 2.0
"""Radii beside a mark's own."""


def draw_area(
    page: Page,
    path: Path,
    classes: Collection[str],
    colour_by: str,
    within: Patch | None = None,
) -> None:
    """Draw an area: full for the whole city, hatched for a district, thick outline for FY2020."""
    outline: dict[str, Any] = {"linewidth": 1.2 if _ADDED in classes else 0.35, "edgecolor": INK}
    colour = _colour(classes, colour_by)
    if "none" in classes:
        outline = {"linewidth": 0.4, "edgecolor": COLOURS["border"]}
        colour = COLOURS["land"]
    elif "district" in classes and colour:
        hatched = PathPatch(path, facecolor="white", edgecolor=colour, hatch=_HATCH, linewidth=0)
        hatched.set_hatch_linewidth(0.75)
        page.draw(hatched, within)
        colour = "none"
    page.draw(PathPatch(path, facecolor=colour or "white", joinstyle="round", **outline), within)


def draw_mark(
    page: Page, x: float, y: float, classes: Collection[str], colour_by: str, radius: float
) -> None:
    """Draw a mark: circle for leading, diamond for priority, hollow for a district, ringed FY2020.

    ``radius`` in millimetres is that of the coloured shape; see :func:`mark_reach`.
    """
    make = _diamond if "priority" in classes else _circle
    if _ADDED in classes:
        page.draw(make(x, y, radius * _RING, facecolor="white", edgecolor=INK, linewidth=0.8))
    page.draw(make(x, y, radius * _HALO, facecolor="white", linewidth=0))
    colour = _colour(classes, colour_by)
    is_hollow = colour is None or "district" in classes
    page.draw(
        make(
            x,
            y,
            radius,
            facecolor="white" if is_hollow else colour,
            edgecolor=colour or INK,
            linewidth=radius * 1.5,
        )
    )


def mark_reach(radius: float) -> float:
    """Return how far a mark of that radius reaches from its middle, in millimetres."""
    return radius * _RING


def _colour(classes: Collection[str], colour_by: str) -> str | None:
    """Return the colour that the classes ask for; None where they ask for none."""
    names = [name for name in classes if name.startswith("count")]
    names += [name for name in _TELLING.get(colour_by, ()) if name in classes]
    return COLOURS[names[0]] if names else None


def _circle(x: float, y: float, radius: float, **style: Any) -> Patch:
    return Circle((x, y), radius, **style)


def _diamond(x: float, y: float, radius: float, **style: Any) -> Patch:
    reach = radius * 1.2
    corners = [(x, y + reach), (x + reach, y), (x, y - reach), (x - reach, y)]
    return Polygon(corners, closed=True, joinstyle="miter", **style)

"""Classes of counts for a choropleth of the prefectures; none is a class of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class CountClass:
    """Counts from ``lowest`` to ``highest`` (None for no limit), and their colour ``#rrggbb``."""

    lowest: int
    highest: int | None
    colour: str


CLASSES: Final = (
    CountClass(0, 0, "#ffffff"),
    CountClass(1, 1, "#c6dbef"),
    CountClass(2, 2, "#7fb2d9"),
    CountClass(3, 4, "#2f79b5"),
    CountClass(5, None, "#08306b"),
)
"""Light to dark in one hue, so that lightness alone tells the order, to every eye and in print."""


def class_of(count: int) -> int:
    """Return the index in :data:`CLASSES` of a count; raises ValueError below zero."""
    if count < 0:
        raise ValueError(f"count {count}: a count is 0 or more")
    return max(index for index, known in enumerate(CLASSES) if known.lowest <= count)

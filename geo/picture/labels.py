"""Where names stand beside their marks, so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in millimetres."""

_DIRECTIONS: Final = (
    (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1), (0, 1), (0, -1),
)  # fmt: skip
"""To the right first, where a reader of either language looks for a name."""
_DISTANCES: Final = (0.4, 1.6, 3.2, 5.5)
_ROUNDS: Final = 3
"""After the first round each name is placed anew, with all the others in place."""


@dataclass(frozen=True)
class Label:
    """A name to place: its size, and the marks (middle points) that it may stand at."""

    text: str
    width: float
    height: float
    places: tuple[tuple[float, float], ...]


def place_labels(
    labels: Sequence[Label], blocked: Sequence[Box], within: Box, reach: float
) -> list[tuple[Box, tuple[float, float]]]:
    """Return a box and its mark for each label.

    ``blocked`` boxes (the marks) and other names are avoided, ``within`` is not left; ``reach`` is
    how far a mark reaches from its middle.
    """
    chosen: list[tuple[Box, tuple[float, float]] | None] = [None] * len(labels)
    marks = {place for label in labels for place in label.places}
    for _ in range(_ROUNDS):
        for number, label in enumerate(labels):
            others = [one[0] for at, one in enumerate(chosen) if one and at != number]
            chosen[number] = min(
                _candidates(label, reach),
                key=lambda one: (
                    one[2]
                    + 20 * sum(_overlap(one[0], other) for other in others)
                    + 12 * sum(_overlap(one[0], mark) for mark in blocked)
                    + 100 * _outside(one[0], within)
                    + 40 * _is_nearer_to_another(one[0], one[1], marks)
                ),
            )[:2]
    return [one for one in chosen if one]


def _candidates(label: Label, reach: float) -> list[tuple[Box, tuple[float, float], float]]:
    """Return boxes around the marks with their own cost: far ones and odd sides cost more."""
    found = []
    for (x, y), distance in product(label.places, _DISTANCES):
        for order, (right, up) in enumerate(_DIRECTIONS):
            gap = reach + distance * (0.75 if right and up else 1)
            left = x + right * gap - label.width * (1 - right) / 2
            bottom = y + up * gap - label.height * (1 - up) / 2
            box = (left, bottom, left + label.width, bottom + label.height)
            found.append((box, (x, y), 0.12 * order + 1.2 * (distance - _DISTANCES[0])))
    return found


def _is_nearer_to_another(
    box: Box, own: tuple[float, float], marks: Iterable[tuple[float, float]]
) -> bool:
    """Tell whether a reader would take the name for another mark's."""
    limit = _distance(box, own) + 0.6
    return any(mark != own and _distance(box, mark) < limit for mark in marks)


def _distance(box: Box, point: tuple[float, float]) -> float:
    return math.dist(point, nearest_point(box, point))


def nearest_point(box: Box, point: tuple[float, float]) -> tuple[float, float]:
    """Return the point of a box that is nearest to another one."""
    return min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: Box, within: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1]) - _overlap(box, within)

"""Fewer vertices, borders kept: what a survey's boundaries need before they fit the file.

Done only as far as needed: islets without neighbours go first, then both sides of every border
lose the same vertices, at the smallest of :data:`TOLERANCES` that is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from geo.build.shapes import Shapes, measure_area

MOST_VERTICES: Final = 200_000
"""About 4.5 MB: 147,389 vertices of the agency's areas are 3.3 MB as GeoJSON."""

SMALLEST_ISLET_KM2: Final = 0.01
TOLERANCES: Final = (0.0002, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01)
"""Degrees, as ``shapely.coverage_simplify`` has it: the root of the smallest triangle kept."""

_MAYBE_ISLET_DEGREES: Final = 2e-6
"""Square degrees; 0.01 km² are at most 1.2e-6 of them in Japan."""


@dataclass(frozen=True)
class Simplified:
    """The shapes with fewer vertices, and what was done.

    ``tolerance`` is in degrees, 0 where nothing had to be done; ``islets`` were left out, together
    ``islets_km2``; ``largest_change`` is the largest share by which an area became another.
    """

    shapes: Shapes
    tolerance: float = 0.0
    islets: int = 0
    islets_km2: float = 0.0
    largest_change: float = 0.0


def simplify(shapes: Shapes, most_vertices: int = MOST_VERTICES) -> Simplified:
    """Return shapes that share their borders (a valid coverage) with few enough vertices.

    The vertices left are among those given, so that shapes on a grid stay on it. Where the largest
    tolerance is not enough, its result is returned.
    """
    if _count(shapes) <= most_vertices:
        return Simplified(shapes)
    kept, islets, islets_km2 = _drop_islets(shapes)
    simplified, tolerance = kept, 0.0
    for step in TOLERANCES:
        if _count(simplified) <= most_vertices:
            break
        simplified, tolerance = shapely.coverage_simplify(kept, step), step
    changes = np.abs(shapely.area(simplified) / shapely.area(shapes) - 1)
    return Simplified(simplified, tolerance, islets, islets_km2, float(changes.max()))


def _count(shapes: Shapes) -> int:
    return int(shapely.get_num_coordinates(shapes).sum())


def _drop_islets(shapes: Shapes) -> tuple[Shapes, int, float]:
    """Return the shapes without small parts that touch nothing; each keeps its largest part."""
    parts, owners = shapely.get_parts(shapes, return_index=True)
    planar = shapely.area(parts)
    largest = np.zeros(len(shapes))
    np.maximum.at(largest, owners, planar)
    maybe = np.flatnonzero((planar < _MAYBE_ISLET_DEGREES) & (planar < largest[owners]))
    tree = shapely.STRtree(parts)
    pairs = tree.query(parts[maybe], predicate="intersects")
    alone = maybe[np.bincount(pairs[0], minlength=len(maybe)) == 1]
    areas = np.array([measure_area(part) for part in parts[alone]], dtype=float)
    is_small = areas < SMALLEST_ISLET_KM2
    islets = alone[is_small]
    keep = np.ones(len(parts), dtype=bool)
    keep[islets] = False
    kept = np.asarray(shapely.multipolygons(parts[keep], indices=owners[keep]))
    plain = [shape.geoms[0] if len(shape.geoms) == 1 else shape for shape in kept]
    return np.array(plain, dtype=object), len(islets), float(areas[is_small].sum())

"""From parts to municipalities that share their borders: no overlap, no gap between neighbours.

A dissolve alone leaves slivers where two neighbours were drawn apart. So all borders are noded
together on the source's own grid, the plane falls into faces, and each face goes to exactly one
municipality. Neighbours then have the same vertices along their border, and every shape is valid
because it is a union of faces. Which face goes where:

- claimed by one municipality (almost all): to that one;
- claimed by several (an overlap): to the claimant that it has the longest border with;
- claimed by none, up to :data:`LARGEST_GAP_KM2`, between two municipalities or more (a gap): to
  the neighbour that it has the longest border with;
- claimed by none otherwise (within one municipality, or wider): to none, it stays a hole.

Where two borders are equally long, the first in order has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from geo.build.shapes import GRID_DEGREES, Shapes, measure_area

LARGEST_GAP_KM2: Final = 0.01


@dataclass(frozen=True)
class CoverageFigures:
    """How well shapes cover the land together.

    ``overlap_km2`` is the sum of areas less the area of the union, ``gap_km2`` the unclaimed land
    enclosed between two shapes or more, ``holes_km2`` what one shape alone encloses.
    ``is_coverage`` and ``broken_shapes`` are GEOS's judgement: do neighbours have the same
    vertices along their borders, and if not, how many shapes have a border that differs.
    """

    vertices: int
    overlap_km2: float
    gap_km2: float
    holes_km2: float
    is_coverage: bool
    broken_shapes: int


@dataclass(frozen=True)
class _Faces:
    """The faces of a noded plane: ``claims[i]`` are the shapes that hold face ``i``."""

    shapes: Shapes
    claims: tuple[tuple[int, ...], ...]
    tree: shapely.STRtree

    def borders(self, face: int) -> dict[int, float]:
        """Return the length of border in degrees with each shape that alone holds a neighbour."""
        outline = shapely.boundary(self.shapes[face])
        lengths: dict[int, float] = {}
        for neighbour in sorted(self.tree.query(self.shapes[face], predicate="touches")):
            if len(self.claims[neighbour]) == 1:
                shared = shapely.intersection(outline, shapely.boundary(self.shapes[neighbour]))
                if length := float(shapely.length(shared)):
                    (owner,) = self.claims[neighbour]
                    lengths[owner] = lengths.get(owner, 0.0) + length
        return lengths


def dissolve(parts: Shapes, codes: Sequence[str]) -> tuple[list[str], Shapes]:
    """Return the distinct codes in order and, for each, the union of its parts on the grid."""
    distinct = sorted(set(codes))
    labels = np.asarray(codes, dtype=object)
    united = [shapely.union_all(parts[labels == code], grid_size=GRID_DEGREES) for code in distinct]
    return distinct, np.array(united, dtype=object)


def share_borders(shapes: Shapes) -> Shapes:
    """Return the shapes rebuilt from common faces, as the module's head says, in the same order."""
    faces = _find_faces(shapes)
    owners = np.array([_choose_owner(faces, face) for face in range(len(faces.shapes))])
    return np.array(
        [shapely.coverage_union_all(faces.shapes[owners == i]) for i in range(len(shapes))],
        dtype=object,
    )


def measure_coverage(shapes: Shapes) -> CoverageFigures:
    """Return the figures of a coverage, whether its borders are shared or not."""
    faces = _find_faces(shapes)
    gap = holes = 0.0
    for face, claims in enumerate(faces.claims):
        if not claims:
            area = measure_area(faces.shapes[face])
            if len(faces.borders(face)) > 1:
                gap += area
            else:
                holes += area
    united = measure_area(shapely.union_all(shapes))
    broken = shapely.coverage_invalid_edges(shapes)
    return CoverageFigures(
        vertices=int(shapely.get_num_coordinates(shapes).sum()),
        # Below a square metre the sum of 1,742 areas is nothing but rounding.
        overlap_km2=round(sum(map(measure_area, shapes)) - united, 6) + 0.0,
        gap_km2=round(gap, 6),
        holes_km2=round(holes, 6),
        is_coverage=bool(shapely.coverage_is_valid(shapes)),
        broken_shapes=int((~shapely.is_empty(broken)).sum()),
    )


def _find_faces(shapes: Shapes) -> _Faces:
    borders = shapely.union_all(shapely.boundary(shapes), grid_size=GRID_DEGREES)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(borders)))
    inner_points = shapely.point_on_surface(faces)
    found = shapely.STRtree(shapes).query(inner_points, predicate="within")
    claims: list[list[int]] = [[] for _ in faces]
    for face, shape in found.T.tolist():
        claims[face].append(shape)
    return _Faces(faces, tuple(tuple(sorted(claim)) for claim in claims), shapely.STRtree(faces))


def _choose_owner(faces: _Faces, face: int) -> int:
    """Return the index of the shape that a face goes to, -1 for none."""
    claims = faces.claims[face]
    if len(claims) == 1:
        return claims[0]
    borders = faces.borders(face)
    if claims:
        return max(claims, key=lambda owner: (borders.get(owner, 0.0), -owner))
    is_gap = len(borders) > 1 and measure_area(faces.shapes[face]) <= LARGEST_GAP_KM2
    return max(borders, key=lambda owner: (borders[owner], -owner)) if is_gap else -1

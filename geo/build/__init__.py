"""Build ``data/municipalities.geojson``: from raw parts of areas to one feature a municipality.

The way of the data, a module a step:

- ``wheels``: the two pinned packages, opened only when their sha256 is right;
- ``jma``: the warning areas inside the first, as a frame of raw parts;
- ``names``: Japan Post's names inside the second, and the cleaning of Japanese and English names;
- ``designated``: which of the twenty designated cities a ward belongs to;
- ``shapes``: validity, orientation, grid, area of a shape;
- ``coverage``: parts to municipalities that share their borders, and how well they do;
- ``assemble``: shapes and names together, one row a municipality;
- ``checks``: what must hold before anything is written;
- ``write``: the bytes of the GeoJSON and the replacing of files in one step;
- ``record``: the provenance record.

Another source of boundaries needs one module beside ``jma`` that yields the same raw frame
(:data:`geo.build.jma.RAW_COLUMNS`).
"""

from __future__ import annotations

from collections.abc import Iterable


class BuildError(Exception):
    """The build cannot go on; ``problems`` says everything that was found wrong."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))

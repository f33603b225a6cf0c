"""One size in a process of its own: ``python -m benchmarks.library_steps FILE [NUMBER OF POINTS]``.

Prints seconds by step and the greatest memory so far after each, as JSON. ``make FILE ROWS`` writes
a made-up programme, in another process so that its memory does not count.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from geo.atlas import MUNICIPALITIES_FILE, Atlas, make_atlas
from geo.filters import Filter
from geo.formats import FORMATS
from geo.provenance import find_records
from geo.sources import open_source
from geo.sources.read import load_municipalities, load_projects
from tests.programmes import made_up_projects

POINTS = 10_000
LARGEST_WITH_SHAPES = 10_000
"""Rows up to which the export with a polygon a row is measured: beyond, it is gigabytes."""


class Steps:
    """Times steps and notes the greatest memory of the process after each."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.peak_mb: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - started
        self.peak_mb[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def measure(file: Path) -> dict[str, Any]:
    steps = Steps()
    with steps.step("read municipalities"):
        places, _ = load_municipalities(open_source(MUNICIPALITIES_FILE, "municipalities"))
    with steps.step("read and validate"):
        projects, _ = load_projects(open_source(file, "projects"), places)
    with steps.step("join"):
        atlas = make_atlas(projects, places)
    with steps.step("tally"):
        summary = atlas.select(Filter()).summary
    shown = Filter(categories=frozenset({"leading"}), prefectures=frozenset({"静岡県"}), text="市")
    with steps.step("filter"):
        selection = atlas.select(shown)
    with steps.step("filter's counts"):
        assert selection.choices["category"]["leading"] == len(selection.projects)
    with steps.step("export CSV"):
        content = FORMATS["csv"].write(atlas.select(Filter()), find_records())
    sizes = {"csv_mb": len(content) / 1e6}
    if len(projects) <= LARGEST_WITH_SHAPES:
        with steps.step("export GeoJSON"):
            content = FORMATS["geojson"].write(atlas.select(Filter()), find_records())
        sizes["geojson_mb"] = len(content) / 1e6
    with steps.step("look-up index"):
        find = atlas.locator.find
    with steps.step(f"look-up of {POINTS} points"):
        found = sum(1 for lon, lat in _points(atlas) if find(lon, lat) is not None)
    assert found == POINTS
    return {
        "rows": len(projects),
        "pairs": summary["pairs"],
        "seconds": steps.seconds,
        "peak_mb": steps.peak_mb,
        **sizes,
    }


def _points(atlas: Atlas) -> list[tuple[float, float]]:
    """Return points inside municipalities, chosen by chance."""
    chosen = np.random.default_rng(1).integers(len(atlas.middles), size=POINTS)
    return [(float(lon), float(lat)) for lon, lat in atlas.middles[chosen]]


def make(file: Path, rows: int) -> None:
    places, _ = load_municipalities(open_source(MUNICIPALITIES_FILE, "municipalities"))
    made_up_projects(rows, places).to_csv(file, index=False)


def main(arguments: list[str], write: Callable[[str], object]) -> None:
    if arguments[0] == "make":
        make(Path(arguments[1]), int(arguments[2]))
    else:
        write(json.dumps(measure(Path(arguments[0]))))


if __name__ == "__main__":
    main(sys.argv[1:], sys.stdout.write)

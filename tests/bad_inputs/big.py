"""The big files of the corpus, made when the tests run, in a process of their own.

Each is written part by part, so that making one takes no memory either. What the command line says
of each, and what it took, is printed as JSON:

    python -m tests.bad_inputs.big FOLDER
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.cli import main
from geo.schema import PROJECT_COLUMNS
from tests import squares

ROWS = 1_000_000
MOST_SECONDS = 10
"""Of the processor, for one file: a busy machine makes the wall clock slow, not this."""

_BASE = PROJECT_COLUMNS[:12]
_HEADING = ",".join(column.name for column in _BASE) + "\n"
_GOOD_REST = "2019,東京都,千代田区;中央区,13101;13102,市全域,city,,,"
_WRONG = "X{0},c{0},t{0},y{0},県{0},市{0},{0},全{0},s{0},e{0},f{0},b{0}\n"
_COLLECTION = '{"type":"FeatureCollection","features":['
_RING = "[[138,36],[139,36],[139,37],[138,36]]"


@dataclass(frozen=True)
class Big:
    """A big file: its name, its parts, and words that the command line must say of it.

    ``size`` fills it up with nothing to so many bytes.
    """

    file: str
    parts: Callable[[], Iterable[str]]
    words: str
    size: int = 0
    is_read: bool = False


def _rows(row: Callable[[int], str], count: int = ROWS) -> Iterator[str]:
    yield _HEADING
    yield from map(row, range(1, count + 1))


def _good(number: int) -> str:
    return f"L{number:02d},leading,{number},{_GOOD_REST}\n"


def _wrong(number: int) -> str:
    return _WRONG.format(number)


def _polygon(coordinates: str, kind: str = "Polygon") -> str:
    geometry = f'{{"type":"{kind}","coordinates":{coordinates}}}'
    return f'{{"type":"Feature","properties":{{}},"geometry":{geometry}}}'


def _repeated(part: str, times: int) -> Iterator[str]:
    """Yield a part many times, some thousands at once."""
    several, rest = divmod(times, 1_000)
    yield from (part * 1_000 for _ in range(several))
    yield part * rest


CASES = {
    "a million rows, all fine": Big(
        "projects.csv",
        lambda: _rows(_good),
        "1000000 projects, 2000000 pairs, 1741 municipalities, no problems",
        is_read=True,
    ),
    "a million rows, all wrong and all different": Big(
        "projects.csv", lambda: _rows(_wrong), "more problems"
    ),
    "a hundred megabytes of one row": Big(
        "projects.csv", lambda: [_HEADING, *_repeated("x", 100_000_000)], "row grows over 1,000,000"
    ),
    "over the size of a CSV file": Big(
        "projects.csv", lambda: [_HEADING], "at most 300,000,000 are allowed", size=300_000_001
    ),
    "a cell of ten megabytes": Big(
        "projects.csv",
        lambda: [_HEADING, "L01,leading,1,2019,", *_repeated("x", 10_000_000)],
        "row grows over 1,000,000",
    ),
    "a quoted cell of ten megabytes": Big(
        "projects.csv",
        lambda: [_HEADING, 'L01,"', *_repeated("line\n", 2_000_000), '"\n'],
        "cell grows over 131,072",
    ),
    "two million lines": Big(
        "projects.csv", lambda: [_HEADING, *_repeated("\n", 2_000_000)], "more than 1,500,000 lines"
    ),
    "a hundred thousand columns": Big(
        "projects.csv",
        lambda: [_HEADING.rstrip(), *_repeated(",x", 100_000), "\n"],
        "more than 1,000 columns",
    ),
    "GeoJSON of a hundred megabytes": Big(
        "municipalities.geojson",
        lambda: [_COLLECTION],
        "100,000,000 bytes; at most 24,000,000 are allowed",
        size=100_000_000,
    ),
    "features without end": Big(
        "municipalities.geojson",
        lambda: [_COLLECTION, *_repeated("{},", 7_000_000), "{}]}"],
        "more than 1,000,000 lists and objects",
    ),
    "thirty thousand features": Big(
        "municipalities.geojson",
        lambda: [_COLLECTION, *_repeated("{},", 30_000), "{}]}"],
        "more than 20,000 features",
    ),
    "twenty thousand features, all wrong": Big(
        "municipalities.geojson",
        lambda: [_COLLECTION, *_repeated(f"{_polygon(f'[{_RING}]')},", 19_999), "{}]}"],
        "more problems",
    ),
    "a shape of parts that overlap": Big(
        "municipalities.geojson",
        lambda: [
            _COLLECTION,
            _polygon(f"[{','.join([f'[{_RING}]'] * 150_000)}]", "MultiPolygon"),
            "]}",
        ],
        "more than 20,000 positions",
    ),
    "lists nested a million deep": Big(
        "municipalities.geojson", lambda: ['{"a":', *_repeated("[", 900_000)], "nests too deep"
    ),
    "a name of ten megabytes": Big(
        "municipalities.geojson",
        lambda: [_COLLECTION, _named("x" * 10_000_000), "]}"],
        "the file has 1 municipalities",
    ),
}


def _named(name: str) -> str:
    feature = squares.feature("01100")
    feature["properties"]["name"] = name
    return json.dumps(feature, ensure_ascii=False)


def _make(case: Big, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(case.parts())
        if case.size:
            file.truncate(case.size)


def _validate(case: Big, folder: Path) -> dict[str, Any]:
    """Have one file validated; the system ends the process when it takes too long."""
    path = folder / case.file
    _make(case, path)
    before = _seconds()
    most = int(before) + 1 + MOST_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    said = io.StringIO()
    option = "--projects" if case.file.endswith(".csv") else "--municipalities"
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main(["validate", option, str(path)])
    path.unlink()
    seconds = round(_seconds() - before, 2)
    return {"status": status, "lines": said.getvalue().splitlines(), "seconds": seconds}


def _seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak_megabytes() -> float:
    """Return the most memory that this process has had, not counting those that started it."""
    status = Path("/proc/self/status")
    if not status.exists():  # macOS, which counts in bytes
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    (peak,) = [line for line in status.read_text("ascii").splitlines() if "VmHWM" in line]
    return int(peak.split()[1]) / 1e3


if __name__ == "__main__":
    said = {name: _validate(case, Path(sys.argv[1])) for name, case in CASES.items()}
    sys.stdout.write(json.dumps({"said": said, "peak_megabytes": _peak_megabytes()}))

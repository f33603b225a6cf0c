"""One coverage-guided run: ``python -m tests.fuzz TARGET FOLDER [libFuzzer's options]``.

``script/fuzz`` starts it. TARGET is csv, geojson or link; FOLDER keeps the inputs that reached new
code, those that broke a check (``findings/``) and the words the fuzzer may use.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import atheris

with atheris.instrument_imports(include=["geo", "ui"]):
    from geo.atlas import make_atlas
    from geo.filters import PREFECTURE_NAMES
    from geo.projects import read_projects
    from geo.schema import CATEGORIES, MUNICIPALITY_COLUMNS, PROJECT_COLUMNS, SCOPES
    from tests import squares
    from tests.bad_inputs import municipalities, projects
    from tests.fuzz.checks import check_link, check_municipalities, check_projects

LINKS = (
    "category=leading&fy=2020&scope=district&prefecture=13,14&theme=観光&q=スマート&lang=en",
    "category=none&fy=none&scope=none&place=01100&project=L01&lang=ja",
    "q=%00%E3%80%80%ff&fy=2019,2021&prefecture=48&place=1&project=&lang=fr",
)


def _seeds(target: str) -> Iterator[bytes]:
    if target == "link":
        yield from (link.encode() for link in LINKS)
        return
    cases = projects.cases() if target == "csv" else municipalities.cases()
    yield from (case.data for case in cases if case.data and len(case.data) < 1 << 14)


def _words(target: str) -> Iterator[str]:
    yield from (*CATEGORIES, *SCOPES, *PREFECTURE_NAMES)
    yield from (column.name for column in (*PROJECT_COLUMNS, *MUNICIPALITY_COLUMNS))
    if target == "geojson":
        yield from ("FeatureCollection", "Feature", "MultiPolygon", "crs", "EPSG:4326", "NaN")
    if target == "link":
        yield from ("category=", "fy=", "scope=", "prefecture=", "theme=", "q=", "place=", "lang=")


def _prepare(target: str, folder: Path) -> list[str]:
    """Write seeds and words; return the options that name them."""
    made = [folder / name for name in ("corpus", "seeds", "findings")]
    for one in made:
        one.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(_seeds(target)):
        (made[1] / str(number)).write_bytes(seed)
    words = folder / "words"
    quoted = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in _words(target))
    words.write_text("".join(f'"{word}"\n' for word in quoted), "ascii")
    return [*map(str, made[:2]), f"-artifact_prefix={made[2]}/", f"-dict={words}"]


def _check(target: str, scratch: Path) -> Callable[[bytes], object]:
    squared = squares.municipalities(scratch)
    if target == "csv":
        return lambda data: check_projects(data, scratch, squared)
    if target == "geojson":
        return lambda data: check_municipalities(data, scratch)
    path = squares.write_projects(scratch / "projects.csv")
    atlas = make_atlas(read_projects(path, squared)[0], squared)
    return lambda data: check_link(
        dict(parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True)), atlas
    )


def main() -> None:
    target, folder, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        check = _check(target, Path(scratch))

        def run(data: bytes) -> None:
            check(data)

        atheris.Setup([sys.argv[0], *_prepare(target, Path(folder)), *options], run)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

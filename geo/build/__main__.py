"""``python -m geo.build``: the municipalities and their record, or everything that is wrong."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from geo.build import BuildError
from geo.build.assemble import Assembled, assemble
from geo.build.changes import compare, describe
from geo.build.checks import LARGEST_FILE_BYTES, find_problems
from geo.build.in_use import InUse, read_in_use
from geo.build.jma_source import read_packages
from geo.build.n03_source import read_archive
from geo.build.readings import read_names_file
from geo.build.record import make_record
from geo.build.source import Source
from geo.build.wheels import WHEELS
from geo.build.write import encode_geojson, encode_record, mend, replace_with_record
from geo.catalogue import LANGUAGES, load_catalogue
from geo.mergers import MERGERS_FILE, Merger, read_mergers
from geo.problems import DataError
from geo.provenance import DATA, record_path


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the file; return 0, or 1 after saying every problem (nothing is written then)."""
    parser = _parser()
    options = parser.parse_args(arguments)
    texts = load_catalogue(options.lang)
    if options.requirements:
        _say(*(wheel.requirement for wheel in WHEELS))
        return 0
    if options.wheels is None and options.n03 is None:
        parser.error("--n03 or --wheels is needed (script/build-municipalities fills the latter)")
    try:
        if mend(options.output):
            _say(texts("build.mended", file=options.output))
        in_use = _read_in_use(options)
        mergers = _read_mergers(options.mergers)
        if options.n03 and in_use:
            given = read_names_file(options.names) if options.names else {}
            source = read_archive(options.n03, in_use, given, mergers, texts)
        else:
            source = read_packages(options.wheels)
        _say(*source.said)

        def report(built: Assembled) -> list[str]:
            if not in_use:
                return [texts("build.nothing_in_use", file=options.in_use)]
            changes = compare(in_use.municipalities, built.frame, mergers)
            return describe(changes, options.projects, texts)

        build(source, options.output, options.projects, report)
    except BuildError as error:
        problems = list(error.problems)
    except DataError as error:
        problems = error.describe(texts)
    except OSError as error:
        where = error.filename or options.output
        problems = [f"{where}: {error.strerror}. Check folder, free space and permissions"]
    else:
        return 0
    for problem in (*problems, "stopped; no file was replaced by a part of one"):
        sys.stderr.write(f"build: {problem}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo.build", description=__doc__)
    parser.add_argument(
        "--n03", type=Path, metavar="ZIP", help="official N03 archive to build from"
    )
    parser.add_argument(
        "--names", type=Path, metavar="CSV", help="code,name_kana,name_en of what is new in --n03"
    )
    parser.add_argument("--wheels", type=Path, metavar="FOLDER", help="the two pinned wheels")
    parser.add_argument("--projects", type=Path, default=DATA / "projects.csv", metavar="CSV")
    parser.add_argument("--output", type=Path, default=DATA / "municipalities.geojson")
    parser.add_argument(
        "--in-use",
        type=Path,
        default=DATA / "municipalities.geojson",
        metavar="GEOJSON",
        help="what is compared with; --n03 expects its codes and takes kana and English from it",
    )
    parser.add_argument("--mergers", type=Path, default=MERGERS_FILE, metavar="CSV")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the report")
    parser.add_argument(
        "--requirements", action="store_true", help="print what pip must download, and stop"
    )
    return parser


def _read_in_use(options: argparse.Namespace) -> InUse | None:
    """Return the file in use; the packages, which mend a broken one, can do without it."""
    try:
        return read_in_use(options.in_use)
    except BuildError:
        if options.n03:
            raise
        return None


def _read_mergers(path: Path) -> Mapping[str, Merger]:
    try:
        return read_mergers(path)
    except (ValueError, TypeError, KeyError) as error:
        raise BuildError([f"{path}: {error}"]) from error


def build(
    source: Source, output: Path, projects: Path, report: Callable[[Assembled], list[str]]
) -> None:
    """Write ``output`` and, beside it, its ``.provenance.json``, once ``report`` was printed.

    ``projects`` is the CSV whose names must match.

    Raises
    ------
    BuildError
        With every problem found; nothing is written then.
    """
    built = assemble(source.parts, source.names)
    content = encode_geojson(built.frame)
    problems = find_problems(built, projects, source.expected)
    if len(content) > LARGEST_FILE_BYTES:
        problems.append(f"{len(content):,} bytes; at most {LARGEST_FILE_BYTES:,} are allowed")
    if problems:
        raise BuildError(problems)
    _say(*_describe_figures(built), *report(built))
    record = encode_record(make_record(output.name, content, built, source))
    replace_with_record(output, content, record)
    for path, written in ((output, content), (record_path(output), record)):
        _say(f"{path}: {len(written):,} bytes, sha256 {hashlib.sha256(written).hexdigest()}")


def _describe_figures(built: Assembled) -> list[str]:
    frame, before, after, done = built.frame, built.dissolved, built.final, built.simplified
    has_code = frame["municipality_code"].notna()
    return [
        f"{len(frame):,} features, {frame['municipality_code'].nunique():,} distinct codes,"
        f" {after.vertices:,} vertices",
        f"area {frame.loc[has_code, 'area_km2'].sum():,.2f} km² and"
        f" {frame.loc[~has_code, 'area_km2'].sum():,.2f} km² without code;"
        f" {built.unassigned_km2:,.2f} km² of no municipality left out",
        f"{built.repaired} of {built.parts:,} parts were invalid and were repaired",
        f"overlap {before.overlap_km2:.4f} km² before sharing borders,"
        f" {after.overlap_km2:.4f} after",
        f"gaps {before.gap_km2:.4f} km² before, {after.gap_km2:.4f} after;"
        f" shapes with a border of their own {before.broken_shapes} before,"
        f" {after.broken_shapes} after",
        f"largest change of a municipality's area {built.largest_change:.4%}",
        f"simplified with {done.tolerance}°: {done.islets:,} islets ({done.islets_km2:.2f} km²)"
        f" left out, largest change of an area {done.largest_change:.2%}",
    ]


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

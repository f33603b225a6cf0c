"""The command line: ``python -m geo validate | summary | export | picture | locate``."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from datetime import date, datetime
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from geo.atlas import MUNICIPALITIES, PROJECTS, Atlas, load_atlas
from geo.catalogue import LANGUAGES, load_catalogue
from geo.cli_options import add_filter, read_filter, write_output
from geo.codes import with_check_digit
from geo.export import plain
from geo.filters import Filter
from geo.formats import FORMATS
from geo.look import COLOUR_BY, LEVELS, Look
from geo.problems import DataError
from geo.provenance import Record
from geo.schema import LIST_SEPARATOR, MUNICIPALITY_COLUMNS, PROJECT_COLUMNS
from geo.sources import open_source
from geo.sources.read import load_municipalities, load_projects, load_records


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 when the answer is no. Bad arguments exit with 2."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal without Japanese
    try:
        answer = int(options.run(options))
        sys.stdout.flush()
    except DataError as error:
        for line in error.describe(load_catalogue(options.lang), limit=len(error.problems)):
            print(line, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output has gone: nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"{error.filename or 'error'}: {error.strerror or error}", file=sys.stderr)
        return 1
    return answer


class _Parser(argparse.ArgumentParser):
    """A parser that says in one line what was wrong and exits with 2."""

    def error(self, message: str) -> NoReturn:
        said = " ".join(message.split())
        self.exit(2, f"{self.prog}: {said}; try {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m geo", description="Smart City Atlas without the dashboard")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        made.add_argument("--projects", default=PROJECTS, metavar="FILE", help="or address")
        made.add_argument(
            "--municipalities", default=MUNICIPALITIES, metavar="FILE", help="or address"
        )
        made.add_argument("--lang", choices=LANGUAGES, default="en", help="language of messages")
        return made

    command("validate", _validate, "check both data files; tell every problem")
    command("summary", _summary, "print the counts as JSON")
    export = command("export", _export, "write the filtered projects")
    add_filter(export)
    export.add_argument("--format", choices=tuple(FORMATS), default="geojson")
    picture = command("picture", _picture, "draw the map of the filtered projects on A4")
    add_filter(picture)
    picture.add_argument("--format", choices=("png", "pdf"), default="png")
    picture.add_argument("--colour-by", choices=COLOUR_BY, default=COLOUR_BY[0])
    picture.add_argument("--level", choices=LEVELS, default=LEVELS[0])
    picture.add_argument(
        "--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="day it is made; today"
    )
    locate = command("locate", _locate, "tell the municipality at a point, and its projects")
    locate.add_argument("lon", type=_degrees(180), metavar="LON")
    locate.add_argument("lat", type=_degrees(90), metavar="LAT")
    return parser


def _degrees(limit: int) -> Any:
    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not abs(value) <= limit:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from -{limit} to {limit}")
        return value

    return read


def _load(options: argparse.Namespace) -> Atlas:
    return load_atlas(options.projects, options.municipalities)


def _validate(options: argparse.Namespace) -> int:
    source = open_source(options.municipalities, "municipalities")
    municipalities, notes = load_municipalities(source)
    projects, more = load_projects(open_source(options.projects, "projects"), municipalities)
    texts = load_catalogue(options.lang)
    for note in (*notes, *more):
        print(note.describe(texts))
    pairs = len(projects) + int(projects["municipality_codes"].str.count(LIST_SEPARATOR).sum())
    coded = int((municipalities["municipality_code"] != "").sum())
    print(f"{len(projects)} projects, {pairs} pairs, {coded} municipalities, no problems")
    return 0


def _summary(options: argparse.Namespace) -> int:
    _print_json(_load(options).select(Filter()).summary)
    return 0


def _export(options: argparse.Namespace) -> int:
    selection = _load(options).select(read_filter(options))
    write_output(options, FORMATS[options.format].write(selection, _records(options)))
    return 0


def _picture(options: argparse.Namespace) -> int:
    # The other commands need not wait for matplotlib.
    from geo.picture.map_sheet import draw_map  # noqa: PLC0415
    from geo.picture.pictured import Pictured  # noqa: PLC0415

    atlas = _load(options)
    look = Look(colour=options.colour_by, level=options.level)
    selection = atlas.select(read_filter(options))
    pictured = Pictured(atlas, selection, look, load_catalogue(options.lang))
    made_on = options.date or datetime.now(ZoneInfo("Asia/Tokyo")).date()
    write_output(options, draw_map(pictured, _records(options), made_on, options.format))
    return 0


def _records(options: argparse.Namespace) -> tuple[Record, ...]:
    return load_records(
        open_source(options.projects, "projects"),
        open_source(options.municipalities, "municipalities"),
    )


def _locate(options: argparse.Namespace) -> int:
    atlas = _load(options)
    row = atlas.locator.find(options.lon, options.lat)
    if row is None:
        print("no municipality there", file=sys.stderr)
        return 1
    municipality = atlas.municipalities.iloc[row]
    code = municipality["municipality_code"]
    found = {column.name: municipality[column.name] for column in MUNICIPALITY_COLUMNS}
    found["code_with_check_digit"] = with_check_digit(code) if code else ""
    projects = atlas.pairs[atlas.pairs["municipality_code"] == code]
    names = [column.name for column in PROJECT_COLUMNS]
    rows = projects[names].to_dict("records") if code else []
    told = {name: plain(value) for name, value in found.items()}
    told["projects"] = [{name: plain(value) for name, value in row.items()} for row in rows]
    _print_json(told)
    return 0


def _print_json(content: Any) -> None:
    """Print JSON as UTF-8, whatever the terminal's own encoding is."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(f"{text}\n".encode())

"""The command line: ``python -m geo validate | summary | export | locate``."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from geo.atlas import MUNICIPALITIES, PROJECTS, Atlas, load_atlas
from geo.catalogue import LANGUAGES, load_catalogue
from geo.codes import with_check_digit
from geo.export import plain
from geo.filters import PREFECTURE_NAMES, Filter
from geo.formats import FORMATS
from geo.problems import DataError
from geo.schema import CATEGORIES, FISCAL_YEARS, MUNICIPALITY_COLUMNS, PROJECT_COLUMNS, SCOPES
from geo.sources import open_source
from geo.sources.read import load_records


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
    export.add_argument("--category", action="append", choices=CATEGORIES)
    export.add_argument("--fy", action="append", type=int, choices=FISCAL_YEARS)
    export.add_argument("--scope", action="append", choices=SCOPES)
    export.add_argument("--prefecture", action="append", choices=PREFECTURE_NAMES, metavar="NAME")
    export.add_argument("--format", choices=tuple(FORMATS), default="geojson")
    export.add_argument("--output", default="-", metavar="FILE", help="- for standard output")
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
    atlas = _load(options)
    texts = load_catalogue(options.lang)
    for note in atlas.notes:
        print(note.describe(texts))
    counts = atlas.select(Filter()).summary
    print(
        f"{counts['projects']} projects, {counts['pairs']} pairs,"
        f" {len(atlas.row_of_code)} municipalities, no problems"
    )
    return 0


def _summary(options: argparse.Namespace) -> int:
    _print_json(_load(options).select(Filter()).summary)
    return 0


def _export(options: argparse.Namespace) -> int:
    every = Filter()
    shown = Filter(
        categories=frozenset(options.category or every.categories),
        fiscal_years=frozenset(options.fy or every.fiscal_years),
        scopes=frozenset(options.scope or every.scopes),
        prefectures=frozenset(options.prefecture or ()),
    )
    records = load_records(
        open_source(options.projects, "projects"),
        open_source(options.municipalities, "municipalities"),
    )
    content = FORMATS[options.format].write(_load(options).select(shown), records)
    if options.output == "-":
        sys.stdout.buffer.write(content)
    else:
        Path(options.output).write_bytes(content)
    return 0


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

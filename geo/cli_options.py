"""Options that commands share: what is shown, and where the result goes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geo.filters import PREFECTURE_NAMES, Filter
from geo.schema import CATEGORIES, FISCAL_YEARS, SCOPES


def add_filter(command: argparse.ArgumentParser) -> None:
    """Add the filters, each of which may be repeated, and the file to write."""
    command.add_argument("--category", action="append", choices=CATEGORIES)
    command.add_argument("--fy", action="append", type=int, choices=FISCAL_YEARS)
    command.add_argument("--scope", action="append", choices=SCOPES)
    command.add_argument("--prefecture", action="append", choices=PREFECTURE_NAMES, metavar="NAME")
    command.add_argument("--output", default="-", metavar="FILE", help="- for standard output")


def read_filter(options: argparse.Namespace) -> Filter:
    """Return the filter that the options ask for."""
    every = Filter()
    return Filter(
        categories=frozenset(options.category or every.categories),
        fiscal_years=frozenset(options.fy or every.fiscal_years),
        scopes=frozenset(options.scope or every.scopes),
        prefectures=frozenset(options.prefecture or ()),
    )


def write_output(options: argparse.Namespace, content: bytes) -> None:
    """Write bytes to the file of ``--output``, or to standard output."""
    if options.output == "-":
        sys.stdout.buffer.write(content)
    else:
        Path(options.output).write_bytes(content)

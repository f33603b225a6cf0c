"""Kana and English names, which N03 does not have: from the file in use, or a table given."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from geo.build import BuildError
from geo.build.in_use import Municipality
from geo.build.n03 import Names
from geo.problems import DataError, Problem
from geo.project_places import fold_name

NAMES_COLUMNS: Final = ("code", "name_kana", "name_en")

Readings = dict[str, tuple[str, str]]
"""Kana and English name by code."""


def read_names_file(path: Path) -> Readings:
    """Read a table of :data:`NAMES_COLUMNS` (CSV in UTF-8, with or without BOM).

    Raises
    ------
    BuildError
        When it is missing, is not UTF-8 or has other columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BuildError([f"{path}: cannot be read as CSV in UTF-8 ({error})"]) from error
    if any(set(row) != set(NAMES_COLUMNS) or None in row.values() for row in rows):
        raise BuildError([f"{path}: the columns must be {', '.join(NAMES_COLUMNS)}"])
    return {row["code"]: (row["name_kana"], row["name_en"]) for row in rows}


def find_readings(
    names: Mapping[str, Names],
    in_use: Mapping[str, Municipality],
    given: Readings,
    file: str,
) -> Readings:
    """Return the readings of all ``names``: those given, else those in use under code and name.

    A name that changed under its code needs readings of its own; another writing of the same
    characters (ヶ and ケ) does not.

    Raises
    ------
    DataError
        With every municipality that has none.
    """
    readings: Readings = {}
    problems = []
    for code, (_, _, name) in names.items():
        before = in_use.get(code)
        if code in given:
            readings[code] = given[code]
        elif before is not None and fold_name(before["name"]) == fold_name(name):
            readings[code] = (before["name_kana"], before["name_en"])
        else:
            columns = ",".join(NAMES_COLUMNS)
            problems.append(
                Problem("build_name_needed", file, None, "", code, {"name": name, "cols": columns})
            )
    if problems:
        raise DataError(problems)
    return readings

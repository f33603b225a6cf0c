"""Read and validate ``projects.csv``: one row a project, every problem told at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import project_places, project_points
from geo.csv_table import read_table
from geo.file_bytes import FileBytes
from geo.findings import Findings
from geo.mergers import Merger, read_mergers
from geo.problems import Note, Problem
from geo.project_cells import cell_judge
from geo.project_places import Gazetteer
from geo.schema import PROJECT_COLUMNS
from geo.table import Table, Verdict, distinct_rows

_NAMES: Final = tuple(column.name for column in PROJECT_COLUMNS)
_FIRST_FACT: Final = _NAMES.index("project_name")
REQUIRED_COLUMNS: Final = _NAMES[:_FIRST_FACT]
FACT_COLUMNS: Final = _NAMES[_FIRST_FACT:]
"""Columns that a file may leave out: they are read as blank, with a note."""

_ID_COLUMNS: Final = ("project_id", "category", "table_no")
_LETTERS: Final = {"leading": "L", "priority": "P"}
_EARLIER: Final = ("earlier_category", "earlier_fy", "earlier_basis")


def read_projects(
    path: Path | FileBytes, municipalities: gpd.GeoDataFrame
) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Read and validate a file of projects.

    ``municipalities`` is what :func:`geo.municipalities.read_municipalities` returns (EPSG:4326);
    codes, names, prefectures and points are checked against it.

    Returns the frame (all columns of ``PROJECT_COLUMNS`` in that order, rows as in the file, index
    0 to n - 1) and the notes on what was read although it was not written as the rules say. Text
    is ``str`` with ``""`` for blank, lists stay one text with ``;``; ``table_no`` and
    ``selected_fy`` are ``int64``, ``earlier_fy`` is nullable ``Int64``.

    Raises
    ------
    DataError
        With every problem found.
    """
    findings = Findings(path.name)
    table = read_table(path, REQUIRED_COLUMNS, FACT_COLUMNS, findings)
    return check_projects(table, municipalities), findings.notes


def check_projects(
    table: Table,
    municipalities: gpd.GeoDataFrame,
    mergers: Mapping[str, Merger] | None = None,
) -> pd.DataFrame:
    """Validate a table of text cells, wherever it was read; see :func:`read_projects`.

    ``mergers`` are those of ``data/mergers.csv`` unless others are given. Notes stand in the
    table's findings afterwards.
    """
    for column in PROJECT_COLUMNS:
        table.judge([column.name], cell_judge(column))
    _check_ids(table)
    _check_ids_once(table)
    gazetteer = Gazetteer(municipalities, read_mergers() if mergers is None else mergers)
    table.judge(project_places.COLUMNS, gazetteer.judge)
    table.judge(["selected_fy", *_EARLIER], _judge_earlier)
    table.judge(project_points.COLUMNS, project_points.judge_lengths)
    project_points.check_points(table, municipalities)
    table.findings.raise_problems()
    return _typed(table.cells)


def _check_ids(table: Table) -> None:
    """Report ids that are not those of their row's category and number in its table."""
    rows = table.sound_rows(_ID_COLUMNS)
    if not len(rows):
        return
    ids, categories, numbers = (table.take(column, rows) for column in _ID_COLUMNS)
    expected = categories.map(_LETTERS).astype("str") + numbers.str.zfill(2)
    wrong = np.flatnonzero((ids != expected).to_numpy())

    def mismatch(index: int) -> Problem:
        row = wrong[index]
        values = {
            "category": categories.iloc[row],
            "table_no": numbers.iloc[row],
            "expected": expected.iloc[row],
        }
        return Problem("id_mismatch", column="project_id", value=str(ids.iloc[row]), values=values)

    table.report(rows[wrong], "project_id", mismatch)


def _check_ids_once(table: Table) -> None:
    rows = table.sound_rows(["project_id"])
    if not len(rows):
        return
    ids = table.take("project_id", rows)
    group, first = distinct_rows([ids])
    again = np.flatnonzero(first[group] < np.arange(len(rows)))

    def doubled(index: int) -> Problem:
        row = again[index]
        values = {"first": int(table.lines[rows[first[group[row]]]])}
        return Problem("id_doubled", column="project_id", value=str(ids.iloc[row]), values=values)

    table.report(rows[again], "project_id", doubled)


def _judge_earlier(
    selected_fy: str, earlier_category: str, earlier_fy: str, earlier_basis: str
) -> Verdict | None:
    cells = dict(zip(_EARLIER, (earlier_category, earlier_fy, earlier_basis), strict=True))
    blank = [name for name, cell in cells.items() if not cell]
    if len(blank) == len(cells):
        return None
    if blank:
        problem = Problem("earlier_incomplete", column=blank[0])
    elif int(earlier_fy) >= int(selected_fy):
        problem = Problem(
            "earlier_not_before",
            column="earlier_fy",
            value=earlier_fy,
            values={"selected": selected_fy},
        )
    else:
        return None
    return Verdict(problems=(problem,))


def _typed(cells: pd.DataFrame) -> pd.DataFrame:
    frame = cells[list(_NAMES)]
    for name in ("table_no", "selected_fy"):
        frame[name] = frame[name].astype("int64")
    frame["earlier_fy"] = frame["earlier_fy"].replace("", pd.NA).astype("Int64")
    return frame

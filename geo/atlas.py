"""Both data files, read, validated, joined: all that the pages and the command line ask."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.filters import Filter, search_text
from geo.join import join_projects
from geo.locate import Locator
from geo.municipalities import read_municipalities
from geo.problems import Note
from geo.projects import read_projects
from geo.summary import summarise

DATA: Final = Path(__file__).parent.parent / "data"
PROJECTS_FILE: Final = Path(os.environ.get("ATLAS_PROJECTS", DATA / "projects.csv"))
"""``ATLAS_PROJECTS`` and ``ATLAS_MUNICIPALITIES`` in the environment name other files."""
MUNICIPALITIES_FILE: Final = Path(
    os.environ.get("ATLAS_MUNICIPALITIES", DATA / "municipalities.geojson")
)
KEPT_ROWS: Final = 10_000
"""How many projects the selections kept for the next viewer may count together."""


@dataclass(frozen=True, eq=False)
class Selection:
    """What a filter shows: the project rows and their pairs, out of ``every`` project."""

    filter: Filter
    projects: pd.DataFrame
    pairs: gpd.GeoDataFrame
    every: pd.DataFrame

    @cached_property
    def choices(self) -> dict[str, dict[str, int]]:
        """The counts beside the filter's choices, see :meth:`geo.filters.Filter.count_choices`."""
        return self.filter.count_choices(self.every)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The counts of what is shown, see :func:`geo.summary.summarise`."""
        return summarise(self.projects, self.pairs)


@dataclass(frozen=True, eq=False)
class Atlas:
    """The data of the dashboard, shared by all sessions and never changed.

    ``projects`` has the columns of ``PROJECT_COLUMNS`` and ``search_text``; ``municipalities``
    those of ``MUNICIPALITY_COLUMNS`` and the geometry (EPSG:4326); ``pairs`` is their join.
    ``notes`` tell what was read although it was not written as the rules say.
    """

    projects: pd.DataFrame
    municipalities: gpd.GeoDataFrame
    pairs: gpd.GeoDataFrame
    notes: tuple[Note, ...] = ()

    def select(self, shown: Filter) -> Selection:
        """Return what ``shown`` lets through; viewers who ask the same share one answer."""
        found = self._selections.get(shown)
        if found is None:
            projects = shown.apply(self.projects)
            pairs = self.pairs[self.pairs["project_id"].isin(projects["project_id"])]
            found = Selection(shown, projects, pairs, self.projects)
            if (len(self._selections) + 1) * len(self.projects) > KEPT_ROWS:
                self._selections.clear()
            self._selections[shown] = found
        return found

    @cached_property
    def _selections(self) -> dict[Filter, Selection]:
        return {}

    @cached_property
    def pairs_of_code(self) -> dict[str, list[int]]:
        """The row numbers in ``pairs`` of each municipality code that has projects."""
        rows: dict[str, list[int]] = {}
        for row, code in enumerate(self.pairs["municipality_code"]):
            rows.setdefault(code, []).append(row)
        return rows

    @cached_property
    def middles(self) -> npt.NDArray[np.float64]:
        """A point inside each municipality's row: longitude, latitude (degrees)."""
        return shapely.get_coordinates(shapely.point_on_surface(self.municipalities.geometry))

    @cached_property
    def locator(self) -> Locator:
        """The look-up from a point to a municipality's row."""
        return Locator(self.municipalities)

    @cached_property
    def row_of_code(self) -> dict[str, int]:
        """The row number of each municipality code."""
        codes = self.municipalities["municipality_code"]
        return {code: row for row, code in enumerate(codes) if code}


def make_atlas(
    projects: pd.DataFrame, municipalities: gpd.GeoDataFrame, notes: tuple[Note, ...] = ()
) -> Atlas:
    """Join validated frames into an atlas; raises what :func:`geo.join.join_projects` raises."""
    pairs = join_projects(projects, municipalities)
    searchable = projects.assign(search_text=search_text(projects, municipalities))
    return Atlas(searchable, municipalities, pairs, notes)


def load_atlas(
    projects_file: Path = PROJECTS_FILE, municipalities_file: Path = MUNICIPALITIES_FILE
) -> Atlas:
    """Read, validate and join both files.

    Raises :class:`geo.problems.DataError` with every problem found.
    """
    municipalities, municipality_notes = read_municipalities(municipalities_file)
    projects, project_notes = read_projects(projects_file, municipalities)
    return make_atlas(projects, municipalities, (*municipality_notes, *project_notes))

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

from geo.engine import gather, spread
from geo.filters import Filter, search_text
from geo.join import join_projects
from geo.locate import Locator
from geo.problems import Note
from geo.sources import Address, open_source
from geo.sources.read import load_municipalities, load_projects
from geo.summary import summarise

DATA: Final = Path(__file__).parent.parent / "data"
PROJECTS_FILE: Final = DATA / "projects.csv"
MUNICIPALITIES_FILE: Final = DATA / "municipalities.geojson"
PROJECTS: Final[Address] = os.environ.get("ATLAS_PROJECTS") or PROJECTS_FILE
"""The data in use: ``ATLAS_PROJECTS`` and ``ATLAS_MUNICIPALITIES`` in the environment name others
than the shipped files, by path or address, see :mod:`geo.sources`."""
MUNICIPALITIES: Final[Address] = os.environ.get("ATLAS_MUNICIPALITIES") or MUNICIPALITIES_FILE
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
        codes = self.pairs[["municipality_code"]]
        return summarise(spread(self.projects), spread(codes))


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
            is_all = len(projects) == len(self.projects)
            ids = self.pairs["project_id"]
            pairs = self.pairs if is_all else self.pairs[ids.isin(projects["project_id"])]
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
    pairs = gather(join_projects(spread(projects), municipalities))
    searchable = projects.assign(search_text=search_text(projects, municipalities))
    return Atlas(searchable, municipalities, pairs, notes)


def load_atlas(projects: Address = PROJECTS, municipalities: Address = MUNICIPALITIES) -> Atlas:
    """Read, validate and join both tables, each from a path or an address (:mod:`geo.sources`).

    Raises :class:`geo.problems.DataError` with every problem found.
    """
    places, place_notes = load_municipalities(open_source(municipalities, "municipalities"))
    rows, row_notes = load_projects(open_source(projects, "projects"), places)
    return make_atlas(rows, places, (*place_notes, *row_notes))

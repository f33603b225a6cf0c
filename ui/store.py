"""The data in use, shared by all sessions, read again when they change where they are kept."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd

from geo.atlas import MUNICIPALITIES, PROJECTS, Atlas, make_atlas
from geo.problems import DataError, Note, Problem
from geo.provenance import Record
from geo.sources import Address, open_source
from geo.sources.read import load_municipalities, load_projects, load_records
from geo.sources.source import AwayError
from ui.map_files import MapAssets, make_assets

LOOK_EVERY_SECONDS: Final = 2.0
"""How often files are looked at for a change."""

LOOK_AWAY_EVERY_SECONDS: Final = 3.0
"""How often other hosts are asked for a change."""

_log = logging.getLogger("atlas.store")


@dataclass(frozen=True)
class State:
    """What there is to show: the last good data, and the problems of the data as they are now.

    ``atlas`` and ``assets`` are None while no good data have been read; ``records`` are the
    provenance records of the data, the projects' first; data may have none.
    """

    atlas: Atlas | None = None
    assets: MapAssets | None = None
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    total_problems: int = 0


class Store:
    """Keeps the state of the two tables; safe to ask from many threads.

    Nobody who asks waits for a look or a reading, but for the very first one: looks are made by
    one thread of their own, see :meth:`watched`.
    """

    def __init__(self, projects: Address = PROJECTS, municipalities: Address = MUNICIPALITIES):
        self._projects = open_source(projects, "projects")
        self._municipalities = open_source(municipalities, "municipalities")
        self._sources = (self._projects, self._municipalities)
        self._looking = threading.Lock()
        self._state: State | None = None
        self._settled = State()
        self._signatures: tuple[object, ...] = ()
        self._places: tuple[gpd.GeoDataFrame, tuple[Note, ...]] | None = None
        self._places_signature: object = None

    def get(self) -> State:
        """Return the state as of the last look; only while there is none, wait for the first."""
        state = self._state
        if state is None:
            with self._looking:
                state = self._state = self._state or self._look()
        return state

    def refresh(self) -> State:
        """Look for a change, read what changed, and return the state.

        Data that turn bad, vanish or do not answer leave the last good ones, beside the problems.
        """
        with self._looking:
            state = self._state = self._look()
        return state

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look again and again, in a thread of its own, for as long as this lasts."""
        is_remote = any(source.is_remote for source in self._sources)
        pause = LOOK_AWAY_EVERY_SECONDS if is_remote else LOOK_EVERY_SECONDS
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(pause):
                try:
                    self.refresh()
                except Exception:  # noqa: BLE001 - a fault of ours must not end the watch
                    _log.exception("the data could not be looked at")

        thread = threading.Thread(target=watch, name="atlas-store", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(pause)

    def _look(self) -> State:
        try:
            signatures = tuple(source.signature() for source in self._sources)
            if signatures != self._signatures:
                self._settled = self._read(signatures[1])
                self._signatures = signatures
            state = self._settled
        except AwayError as error:  # what was read stays as good, or as bad, as it was
            state = self._refused(error)
        self._tell(state)
        return state

    def _read(self, places_signature: object) -> State:
        try:
            if self._places is None or places_signature != self._places_signature:
                self._places = None
                self._places = load_municipalities(self._municipalities)
                self._places_signature = places_signature
            places, place_notes = self._places
            rows, row_notes = load_projects(self._projects, places)
            records = load_records(*self._sources)
            atlas = make_atlas(rows, places, (*place_notes, *row_notes))
        except AwayError:
            raise
        except DataError as error:
            return self._refused(error)
        before = self._settled
        if before.atlas is not None and before.atlas.municipalities.equals(places):
            return State(atlas, make_assets(atlas, before.assets), records)
        return State(atlas, make_assets(atlas), records)

    def _refused(self, error: DataError) -> State:
        return replace(self._settled, problems=error.problems, total_problems=error.total)

    def _tell(self, state: State) -> None:
        """Log the problems, once, and their end."""
        before = self._state.problems if self._state else ()
        if state.problems == before:
            return
        if state.problems:
            _log.error("the data were refused: %s", DataError(state.problems, state.total_problems))
        else:
            _log.warning("the data are good again")


STORE: Final = Store()


def current_records() -> tuple[Record, ...]:
    """Return the provenance records of the data in use."""
    return STORE.get().records

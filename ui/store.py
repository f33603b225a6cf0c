"""The data in use, shared by all sessions, read again when a file changes."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE, Atlas, load_atlas
from geo.problems import DataError, Problem
from geo.provenance import Record, find_records
from ui.map_files import MapAssets, make_assets

LOOK_EVERY_SECONDS: Final = 2.0
"""How often, at most, the files are looked at for a change."""

_log = logging.getLogger("atlas.store")


@dataclass(frozen=True)
class State:
    """What there is to show: the last good data, and the problems of the files as they are now.

    ``atlas`` and ``assets`` are None while no good data have been read.
    """

    atlas: Atlas | None = None
    assets: MapAssets | None = None
    problems: tuple[Problem, ...] = ()
    total_problems: int = 0


class Store:
    """Keeps the state of two data files; safe to ask from many threads."""

    def __init__(
        self, projects: Path = PROJECTS_FILE, municipalities: Path = MUNICIPALITIES_FILE
    ) -> None:
        self._files = (projects, municipalities)
        self._lock = threading.Lock()
        self._state = State()
        self._signature: object = None
        self._looked = float("-inf")

    def get(self) -> State:
        """Return the state, reading the files first when one of them has changed.

        Files that turn bad or vanish leave the last good data in place, beside their problems.
        """
        if time.monotonic() - self._looked < LOOK_EVERY_SECONDS:
            return self._state
        with self._lock:
            if time.monotonic() - self._looked < LOOK_EVERY_SECONDS:
                return self._state
            signature = tuple(_signature(file) for file in self._files)
            if signature != self._signature:
                self._state = self._read()
                self._signature = signature
            self._looked = time.monotonic()
        return self._state

    def _read(self) -> State:
        try:
            atlas = load_atlas(*self._files)
        except DataError as error:
            return self._refused(error)
        except OSError as error:
            missing = Problem("file_unreadable", Path(str(error.filename)).name)
            return self._refused(DataError([missing]))
        before = self._state
        if before.atlas is not None and before.atlas.municipalities.equals(atlas.municipalities):
            return State(atlas, make_assets(atlas, before.assets))
        return State(atlas, make_assets(atlas))

    def _refused(self, error: DataError) -> State:
        _log.error("the data files were refused: %s", error)
        return State(self._state.atlas, self._state.assets, error.problems, error.total)


def _signature(file: Path) -> tuple[int, int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)


STORE: Final = Store()


def current_records() -> tuple[Record, ...]:
    """Return the provenance records of the data in use; other files may have none."""
    return find_records(PROJECTS_FILE, MUNICIPALITIES_FILE)

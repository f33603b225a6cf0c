"""A data file on this machine's disks."""

from __future__ import annotations

from pathlib import Path

from geo.provenance import Record, find_records
from geo.sources.records import checked


class FileSource:
    """A file, and its provenance record beside it."""

    is_remote = False

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._path = path

    def signature(self) -> object:
        """Return times, size and number of both files; None for one that is not there."""
        record = self._path.with_name(f"{self._path.stem}.provenance.json")
        return (_look(self._path), _look(record))

    def content(self) -> Path:
        """Return the path; whether there is a file shows when it is read."""
        return self._path

    def record(self) -> Record | None:
        """Return the record beside the file, if there is one of this file."""
        return checked(self.name, lambda: next(iter(find_records(self._path)), None))


def _look(path: Path) -> tuple[int, int, int, int] | None:
    try:
        stat = path.stat()
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return None
    # The time of change tells what a wrong clock, a copied time or a permission would hide.
    return (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino)

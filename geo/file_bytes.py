"""Read a data file whole, within a limit: no device, no folder, nothing that never ends."""

from __future__ import annotations

import stat
from pathlib import Path

from geo.problems import DataError, Problem


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file of at most ``limit`` bytes.

    Raises
    ------
    DataError
        When the file is missing, not a regular file, not readable, empty or over the limit.
    """

    def refuse(rule: str, **values: object) -> DataError:
        return DataError([Problem(rule, path.name, values=values)])

    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise refuse("file_kind")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise refuse("file_missing") from None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise refuse("file_unreadable") from None
    if not data:
        raise refuse("file_empty")
    if len(data) > limit:
        raise refuse("file_too_large", limit=f"{limit:,}")
    return data

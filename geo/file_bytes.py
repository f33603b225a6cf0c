"""Read a data file whole, within a limit: no device, no folder, nothing that never ends."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geo.problems import DataError, Problem


@dataclass(frozen=True)
class FileBytes:
    """A file that is not on a disk: its name, and its bytes as they were fetched."""

    name: str
    data: bytes


def read_bytes(path: Path | FileBytes, limit: int) -> bytes:
    """Return the bytes of a regular file of at most ``limit`` bytes.

    Raises
    ------
    DataError
        When the file is missing, not a regular file, not readable, empty or over the limit.
    """

    def refuse(rule: str, **values: object) -> DataError:
        return DataError([Problem(rule, path.name, values=values)])

    try:
        data = path.data if isinstance(path, FileBytes) else _read_file(path, limit, refuse)
    except (FileNotFoundError, NotADirectoryError):
        raise refuse("file_missing") from None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise refuse("file_unreadable") from None
    if not data:
        raise refuse("file_empty")
    if len(data) > limit:
        raise refuse("file_larger", found=f"{len(data):,}", limit=f"{limit:,}")
    return data


def _read_file(path: Path, limit: int, refuse: Callable[..., DataError]) -> bytes:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise refuse("file_kind")
    if status.st_size > limit:
        raise refuse("file_larger", found=f"{status.st_size:,}", limit=f"{limit:,}")
    with path.open("rb") as file:
        return file.read(limit + 1)

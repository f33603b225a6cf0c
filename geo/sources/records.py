"""Provenance records from wherever the data are."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any, Final

from geo.problems import DataError, Problem
from geo.provenance import Record

_NEEDED: Final = {"file", "sources", "title_ja", "title_en", "data_date"}


def record_name(file: str) -> str:
    """Return the name of the record that stands beside a data file."""
    return f"{PurePosixPath(file).stem}.provenance.json"


def read_entry(name: str, content: bytes) -> Record | None:
    """Return the record in ``content`` when it speaks of the file ``name``, else None.

    Raises :class:`geo.problems.DataError` when it is no record.
    """
    record = checked(name, lambda: _decode(name, content))
    return record if record and record.entry["file"] == name else None


def checked(name: str, read: Callable[[], Record | None]) -> Record | None:
    """Return what ``read`` returns; a record that cannot be read or lacks a part is a problem."""
    try:
        record = read()
    except (ValueError, KeyError, TypeError, OSError):
        raise _broken(name) from None
    if record and _NEEDED - record.entry.keys():
        raise _broken(name)
    return record


def _decode(name: str, content: bytes) -> Record:
    entry: Any = json.loads(content)
    if not isinstance(entry, dict):
        raise TypeError(entry)
    return Record(Path(record_name(name)), entry)


def _broken(name: str) -> DataError:
    return DataError([Problem("record_broken", record_name(name))])

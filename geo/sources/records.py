"""Provenance records from wherever the data are."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from geo.catalogue import LANGUAGES
from geo.problems import DataError, Problem
from geo.provenance import Record


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
        if record:
            _use(record)
    except (AttributeError, KeyError, OSError, RecursionError, TypeError, ValueError):
        raise _broken(name) from None
    return record


def _use(record: Record) -> None:
    """Take from a record what pages and exports take, so that what is missing is found here."""
    shown = [record.entry["sha256"]]
    for language in LANGUAGES:
        shown += [record.title(language), record.data_date_basis(language)]
        shown += record.attributions(language)
    shown += [source["page_url"] for source in record.sources if source.get("page_url")]
    if not all(isinstance(text, str) for text in shown):
        raise TypeError(shown)
    for day in (record.data_date, *(source.get("retrieved") for source in record.sources)):
        if day is not None:
            date.fromisoformat(day)


def _decode(name: str, content: bytes) -> Record:
    entry: Any = json.loads(content)
    if not isinstance(entry, dict):
        raise TypeError(entry)
    return Record(Path(record_name(name)), entry)


def _broken(name: str) -> DataError:
    return DataError([Problem("record_broken", record_name(name))])

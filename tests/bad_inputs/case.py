"""One case of the corpus, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.catalogue import load_catalogue
from geo.municipalities import read_municipalities
from geo.problems import DataError, describe_all
from geo.projects import read_projects
from tests import squares


@dataclass(frozen=True)
class Case:
    """A file of this content under this name; ``data`` of ``None`` makes no file at all."""

    name: str
    data: bytes | None


def read_as_projects(path: Path) -> Any:
    return read_projects(path, squares.municipalities(path.parent))[1]


def read_as_municipalities(path: Path) -> Any:
    return read_municipalities(path, whole_country=False)[1]


def read_as_country(path: Path) -> Any:
    return read_municipalities(path)[1]


def messages(
    case: Case, folder: Path, file: str, read: Callable[[Path], Any]
) -> dict[str, str | list[str]]:
    """Read the case as ``file`` in ``folder``; return what came of it and what is said of it.

    No exception but :class:`DataError` may come out of a reader.
    """
    path = folder / file
    if case.data is not None:
        path.write_bytes(case.data)
    texts = {"en": load_catalogue("en"), "ja": load_catalogue("ja")}
    try:
        notes = read(path)
    except DataError as error:
        said = {language: error.describe(words) for language, words in texts.items()}
        return {"outcome": "refused", **said}
    said = {language: describe_all(notes, words) for language, words in texts.items()}
    return {"outcome": "read", **said}

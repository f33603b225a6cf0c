"""The names of district points, with what a point stands for said in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from geo.catalogue import Catalogue
from geo.schema import split_list

_NOTE: Final = re.compile(r"(?P<name>.+)\((?P<note>[^()]+)\)")


def point_names(project: Mapping[Any, Any], texts: Catalogue) -> list[str]:
    """Return the names of a project's points, in order; [] where it has none.

    A note in brackets that the texts know under ``point_note`` (代理点, a proxy) is said in the
    catalogue's language; any other name stands as it is.
    """
    return [_in_words(name, texts) for name in split_list(project["point_name"])]


def _in_words(name: str, texts: Catalogue) -> str:
    found = _NOTE.fullmatch(name)
    if found is None or f"point_note.{found['note']}" not in texts:
        return name
    return texts("point_note.form", name=found["name"], note=texts(f"point_note.{found['note']}"))

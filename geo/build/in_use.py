"""The boundaries in use: what a new file is compared with, and takes readings from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geo.build import BuildError
from geo.provenance import load_record, record_path

_NEEDED: Final = ("name", "prefecture", "county", "name_kana", "name_en", "area_km2")

Municipality = Mapping[str, Any]
"""The properties of one feature."""


@dataclass(frozen=True)
class InUse:
    """The municipalities by code (without 北方地域), and the sources that their record names."""

    path: Path
    municipalities: Mapping[str, Municipality]
    sources: tuple[Mapping[str, Any], ...]

    @property
    def area_km2(self) -> float:
        """All their areas together."""
        return float(sum(row["area_km2"] for row in self.municipalities.values()))


def read_in_use(path: Path) -> InUse:
    """Read a file of municipalities and its record.

    Raises
    ------
    BuildError
        When either is missing or is not what this build writes.
    """
    try:
        features = json.loads(path.read_bytes())["features"]
        rows = {row["municipality_code"]: row for row in (one["properties"] for one in features)}
        rows.pop(None, None)
        if not rows or any(name not in row for row in rows.values() for name in _NEEDED):
            raise ValueError("no municipalities with all their properties")
        sources = load_record(record_path(path)).sources
    except FileNotFoundError as error:
        raise BuildError([f"{error.filename}: missing. It is needed for readings"]) from None
    except (ValueError, KeyError, TypeError) as error:
        raise BuildError([f"{path}: not the boundaries and record of a build ({error})"]) from error
    return InUse(path, rows, tuple(sources))

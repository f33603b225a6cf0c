"""What a new file changes against the one in use, and which projects that touches."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd

from geo.build.in_use import Municipality
from geo.catalogue import Catalogue
from geo.mergers import Merger, find_successor
from geo.schema import split_list

AREA_CHANGE: Final = 0.01
"""Areas of the same municipality may differ by so much without being told."""

_MOST_AREAS: Final = 20


@dataclass(frozen=True)
class Change:
    """One municipality that is not as it was; ``values`` fill the text of ``change.<kind>``.

    ``kind`` is gone, new, renamed or area; ``size`` is the share by which the area changed.
    """

    kind: str
    code: str
    values: Mapping[str, str]
    size: float = 0.0


def compare(
    before: Mapping[str, Municipality], after: gpd.GeoDataFrame, mergers: Mapping[str, Merger]
) -> list[Change]:
    """Return every municipality gone, new, renamed or of another area, in this order.

    ``after`` has the columns of the municipalities. An area is another where it differs by more
    than :data:`AREA_CHANGE`, the largest difference first.
    """
    rows = after.drop(columns="geometry").to_dict("records")
    new: dict[str, Mapping[Any, Any]] = {
        row["municipality_code"]: row for row in rows if row["municipality_code"]
    }
    changes = [_describe_gone(code, before[code], mergers, new) for code in before.keys() - new]
    changes += [Change("new", code, {"name": _full(new[code])}) for code in new.keys() - before]
    areas = []
    for code in sorted(before.keys() & new):
        old_name, new_name = _full(before[code]), _full(new[code])
        if old_name != new_name:
            changes.append(Change("renamed", code, {"old": old_name, "name": new_name}))
        old_km2, new_km2 = before[code]["area_km2"], new[code]["area_km2"]
        size = new_km2 / old_km2 - 1
        if abs(size) > AREA_CHANGE:
            values = {"name": new_name, "old": f"{old_km2:,.2f}", "new": f"{new_km2:,.2f}"}
            areas.append(Change("area", code, {**values, "share": f"{size:+.1%}"}, abs(size)))
    order = ("gone", "new", "renamed")
    changes.sort(key=lambda change: (order.index(change.kind), change.code))
    return changes + sorted(areas, key=lambda change: (-change.size, change.code))


def describe(changes: Iterable[Change], projects: Path, texts: Catalogue) -> list[str]:
    """Return one line a change, the projects of ``projects`` that it touches after it.

    Of other areas, those that touch projects are told in full and the first others up to a limit.
    """
    touched = _projects_by_code(projects)
    lines = []
    others = left_out = 0
    for change in changes:
        ids = touched.get(change.code, [])
        if change.kind == "area" and not ids:
            others += 1
            if others > _MOST_AREAS:
                left_out += 1
                continue
        line = texts(f"change.{change.kind}", code=change.code, **change.values)
        lines.append(texts("change.touches", line=line, projects=", ".join(ids)) if ids else line)
    if left_out:
        lines.append(texts("change.more", count=left_out))
    heading = texts("change.heading", share=f"{AREA_CHANGE:.0%}")
    return [heading, *(lines or [texts("change.none")])]


def _describe_gone(
    code: str, row: Municipality, mergers: Mapping[str, Merger], new: Mapping[str, Any]
) -> Change:
    steps = find_successor(code, mergers, new)
    successor = f"{steps[-1].new_code} {steps[-1].new_name}" if steps else "?"
    return Change("gone", code, {"name": _full(row), "successor": successor})


def _full(row: Mapping[Any, Any]) -> str:
    return f"{row['prefecture']}{row['county']}{row['name']}"


def _projects_by_code(projects: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with projects.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for code in split_list(row["municipality_codes"]):
                found.setdefault(code, []).append(row["project_id"])
    return found

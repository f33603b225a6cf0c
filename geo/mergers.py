"""Codes that mergers and changes of status abolished, and the codes that took their place."""

from __future__ import annotations

import csv
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from geo.codes import is_code

MERGERS_FILE: Final = Path(__file__).parent.parent / "data" / "mergers.csv"


@dataclass(frozen=True)
class Merger:
    """One code that was abolished: ``old_code`` became ``new_code`` on ``on``.

    ``change`` is 編入 (joined to another), 新設 (merged into a new one), 市制 (became a city),
    指定都市 (became a designated city) or 所管変更 (went to another subprefecture of Hokkaido);
    ``source`` is the record that says so.
    """

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    on: date
    change: str
    source: str


@cache
def read_mergers(path: Path = MERGERS_FILE) -> Mapping[str, Merger]:
    """Return the mergers of ``path`` (UTF-8, one line an abolished code) by their old code.

    Raises ``ValueError``, naming the line, when a code has no form of a code, stands twice or
    becomes itself: the table is ours, so a fault in it is a defect.
    """
    mergers: dict[str, Merger] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file, strict=True), start=2):
            on = date.fromisoformat(row.pop("on"))
            merger = Merger(on=on, **row)
            codes = (merger.old_code, merger.new_code)
            if not all(map(is_code, codes)) or len(set(codes)) < 2 or codes[0] in mergers:
                raise ValueError(f"{path.name}:{line}: {' -> '.join(codes)} cannot stand here")
            mergers[merger.old_code] = merger
    return mergers


def find_successor(
    code: str, mergers: Mapping[str, Merger], existing: Container[str]
) -> list[Merger]:
    """Return the steps from an abolished code to one in ``existing``, oldest first.

    Empty when no chain of mergers leads from ``code`` to a code that exists.
    """
    steps: list[Merger] = []
    while code in mergers and len(steps) <= len(mergers):
        steps.append(mergers[code])
        code = steps[-1].new_code
        if code in existing:
            return steps
    return []

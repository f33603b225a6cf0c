"""Counts of what is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from geo.engine import Frame, each_part
from geo.prefectures import PREFECTURES
from geo.schema import CATEGORIES, FISCAL_YEARS, SCOPES

_COLUMNS: Final = ("category", "selected_fy", "scope", "prefecture")

Tally = Counter[tuple[Any, ...]]
"""How often a combination of values stands in the rows; those of parts add up to the whole's."""


def summarise(projects: Frame, pairs: Frame) -> dict[str, Any]:
    """Count projects, pairs and municipalities, and projects by each of their attributes.

    ``projects`` has one row a project, ``pairs`` one row a project-municipality pair of the same
    projects; either may be in parts (a Dask frame, see :mod:`geo.engine`). Closed vocabularies are
    listed whole, zeros included; ``by_prefecture`` lists the prefectures with projects, in the
    order of their codes.
    """
    combinations = _tally(projects, _COLUMNS)
    codes = _tally(pairs, ("municipality_code",))

    def count(**wanted: object) -> int:
        places = [(_COLUMNS.index(column), value) for column, value in wanted.items()]
        return sum(
            times
            for values, times in combinations.items()
            if all(values[place] == value for place, value in places)
        )

    by_prefecture = {p.name: count(prefecture=p.name) for p in PREFECTURES}
    return {
        "projects": count(),
        "pairs": codes.total(),
        "municipalities": len(codes),
        "by_category": {value: count(category=value) for value in CATEGORIES},
        "by_fy": {str(fy): count(selected_fy=fy) for fy in FISCAL_YEARS},
        "by_category_fy": {
            category: {str(fy): count(category=category, selected_fy=fy) for fy in FISCAL_YEARS}
            for category in CATEGORIES
        },
        "by_scope": {value: count(scope=value) for value in SCOPES},
        "by_prefecture": {name: times for name, times in by_prefecture.items() if times},
    }


def _tally(frame: Frame, columns: Sequence[str]) -> Tally:
    def tally(part: pd.DataFrame) -> Tally:
        return Counter(zip(*(part[column].tolist() for column in columns), strict=True))

    return sum(each_part(tally, frame), Counter())

"""Counts of what is shown."""

from __future__ import annotations

from typing import Any

import pandas as pd

from geo.prefectures import PREFECTURES
from geo.schema import CATEGORIES, FISCAL_YEARS, SCOPES


def summarise(projects: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, Any]:
    """Count projects, pairs and municipalities, and projects by each of their attributes.

    ``projects`` has one row a project, ``pairs`` one row a project-municipality pair of the same
    projects. Closed vocabularies are listed whole, zeros included; ``by_prefecture`` lists the
    prefectures with projects, in the order of their codes.
    """
    by_category_fy = projects.groupby(["category", "selected_fy"]).size()
    by_prefecture = projects["prefecture"].value_counts()
    return {
        "projects": len(projects),
        "pairs": len(pairs),
        "municipalities": int(pairs["municipality_code"].nunique()),
        "by_category": _count(projects["category"], CATEGORIES),
        "by_fy": _count(projects["selected_fy"], FISCAL_YEARS),
        "by_category_fy": {
            category: {str(fy): int(by_category_fy.get((category, fy), 0)) for fy in FISCAL_YEARS}
            for category in CATEGORIES
        },
        "by_scope": _count(projects["scope"], SCOPES),
        "by_prefecture": {
            prefecture.name: int(by_prefecture[prefecture.name])
            for prefecture in PREFECTURES
            if prefecture.name in by_prefecture
        },
    }


def _count(column: pd.Series[Any], vocabulary: tuple[object, ...]) -> dict[str, int]:
    counts = column.value_counts()
    return {str(value): int(counts.get(value, 0)) for value in vocabulary}

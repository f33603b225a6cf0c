"""The charts of what is shown."""

from __future__ import annotations

from geo.atlas import Selection
from geo.catalogue import Catalogue
from geo.filters import count_themes
from geo.picture.chart_sheet import Bar, Chart
from ui.facts import prefecture_name, theme_name


def chart_categories(selection: Selection, texts: Catalogue) -> Chart:
    """Return the projects by category and fiscal year."""
    bars = [
        Bar(texts(f"category_short.{category}"), texts(f"fy.{fy}"), count, f"fy{fy}")
        for category, by_fy in selection.summary["by_category_fy"].items()
        for fy, count in by_fy.items()
    ]
    return Chart(
        "category_fy", texts("statistics.category_fy"), texts("column.category"), tuple(bars)
    )


def chart_scopes(selection: Selection, texts: Catalogue) -> Chart:
    """Return the projects by scope."""
    counts = selection.summary["by_scope"]
    bars = [Bar(texts(f"scope.{scope}"), "", count, scope) for scope, count in counts.items()]
    return Chart("scope", texts("statistics.scope"), texts("column.scope"), tuple(bars))


def chart_themes(selection: Selection, texts: Catalogue) -> Chart:
    """Return the projects by theme, the most frequent first."""
    counts = sorted(count_themes(selection.projects).items(), key=lambda item: -item[1])
    bars = [Bar(theme_name(theme, texts), "", count) for theme, count in counts]
    return Chart("themes", texts("statistics.themes"), texts("column.themes"), tuple(bars))


def chart_prefectures(selection: Selection, texts: Catalogue) -> Chart:
    """Return the projects by prefecture, in the order of their codes."""
    counts = selection.summary["by_prefecture"]
    bars = [Bar(prefecture_name(name, texts), "", count) for name, count in counts.items()]
    return Chart(
        "prefecture", texts("statistics.prefecture"), texts("column.prefecture"), tuple(bars)
    )

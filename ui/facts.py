"""A project as a card: what the tables give, what public pages say, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from markupsafe import Markup

from geo.catalogue import Catalogue
from geo.point_names import point_names
from geo.prefectures import PREFECTURES
from geo.schema import split_list
from ui.markup import fill, join, link

_ENGLISH: Final = {prefecture.name: prefecture.name_en for prefecture in PREFECTURES}


def prefecture_name(name: str, texts: Catalogue) -> str:
    """Return a prefecture's name in the catalogue's language."""
    return name if texts.language == "ja" else _ENGLISH[name]


def project_card(project: Mapping[Any, Any], texts: Catalogue) -> Markup:
    """Return one project (a row of ``atlas.projects`` or ``atlas.pairs``) as an article."""
    summary = project[f"summary_{texts.language}"]
    rows: list[tuple[str, Any]] = [
        (texts("details.category"), texts(f"category.{project['category']}")),
        (texts("details.fy"), texts(f"fy.{project['selected_fy']}")),
        *_promotion(project, texts),
        (texts("details.scope"), texts(f"scope.{project['scope']}")),
        (texts("details.target_area"), project["target_area"]),
        (texts("details.organisation"), project["organisation"] or texts("not.stated")),
        (texts("details.themes"), themes_text(project["themes"], texts)),
        (texts("details.summary"), summary or texts("not.stated")),
        *_points(project, texts),
        (texts("details.sources"), _sources(project["sources"], texts)),
        (texts("details.confidence"), texts(f"confidence.{project['confidence'] or 'low'}")),
    ]
    return fill(
        '<article class="project {category}">'
        '<h3><span class="id">{id}</span> {name}</h3>{rows}</article>',
        category=project["category"],
        id=project["project_id"],
        name=project["project_name"] or texts("details.unnamed", area=project["target_area"]),
        rows=definition_list(rows),
    )


def definition_list(rows: Iterable[tuple[str, Any]]) -> Markup:
    """Return names and values as a definition list, escaped."""
    return fill("<dl>{}</dl>", join(fill("<dt>{}</dt><dd>{}</dd>", *row) for row in rows))


def theme_name(theme: str, texts: Catalogue) -> str:
    """Return a theme in the catalogue's language; one we have no word for stands as it is."""
    key = f"theme.{theme}"
    return texts(key) if key in texts else theme


def themes_text(cell: str, texts: Catalogue) -> str:
    """Return the themes of a cell, or that none is stated."""
    names = [theme_name(theme, texts) for theme in split_list(cell)]
    return texts("list.separator").join(names) or texts("not.stated")


def _promotion(project: Mapping[Any, Any], texts: Catalogue) -> list[tuple[str, str]]:
    if not project["earlier_category"]:
        return []
    return [(texts("details.earlier"), texts(f"details.earlier_{project['earlier_basis']}"))]


def _points(project: Mapping[Any, Any], texts: Catalogue) -> list[tuple[str, str]]:
    names = point_names(project, texts)
    return [(texts("details.point"), texts("list.separator").join(names))] if names else []


def _sources(cell: str, texts: Catalogue) -> Markup:
    addresses = split_list(cell)
    if not addresses:
        return fill("{}", texts("details.base_table_only"))
    return join(
        (link(address, urlsplit(address).hostname or address) for address in addresses),
        texts("list.separator"),
    )

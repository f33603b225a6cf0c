"""What there is to know of one municipality and its projects."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from geo.atlas import Atlas
from geo.catalogue import Catalogue
from geo.codes import with_check_digit
from geo.prefectures import PREFECTURES
from ui.markup import fill, join, show

_PREFECTURES = {prefecture.name: prefecture for prefecture in PREFECTURES}


def show_details(atlas: Atlas, code: str, texts: Catalogue) -> None:
    """Show the municipality ``code``: names, prefecture, code, area, and all of its projects.

    All projects, the filtered-out ones included, because the question is what the place has.
    """
    municipality = atlas.municipalities.iloc[atlas.row_of_code[code]]
    projects = atlas.pairs[atlas.pairs["municipality_code"] == code]
    show(
        fill(
            '<section class="details" aria-label="{label}">{head}{facts}{projects}</section>',
            label=texts("details.label"),
            head=_head(municipality, texts),
            facts=_facts(municipality, texts),
            projects=_projects(projects, texts),
        )
    )


def _head(municipality: pd.Series[Any], texts: Catalogue) -> Markup:
    prefecture = _PREFECTURES[municipality["prefecture"]]
    ours, other = municipality["name"], municipality["name_en"]
    place = prefecture.name
    if texts.language == "en":
        ours, other, place = other, ours, prefecture.name_en
    return fill(
        '<p class="over">{}</p><h2>{}</h2><p class="under">{}　{}</p>',
        place,
        ours,
        municipality["name_kana"],
        other,
    )


def _facts(municipality: pd.Series[Any], texts: Catalogue) -> Markup:
    code = municipality["municipality_code"]
    rows = [
        (texts("details.code"), texts("details.codes", code=code, six=with_check_digit(code))),
        (texts("details.area"), texts("details.km2", area=municipality["area_km2"])),
    ]
    if municipality["county"]:
        rows.insert(0, (texts("details.county"), municipality["county"]))
    return _list(rows)


def _list(rows: list[tuple[str, Any]]) -> Markup:
    return fill("<dl>{}</dl>", join(fill("<dt>{}</dt><dd>{}</dd>", *row) for row in rows))


def _projects(projects: pd.DataFrame, texts: Catalogue) -> Markup:
    if projects.empty:
        return fill('<p class="none">{}</p>', texts("details.no_project"))
    return join(_project(project, texts) for project in projects.itertuples())


def _project(project: Any, texts: Catalogue) -> Markup:
    rows = [
        (texts("details.category"), texts(f"category.{project.category}")),
        (texts("details.fy"), texts(f"fy.{project.selected_fy}")),
        (texts("details.scope"), texts(f"scope.{project.scope}")),
        (texts("details.target_area"), project.target_area),
    ]
    return fill(
        '<article class="project {category}">'
        '<h3><span class="id">{id}</span> {name}</h3>{rows}</article>',
        category=project.category,
        id=project.project_id,
        name=project.project_name or project.target_area,
        rows=_list(rows),
    )

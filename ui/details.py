"""What there is to know of one municipality: its names, its projects, and what lies near."""

from __future__ import annotations

from typing import Any, Final
from weakref import WeakKeyDictionary

import pandas as pd
from markupsafe import Markup

from geo.atlas import Atlas
from geo.catalogue import Catalogue, Language
from geo.codes import with_check_digit
from geo.near import nearest_projects, neighbours_with_projects
from geo.prefectures import PREFECTURES
from ui.facts import definition_list, project_card
from ui.markup import fill, join, show

_MADE: Final[WeakKeyDictionary[Atlas, dict[tuple[str, Language], Markup]]] = WeakKeyDictionary()
"""What was made for one viewer of these data serves the next: at most a few kB a municipality."""
_PREFECTURES = {prefecture.name: prefecture for prefecture in PREFECTURES}


def show_details(atlas: Atlas, code: str, texts: Catalogue) -> None:
    """Show the municipality ``code``: names, prefecture, code, area, and all of its projects.

    All projects, the filtered-out ones included, because the question is what the place has.
    """
    made = _MADE.setdefault(atlas, {})
    if (code, texts.language) not in made:
        made[code, texts.language] = _details(atlas, code, texts)
    show(made[code, texts.language])


def _details(atlas: Atlas, code: str, texts: Catalogue) -> Markup:
    municipality = atlas.municipalities.iloc[atlas.row_of_code[code]]
    projects = atlas.pairs.iloc[atlas.pairs_of_code.get(code, [])]
    return fill(
        '<section class="details" aria-label="{label}">{head}{facts}{projects}{near}</section>',
        label=texts("details.label"),
        head=_head(municipality, texts),
        facts=_facts(municipality, texts),
        projects=_projects(projects, texts),
        near=_near(atlas, code, texts),
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
    return definition_list(rows)


def _projects(projects: pd.DataFrame, texts: Catalogue) -> Markup:
    if projects.empty:
        return fill('<p class="none">{}</p>', texts("details.no_project"))
    return join(project_card(project, texts) for project in projects.to_dict("records"))


def _near(atlas: Atlas, code: str, texts: Catalogue) -> Markup:
    """Return the neighbours with projects, and the nearest projects elsewhere with distance."""
    neighbours = neighbours_with_projects(atlas, code)
    nearest = [
        texts(
            "details.nearest_line",
            id=pair["project_id"],
            place=place_name(pair, texts),
            km=round(kilometres),
        )
        for pair, kilometres in nearest_projects(atlas, code)
    ]
    return fill(
        '<h3>{}</h3><p>{}</p><h3>{}</h3><ul>{}</ul><p class="under">{}</p>',
        texts("details.neighbours"),
        texts("list.separator").join(place_name(pair, texts) for pair in neighbours)
        or texts("details.no_neighbours"),
        texts("details.nearest"),
        join(fill("<li>{}</li>", line) for line in nearest),
        texts("details.nearest_basis"),
    )


def place_name(pair: dict[Any, Any], texts: Catalogue) -> str:
    """Return a municipality's name in the catalogue's language."""
    return str(pair["name"] if texts.language == "ja" else pair["name_en"])

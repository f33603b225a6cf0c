"""The table of projects: searchable, sortable, with the columns that the reader wants."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.atlas import Atlas
from geo.catalogue import Catalogue
from geo.schema import split_list
from ui.facts import prefecture_name, themes_text
from ui.state import change, current_view

_COLUMNS: Final = (
    "project_id",
    "prefecture",
    "municipality_names",
    "project_name",
    "category",
    "selected_fy",
    "scope",
    "target_area",
    "organisation",
    "themes",
    "confidence",
)
_SHOWN_FIRST: Final = _COLUMNS[:8]


def show_project_table(atlas: Atlas, projects: pd.DataFrame, texts: Catalogue) -> None:
    """Draw the table of ``projects`` (rows of ``atlas.projects``); choosing a row opens it."""
    columns = st.multiselect(
        texts("projects.columns"),
        _COLUMNS,
        default=_SHOWN_FIRST,
        format_func=lambda name: texts(f"column.{name}"),
        key="columns",
    )
    event = st.dataframe(
        readable(atlas, projects, texts),
        key="project table",
        hide_index=True,
        column_order=columns,
        column_config={name: texts(f"column.{name}") for name in _COLUMNS},
        on_select="rerun",
        selection_mode="single-row",
        alt=texts("projects.title"),
    )
    rows: list[int] = event["selection"]["rows"]
    if rows:
        chosen = str(projects["project_id"].iloc[rows[0]])
        if chosen != current_view().project:
            change(project=chosen)
            st.rerun()


def readable(atlas: Atlas, projects: pd.DataFrame, texts: Catalogue) -> pd.DataFrame:
    """Return the table's columns with their values in words, blanks as "not stated"."""
    separator = texts("list.separator")

    def name_of(code: str) -> str:
        place = atlas.municipalities.iloc[atlas.row_of_code[code]]
        return str(place["name"] if texts.language == "ja" else place["name_en"])

    def word(prefix: str) -> Any:
        return lambda value: texts(f"{prefix}.{value}") if value else texts("not.stated")

    table = projects[list(_COLUMNS)].assign(
        category=projects["category"].map(word("category")),
        selected_fy=projects["selected_fy"].map(word("fy")),
        scope=projects["scope"].map(word("scope")),
        confidence=projects["confidence"].map(word("confidence")),
        themes=projects["themes"].map(lambda cell: themes_text(cell, texts)),
        prefecture=projects["prefecture"].map(lambda name: prefecture_name(name, texts)),
        municipality_names=projects["municipality_codes"].map(
            lambda cell: separator.join(name_of(code) for code in split_list(cell))
        ),
    )
    return table.replace("", texts("not.stated"))

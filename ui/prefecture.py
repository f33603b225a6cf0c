"""What there is to know of one prefecture: how many projects are shown there, and which."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Selection
from geo.catalogue import Catalogue
from geo.paint import project_line
from geo.prefectures import prefecture_by_code
from ui.details import place_name
from ui.markup import fill, join, plain, show
from ui.state import change


def show_prefecture(selection: Selection, code: str, texts: Catalogue) -> None:
    """Show the prefecture ``code``: its names, the shown projects, and the way to their places."""
    prefecture = prefecture_by_code(code)
    ours, other = prefecture.name, prefecture.name_en
    if texts.language == "en":
        ours, other = other, ours
    projects = selection.projects[selection.projects["prefecture"] == prefecture.name]
    lines = [project_line(project, texts) for project in projects.to_dict("records")]
    show(
        fill(
            '<section class="details" aria-label="{label}"><h2>{ours}</h2>'
            '<p class="under">{other}</p><p>{count}</p><ul>{lines}</ul></section>',
            label=texts("details.label_prefecture"),
            ours=ours,
            other=other,
            count=texts("map.prefecture_count", count=len(lines)),
            lines=join(fill("<li>{}</li>", line) for line in lines),
        )
    )
    pairs = selection.pairs[selection.pairs["project_id"].isin(projects["project_id"])]
    with st.container(horizontal=True):
        for pair in pairs.drop_duplicates("municipality_code").to_dict("records"):
            st.button(
                plain(place_name(pair, texts)),
                key=f"to {pair['municipality_code']}",
                on_click=change,
                kwargs={"place": pair["municipality_code"]},
                icon=":material/arrow_forward:",
            )

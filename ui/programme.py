"""The programme in figures, each with its source."""

from __future__ import annotations

from typing import Final

import streamlit as st

from geo.catalogue import Catalogue
from ui.markup import fill, join, link, show

ARTICLE: Final = ""
_PROPOSALS: Final = "https://www.decn.co.jp/?p=107683"
FLOW: Final = (
    ("proposals", 73, _PROPOSALS),
    ("leading_2019", 15, ARTICLE),
    ("priority_2019", 23, ARTICLE),
    ("promoted", 7, ARTICLE),
    ("leading_2020", 7, ARTICLE),
    ("priority_2020", 5, ARTICLE),
    ("tables", 43, ARTICLE),
    ("seeds", 146, ARTICLE),
    ("needs", 61, ARTICLE),
)
"""Figures of the programme: key under ``flow``, number, and the page that states it ("" for the
article whose tables are the base of ``data/projects.csv``)."""


def show_flow(texts: Catalogue) -> None:
    """Show the flow of the programme as a table with sources, and why 23 stands against 16."""
    st.subheader(texts("flow.title"))
    rows = [
        fill(
            '<tr><td>{}</td><td class="number">{}</td><td>{}</td></tr>',
            texts(f"flow.{key}"),
            number,
            link(page, page) if page else texts("flow.article"),
        )
        for key, number, page in FLOW
    ]
    show(
        fill(
            '<table class="flow"><thead><tr><th scope="col">{}</th><th scope="col">{}</th>'
            '<th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>',
            texts("flow.what"),
            texts("flow.number"),
            texts("details.sources"),
            join(rows),
        )
    )
    st.caption(texts("flow.reconciliation"))

"""The parts of the About page that come from the data: dictionary and provenance."""

from __future__ import annotations

import streamlit as st

from geo.catalogue import Catalogue
from geo.schema import MUNICIPALITY_COLUMNS, PROJECT_COLUMNS
from ui.facts import definition_list
from ui.markup import fill, join, link, plain, show
from ui.store import current_records


def show_columns(texts: Catalogue) -> None:
    """Show every column of both data files with its meaning."""
    st.header(texts("about.columns_title"))
    for key, columns in (("projects", PROJECT_COLUMNS), ("municipalities", MUNICIPALITY_COLUMNS)):
        st.subheader(texts(f"about.columns_{key}"))
        rows = ((column.name, texts(f"column.{column.name}")) for column in columns)
        show(fill('<div class="details">{}</div>', definition_list(rows)))


def show_provenance(texts: Catalogue) -> None:
    """Show where each data file comes from, as its record says."""
    language = texts.language
    st.header(texts("about.provenance_title"))
    for record in current_records():
        st.subheader(plain(record.title(language)))
        items = [
            fill(
                "<li>{}{}</li>",
                source[f"attribution_{language}"],
                fill(" {}", link(source["page_url"], source["page_url"]))
                if source.get("page_url")
                else "",
            )
            for source in record.sources
        ]
        show(
            fill(
                '<ul>{}</ul><p class="hash">{}</p>',
                join(items),
                texts("about.hash", sha256=record.entry["sha256"]),
            )
        )

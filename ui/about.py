"""The parts of the About page that come from the data: dictionary and provenance."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from geo.catalogue import Catalogue
from geo.dates import write_date
from geo.provenance import Record
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
    st.header(texts("about.provenance_title"))
    for record in current_records():
        st.subheader(plain(record.title(texts.language)))
        show(
            fill(
                '<p>{}</p><ul>{}</ul><p class="hash">{}</p>',
                _data_date(record, texts),
                join(_source(source, texts) for source in record.sources),
                texts("about.hash", sha256=record.entry["sha256"]),
            )
        )


def _data_date(record: Record, texts: Catalogue) -> str:
    basis = record.data_date_basis(texts.language)
    if record.data_date is None:
        return texts("about.no_data_date", basis=basis)
    return texts("about.data_date", date=write_date(record.data_date, texts), basis=basis)


def _source(source: dict[str, Any], texts: Catalogue) -> Markup:
    parts = [fill("{}", source[f"attribution_{texts.language}"])]
    if source.get("retrieved"):
        day = write_date(source["retrieved"], texts)
        parts.append(fill("{}", texts("about.retrieved", date=day)))
    if source.get("page_url"):
        parts.append(link(source["page_url"], source["page_url"]))
    return fill("<li>{}</li>", join(parts, " "))

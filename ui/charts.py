"""Bar charts of counts, each with its table beside it."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st

from geo.catalogue import Catalogue
from geo.paint import COLOURS


def show_count(name: str, rows: list[tuple[str, str, int]], texts: Catalogue) -> None:
    """Draw one chart: ``rows`` of label, group ("" for none) and number of projects.

    ``name`` chooses the texts under ``statistics``; the table holds the same numbers.
    """
    st.subheader(texts(f"statistics.{name}"))
    if not rows:
        st.caption(texts("empty.sentence"))
        return
    table = pd.DataFrame(rows, columns=["label", "group", "projects"])
    is_grouped = bool(table["group"].any())
    bars = (
        alt.Chart(table, description=texts(f"statistics.{name}"))
        .mark_bar()
        .encode(
            y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=320)),
            x=alt.X("projects:Q", title=texts("statistics.projects"), axis=alt.Axis(tickMinStep=1)),
            tooltip=[alt.Tooltip("label:N", title=""), alt.Tooltip("projects:Q", title="")],
            color=alt.Color(
                "group:N",
                sort=None,
                legend=alt.Legend(title=None, orient="top") if is_grouped else None,
                scale=alt.Scale(range=[COLOURS["leading"], COLOURS["priority"]]),
            ),
        )
    )
    st.altair_chart(bars, key=f"chart {name}")
    with st.expander(texts("statistics.table"), key=f"table {name}"):
        shown = ["label", "group", "projects"] if is_grouped else ["label", "projects"]
        st.dataframe(
            table[shown],
            hide_index=True,
            column_config={
                "label": texts(f"statistics.{name}"),
                "group": texts("filters.selected_fy"),
                "projects": texts("statistics.projects"),
            },
            key=f"rows {name}",
        )

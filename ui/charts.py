"""Charts of counts, each with its table and its pictures for download."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from geo.atlas import Selection
from geo.catalogue import Catalogue
from geo.export import file_name
from geo.paint import COLOURS
from geo.picture import MEDIA_TYPES
from geo.picture.chart_sheet import Chart, draw_chart
from ui.downloads import Download, show_button, today
from ui.store import current_records

_ROW: Final = 24
_ROOM_FOR_NUMBERS: Final = 1.15
_FONT_SIZE: Final = 13


def show_chart(chart: Chart, selection: Selection, texts: Catalogue) -> None:
    """Draw one chart, its table and the buttons of its pictures."""
    st.subheader(chart.title)
    if not any(bar.count for bar in chart.bars):
        st.caption(texts("empty.sentence"))
        return
    table = pd.DataFrame([(bar.label, bar.group, bar.count) for bar in chart.bars])
    table.columns = pd.Index(["label", "group", "projects"])
    st.altair_chart(_draw(chart), key=f"chart {chart.name}")
    if not table["group"].any():
        table = table.drop(columns="group")
    show_table(chart.name, chart.heading, table, texts)

    def draw(suffix: str) -> bytes:
        return draw_chart(chart, selection, current_records(), texts, today(), suffix)

    show_pictures(chart.name, selection, draw, texts)


def show_table(name: str, heading: str, table: pd.DataFrame, texts: Catalogue) -> None:
    """Show the numbers of a chart (columns label, group and projects) as a table that unfolds."""
    with st.expander(texts("statistics.table"), key=f"table {name}"):
        st.dataframe(
            table,
            hide_index=True,
            column_config={
                "label": heading,
                "group": texts("filters.selected_fy"),
                "projects": texts("statistics.projects"),
            },
            key=f"rows {name}",
            alt=texts(f"statistics.{name}"),
        )


def show_pictures(
    name: str,
    selection: Selection,
    draw: Callable[[str], bytes],
    texts: Catalogue,
    suffixes: tuple[str, ...] = ("png", "svg"),
) -> None:
    """Draw a button for each kind of picture of a chart; ``draw`` makes it from its suffix."""
    with st.container(horizontal=True, gap="small"):
        for suffix in suffixes:
            file = file_name(selection.filter, today(), suffix)
            show_button(
                Download(suffix, MEDIA_TYPES[suffix], partial(draw, suffix)),
                texts("statistics.picture", format=suffix.upper()),
                file.replace("smart-city-atlas_", f"smart-city-atlas_{name}_", 1),
                key=f"picture {name} {suffix}",
            )


def _draw(chart: Chart) -> alt.LayerChart | alt.FacetChart:
    """Return bars that say their number at their end."""
    rows = [
        {"label": bar.name, "projects": bar.count, "colour": COLOURS[bar.colour]}
        for bar in chart.bars
    ]
    words = alt.Axis(
        labelLimit=260,
        labelColor="currentColor",
        labelFontSize=_FONT_SIZE,
        ticks=False,
        domain=False,
    )
    most = max(bar.count for bar in chart.bars) * _ROOM_FOR_NUMBERS
    base = alt.Chart(pd.DataFrame(rows), description=chart.title).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=words),
        x=alt.X("projects:Q", axis=None, scale=alt.Scale(domain=(0, most))),
        tooltip=[alt.Tooltip("label:N", title=""), alt.Tooltip("projects:Q", title="")],
    )
    bars = base.mark_bar().encode(color=alt.Color("colour:N", scale=None))
    numbers = base.mark_text(align="left", dx=5, color="currentColor", fontSize=_FONT_SIZE)
    height = _ROW * len(chart.bars) + 16
    return alt.layer(bars, numbers.encode(text="projects:Q")).properties(height=height)

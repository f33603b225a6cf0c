"""The counts by prefecture as a small map: classed colours, numbers, a legend in words."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.atlas import Atlas, Selection
from geo.catalogue import Catalogue
from geo.classes import CLASSES, class_of
from geo.look import Look
from geo.picture.map_sheet import draw_map
from geo.picture.outlines import HEIGHT, STEPS, WIDTH, Outline, outlines
from geo.picture.pictured import Pictured
from geo.prefectures import PREFECTURES
from ui.charts import show_pictures, show_table
from ui.downloads import today
from ui.facts import prefecture_name
from ui.markup import fill, join, show
from ui.store import current_records


def show_prefecture_map(atlas: Atlas, selection: Selection, texts: Catalogue) -> None:
    """Draw the map of all prefectures, its table and the buttons of its pictures."""
    title = texts("statistics.prefecture_map")
    st.subheader(title)
    counts = {
        prefecture.name: selection.summary["by_prefecture"].get(prefecture.name, 0)
        for prefecture in PREFECTURES
    }
    with st.container(key="choropleth"):
        st.image(str(_draw(outlines(atlas), counts)), alt=texts("statistics.prefecture_map_alt"))
        show(fill('<ul class="classes">{}</ul>', _legend(list(counts.values()), texts)))
    rows = [(prefecture_name(name, texts), count) for name, count in counts.items()]
    table = pd.DataFrame(rows, columns=["label", "projects"])
    show_table("prefecture_map", texts("column.prefecture"), table, texts)

    def draw(suffix: str) -> bytes:
        pictured = Pictured(atlas, selection, Look(level="prefecture"), texts)
        return draw_map(pictured, current_records(), today(), suffix)

    show_pictures("prefecture_map", selection, draw, texts, ("png", "pdf"))


def _draw(shapes: tuple[Outline, ...], counts: dict[str, int]) -> Markup:
    """Return the map as SVG; a number stands on each prefecture that has projects."""
    return fill(
        '<svg xmlns="http://www.w3.org/2000/svg" width="620" viewBox="0 0 {} {}">'
        '<g stroke="#5b6570">{}</g><g font-family="sans-serif" font-size="17" font-weight="600"'
        ' text-anchor="middle" fill="#1b2430" stroke="#fff" stroke-width="4"'
        ' paint-order="stroke">{}</g></svg>',
        WIDTH * STEPS,
        HEIGHT * STEPS,
        join(
            fill('<path d="{}" fill="{}"/>', shape.path, _colour(counts[shape.prefecture.name]))
            for shape in shapes
        ),
        join(
            fill('<text x="{}" y="{}">{}</text>', shape.x, shape.y + 6, count)
            for shape in shapes
            if (count := counts[shape.prefecture.name])
        ),
    )


def _colour(count: int) -> str:
    return CLASSES[class_of(count)].colour


def _legend(counts: list[int], texts: Catalogue) -> Markup:
    """Return the classes in words, each with how many prefectures are in it."""
    found = [class_of(count) for count in counts]
    return join(
        fill(
            '<li><span class="swatch count{}"></span>{}</li>',
            number,
            texts(
                "statistics.prefectures_in_class",
                label=texts(f"legend.count{number}"),
                count=found.count(number),
            ),
        )
        for number in range(len(CLASSES))
    )

"""Counts of what is shown, and the flow of the programme, each with its table."""

import streamlit as st

from geo.filters import count_themes
from ui.charts import show_count
from ui.facts import prefecture_name, theme_name
from ui.programme import show_flow
from ui.state import current_view
from ui.store import STORE
from ui.words import words

atlas = STORE.get().atlas
if atlas is None:  # the router runs pages only with data
    st.stop()
view = current_view()
texts = words(view.language)
selection = atlas.select(view.shown)
summary = selection.summary

st.title(texts("statistics.title"))
st.caption(texts("statistics.lead", count=summary["projects"]))
left, right = st.columns(2, gap="medium")
with left:
    rows = [
        (texts(f"category.{category}"), texts(f"fy.{fy}"), count)
        for category, by_fy in summary["by_category_fy"].items()
        for fy, count in by_fy.items()
    ]
    show_count("category_fy", rows, texts)
    show_count(
        "scope", [(texts(f"scope.{k}"), "", n) for k, n in summary["by_scope"].items()], texts
    )
with right:
    themes = sorted(count_themes(selection.projects).items(), key=lambda item: -item[1])
    show_count("themes", [(theme_name(theme, texts), "", n) for theme, n in themes], texts)
show_count(
    "prefecture",
    [(prefecture_name(name, texts), "", n) for name, n in summary["by_prefecture"].items()],
    texts,
)
show_flow(texts)

"""Counts of what is shown, and the flow of the programme, each with its table and picture."""

import streamlit as st

from ui.charts import show_chart
from ui.figures import chart_categories, chart_prefectures, chart_scopes, chart_themes
from ui.prefecture_map import show_prefecture_map
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

st.title(texts("statistics.title"))
st.caption(texts("statistics.lead", count=selection.summary["projects"]))
left, right = st.columns(2, gap="large")
with left:
    show_prefecture_map(atlas, selection, texts)
    show_chart(chart_categories(selection, texts), selection, texts)
    show_chart(chart_scopes(selection, texts), selection, texts)
with right:
    show_chart(chart_prefectures(selection, texts), selection, texts)
    show_chart(chart_themes(selection, texts), selection, texts)
show_flow(texts)

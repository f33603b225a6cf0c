"""The national map: what is shown, where, and what the clicked municipality has."""

from functools import partial

import streamlit as st

from geo.paint import paint
from ui.details import show_details
from ui.downloads import show_download
from ui.embed import show_embed_snippet
from ui.map_controls import show_map_controls
from ui.map_view import show_map
from ui.markup import fill, show
from ui.place_search import show_place_search
from ui.prefecture import show_prefecture
from ui.sidebar import reset
from ui.state import current_view, is_prefecture, missed, select_at
from ui.store import STORE
from ui.words import words

state = STORE.get()
atlas, assets = state.atlas, state.assets
if atlas is None or assets is None:  # the router runs pages only with data
    st.stop()
view = current_view()
texts = words(view.language)
selection = atlas.select(view.shown)
summary = selection.summary

st.title(texts("app.title"))
show(
    fill(
        '<p class="lead">{}　<span class="counts" role="status">{}</span></p>',
        texts("app.lead"),
        texts(
            "app.counts",
            projects=summary["projects"],
            municipalities=summary["municipalities"],
            prefectures=len(summary["by_prefecture"]),
        ),
    )
)
map_column, details_column = st.columns([2, 1], gap="medium")
with map_column:
    if not summary["projects"]:
        st.info(texts("empty.sentence"), icon=":material/search_off:")
        st.button(texts("empty.reset"), key="empty reset", on_click=reset)
    show_map_controls(view.look, texts)
    table = paint(selection, view.language, view.place, view.look)
    show_map(assets.page, texts("map.aria_label"), table, partial(select_at, atlas))
    show_download(selection, texts)
    show_embed_snippet(view, texts)
with details_column:
    show_place_search(atlas, texts)
    if missed():
        st.caption(texts(f"details.{missed()}"))
    if is_prefecture(view.place):
        show_prefecture(selection, view.place, texts)
    elif view.place:
        show_details(atlas, view.place, texts)
    else:
        st.write(texts("details.invitation"))

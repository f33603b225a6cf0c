"""The shown projects as a table; a row leads to its details and to its place on the map."""

import streamlit as st

from ui.downloads import show_download
from ui.facts import project_card
from ui.markup import fill, show
from ui.pages import go_to_map
from ui.project_table import show_project_table
from ui.sidebar import reset
from ui.state import change, current_view
from ui.store import STORE
from ui.words import words

atlas = STORE.get().atlas
if atlas is None:  # the router runs pages only with data
    st.stop()
view = current_view()
texts = words(view.language)
selection = atlas.select(view.shown)

st.title(texts("projects.title"))
if selection.projects.empty:
    st.info(texts("empty.sentence"), icon=":material/search_off:")
    st.button(texts("empty.reset"), key="empty reset", on_click=reset)
else:
    st.caption(texts("projects.lead", count=len(selection.projects)))
    show_project_table(atlas, selection.projects, texts)
    show_download(selection, texts)
if view.project:
    project = atlas.projects.set_index("project_id", drop=False).loc[view.project].to_dict()
    if st.button(texts("projects.on_map"), key="on map", icon=":material/map:"):
        change(place=project["municipality_codes"].split(";")[0])
        go_to_map(texts)
    label = texts("projects.details")
    show(
        fill(
            '<section class="details" aria-label="{}">{}</section>',
            label,
            project_card(project, texts),
        )
    )

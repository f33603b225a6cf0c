"""The map alone (``?embed=true``): the link chooses what is shown."""

from functools import partial

import streamlit as st

from geo.paint import paint
from ui.map_view import show_map
from ui.state import current_view, select_at
from ui.store import STORE
from ui.words import words

state = STORE.get()
atlas, assets = state.atlas, state.assets
if atlas is None or assets is None:  # the router runs pages only with data
    st.stop()
view = current_view()
texts = words(view.language)
table = paint(atlas.select(view.shown), view.language, view.place, view.look)
show_map(assets.page, texts("map.aria_label"), table, partial(select_at, atlas))

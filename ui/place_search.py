"""The search box that reaches every municipality without the map."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.catalogue import Catalogue
from geo.search import find_places
from ui.facts import prefecture_name
from ui.markup import plain
from ui.state import change


def show_place_search(atlas: Atlas, texts: Catalogue) -> None:
    """Draw the box, and a button for each municipality that it finds."""
    typed = st.text_input(
        texts("places.label"),
        key="place search",
        type="search",
        max_chars=60,
        placeholder=texts("places.placeholder"),
    )
    if not typed:
        return
    found = find_places(atlas.municipalities, typed)
    if not found:
        st.caption(texts("places.none"))
    with st.container(horizontal=True, gap="small"):
        for code in found:
            st.button(
                _label(atlas, code, texts), key=f"place {code}", on_click=_choose, args=(code,)
            )


def _choose(code: str) -> None:
    change(place=code)
    st.session_state["place search"] = ""


def _label(atlas: Atlas, code: str, texts: Catalogue) -> str:
    place = atlas.municipalities.iloc[atlas.row_of_code[code]]
    name = place["name"] if texts.language == "ja" else place["name_en"]
    prefecture = prefecture_name(place["prefecture"], texts)
    return texts("places.choice", name=plain(name), prefecture=prefecture)

"""What the viewer chooses of the map's look: what colour tells, the level, the background."""

from __future__ import annotations

import streamlit as st

from geo.catalogue import Catalogue
from geo.look import BACKGROUNDS, COLOUR_BY, LEVELS, Look
from ui.state import change_look


def show_map_controls(look: Look, texts: Catalogue) -> None:
    """Draw the three choices in a row; each shows the look and changes it, and holds no state."""
    with st.container(horizontal=True, key="map_controls"):
        _choice("colour", COLOUR_BY, look, texts, is_disabled=look.level == "prefecture")
        _choice("level", LEVELS, look, texts)
        _background(look, texts)


def _choice(
    name: str, values: tuple[str, ...], look: Look, texts: Catalogue, *, is_disabled: bool = False
) -> None:
    st.session_state[name] = getattr(look, name)
    st.segmented_control(
        texts(f"look.{name}"),
        values,
        required=True,
        format_func=lambda value: texts(f"look.{name}_{value}"),
        disabled=is_disabled,
        width="content",
        key=name,
        on_change=lambda: change_look(**{name: st.session_state[name]}),
    )


def _background(look: Look, texts: Catalogue) -> None:
    st.session_state["background"] = look.background
    st.selectbox(
        texts("look.background"),
        BACKGROUNDS,
        format_func=lambda value: texts(f"look.background_{value}"),
        help=texts("look.background_help"),
        width=190,
        key="background",
        on_change=lambda: change_look(background=st.session_state["background"]),
    )

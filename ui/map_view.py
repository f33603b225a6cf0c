"""The map in the page: a frame that keeps still, and the paint table that is sent into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import streamlit as st

from geo.paint import COLOURS

_ASSETS: Final = Path(__file__).with_name("assets")
_component = st.components.v2.component(
    "atlas_map",
    js=(_ASSETS / "map_frame.js").read_text("utf-8"),
    css=(_ASSETS / "map_frame.css").read_text("utf-8").replace("SEA", COLOURS["sea"]),
)


def show_map(
    page: str,
    title: str,
    table: Mapping[str, Any],
    on_pick: Callable[[Mapping[str, Any]], None],
) -> None:
    """Draw the map page ``page`` (ui/map_files.py), painted with ``table`` (geo/paint.py).

    ``title`` names the frame to a screen reader. ``on_pick`` is called with
    ``{"code", "lon", "lat"}`` at every click, the same place twice included; ``code`` is "" where
    no shape was hit.
    """
    base = st.get_option("server.baseUrlPath").strip("/")
    source = f"/{base}/atlas/{page}" if base else f"/atlas/{page}"

    def picked() -> None:
        value = st.session_state["map"].get("picked")
        if isinstance(value, Mapping):
            on_pick(value)

    _component(
        key="map",
        data={"source": source, "title": title, "table": table},
        on_picked_change=picked,
    )

"""The pages' own style sheet, beside Streamlit's theme."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

_ASSETS: Final = Path(__file__).with_name("assets")
_STYLE: Final = _ASSETS / "page.css"
ICON: Final = _ASSETS / "icon.svg"
"""The page's icon: a file of ours, since a named icon is fetched from an outside host."""


def show_style() -> None:
    """Add the style sheet to the page."""
    st.html(_STYLE)

"""The pages' own style sheet, beside Streamlit's theme."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

_STYLE: Final = Path(__file__).with_name("assets") / "page.css"


def show_style() -> None:
    """Add the style sheet to the page."""
    st.html(_STYLE)

"""The pages of the dashboard, and the way from one to another."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from geo.catalogue import Catalogue

_FOLDER: Final = Path(__file__).parent.parent / "pages"
_ICONS: Final = {
    "map": ":material/map:",
    "projects": ":material/table_rows:",
    "statistics": ":material/bar_chart:",
    "about": ":material/info:",
}


def make_pages(texts: Catalogue) -> list[st.Page]:
    """Return the pages with their names in one language, the map first."""
    return [
        st.Page(
            _FOLDER / f"{name}.py",
            title=texts(f"pages.{name}"),
            icon=icon,
            url_path=name,
            default=name == "map",
        )
        for name, icon in _ICONS.items()
    ]


def make_embed_page(texts: Catalogue) -> st.Page:
    """Return the page that is the map alone."""
    return st.Page(_FOLDER / "embed.py", title=texts("pages.map"), default=True)


def go_to_map(texts: Catalogue) -> None:
    """Leave for the map page; the view goes along in the session."""
    st.switch_page(make_pages(texts)[0])

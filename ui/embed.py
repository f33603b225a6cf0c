"""The map alone, for a frame in somebody else's page."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from geo.catalogue import Catalogue
from ui.markup import fill
from ui.state import View


def is_embedded() -> bool:
    """Tell whether the page is asked for with ``?embed=true``."""
    return bool(st.context.is_embedded)


def show_embed_snippet(view: View, texts: Catalogue) -> None:
    """Offer the HTML that puts the map, filtered as it is, into another page."""
    with st.popover(texts("embed.label"), icon=":material/code:"):
        st.write(texts("embed.lead"))
        snippet = fill(
            '<iframe src="{}" title="{}" width="100%" height="600"></iframe>',
            embed_address(st.context.url or "", view),
            texts("map.aria_label"),
        )
        st.code(str(snippet), language="html", wrap_lines=True)


def embed_address(page: str, view: View) -> str:
    """Return the address of the map alone, from the address of the page it stands on."""
    parts = urlsplit(page)
    query = urlencode({**view.to_query(), "embed": "true"})
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))

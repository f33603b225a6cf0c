"""The entry of every run: data, page frame, filters, the chosen page, footer, link."""

import streamlit as st

from geo.problems import describe_all
from ui.embed import is_embedded
from ui.footer import show_footer
from ui.pages import make_embed_page, make_pages
from ui.reconnect import come_back
from ui.sidebar import show_sidebar
from ui.state import current_language, ignored_parameters, open_view, write_link
from ui.store import STORE
from ui.style import ICON, show_style
from ui.turns import turn
from ui.words import words


def show_page() -> None:
    """Draw the page that the link names, or what is wrong with the data."""
    state = STORE.get()
    texts = words(current_language())
    st.set_page_config(page_title=texts("app.title"), page_icon=ICON, layout="wide", menu_items={})
    show_style()
    come_back()

    if state.atlas is None:
        st.title(texts("broken.title"))
        st.write(texts("broken.lead"))
        for line in describe_all(state.problems, texts, total=state.total_problems):
            st.code(line, language=None, wrap_lines=True)
        return

    view = open_view(state.atlas)
    texts = words(view.language)
    if is_embedded():
        page = st.navigation([make_embed_page(texts)], position="hidden")
    else:
        page = st.navigation(make_pages(texts), position="top")
        show_sidebar(state.atlas, view, texts)
    if ignored_parameters():
        st.caption(texts("link.ignored", names=", ".join(ignored_parameters())))
    if state.problems:
        st.warning(texts("broken.kept"), icon=":material/warning:")
    page.run()
    show_footer(texts)
    write_link()


with turn():
    show_page()

"""What the programme is, and what these data are and are not."""

import streamlit as st

from ui.about import show_columns, show_provenance
from ui.programme import show_flow
from ui.state import current_view
from ui.words import words

texts = words(current_view().language)

st.title(texts("about.title"))
for section in ("programme", "definition", "concepts", "points"):
    st.header(texts(f"about.{section}_title"))
    st.markdown(texts(f"about.{section}"))
show_flow(texts)
for section in ("confidence", "conflicts", "limits"):
    st.header(texts(f"about.{section}_title"))
    st.markdown(texts(f"about.{section}"))
show_columns(texts)
show_provenance(texts)
st.header(texts("about.cite_title"))
st.markdown(texts("about.cite"))

"""Streamlit's own page with one word in it: what any dashboard on Streamlit pays."""

import streamlit as st

st.set_page_config(layout="wide")
st.write("empty")

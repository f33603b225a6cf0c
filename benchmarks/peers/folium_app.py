"""The server of folium_peer.py: its page, and Leaflet beside it."""

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

app = st.App(
    str(Path(__file__).with_name("folium_peer.py")),
    routes=[Mount("/leaflet", StaticFiles(directory=leaflet.BASE_DIR))],
)

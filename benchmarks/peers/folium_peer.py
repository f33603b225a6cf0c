"""What tutorials show: a GeoDataFrame into folium.GeoJson, the map rebuilt at every run.

Run by folium_app.py, which serves Leaflet too. jQuery, Bootstrap and the icon fonts of folium's
defaults, which a map without popups does not need, are left out: on a closed network they would
never come, and st_folium waits for each.
"""

import folium
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers.programme import choose, colours, details, load_places

folium.Map.default_js = [("leaflet", "/leaflet/leaflet.js")]
folium.Map.default_css = [("leaflet", "/leaflet/leaflet.css")]


def style(feature: dict) -> dict:
    colour = feature["properties"]["colour"]
    return {"fillColor": colour, "fillOpacity": 1, "color": "#bdb8aa", "weight": 0.6}


st.set_page_config(layout="wide")
places = load_places()
shown = places.assign(colour=colours(places, choose()))
drawn = folium.Map((36.5, 137.5), zoom_start=5, tiles=None, prefer_canvas=True)
folium.GeoJson(shown, style_function=style).add_to(drawn)
left, right = st.columns([2, 1])
with left:
    clicked = st_folium(
        drawn, height=600, use_container_width=True, returned_objects=["last_active_drawing"]
    )
with right:
    drawing = (clicked or {}).get("last_active_drawing") or {}
    details(places, drawing.get("properties", {}).get("municipality_code"))

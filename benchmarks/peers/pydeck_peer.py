"""deck.gl by way of st.pydeck_chart: a GeoJsonLayer coloured by the filter, without a base map."""

import json

import pydeck
import streamlit as st

from benchmarks.peers.programme import choose, colours, details, load_places


@st.cache_resource
def load_features() -> list[dict]:
    return json.loads(load_places()[["municipality_code", "name", "geometry"]].to_json())[
        "features"
    ]


st.set_page_config(layout="wide")
places = load_places()
colour_of = [
    [int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in colours(places, choose())
]
features = [
    {**feature, "properties": {**feature["properties"], "colour": colour}}
    for feature, colour in zip(load_features(), colour_of, strict=True)
]
layer = pydeck.Layer(
    "GeoJsonLayer",
    {"type": "FeatureCollection", "features": features},
    id="municipalities",
    get_fill_color="properties.colour",
    get_line_color=[189, 184, 170],
    line_width_min_pixels=0.6,
    pickable=True,
)
deck = pydeck.Deck(
    layer,
    initial_view_state=pydeck.ViewState(latitude=36.5, longitude=137.5, zoom=4),
    map_provider=None,
    map_style=None,
)
left, right = st.columns([2, 1])
with left:
    chosen = st.pydeck_chart(deck, height=600, on_select="rerun", key="map")
with right:
    picked = chosen.selection.get("objects", {}).get("municipalities", [])
    details(places, picked[0]["properties"]["municipality_code"] if picked else None)

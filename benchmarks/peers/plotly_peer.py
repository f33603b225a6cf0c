"""plotly express: a choropleth with the shapes as GeoJSON, coloured by the filter.

Run by plotly_app.py, which stands in for the host that plotly asks.
"""

import json

import plotly.express as px
import streamlit as st

from benchmarks.peers.programme import (
    LAND,
    LEADING,
    PRIORITY,
    choose,
    colours,
    details,
    load_places,
)


@st.cache_resource
def load_collection() -> dict:
    # plotly fills what lies to the left of a ring: the exterior runs clockwise, not as RFC 7946.
    shapes = load_places()[["municipality_code", "geometry"]]
    turned = shapes.assign(geometry=shapes.geometry.orient_polygons(exterior_cw=True))
    return json.loads(turned.to_json())


st.set_page_config(layout="wide")
places = load_places()
figure = px.choropleth(
    places.assign(colour=colours(places, choose())),
    geojson=load_collection(),
    locations="municipality_code",
    featureidkey="properties.municipality_code",
    color="colour",
    color_discrete_map={colour: colour for colour in (LAND, LEADING, PRIORITY)},
)
figure.update_geos(
    visible=False, projection_type="mercator", lonaxis_range=[122, 150], lataxis_range=[23, 46.5]
)
figure.update_traces(marker_line_width=0.6, marker_line_color="#bdb8aa")
figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0}, height=600, showlegend=False)
left, right = st.columns([2, 1])
with left:
    chosen = st.plotly_chart(
        figure,
        on_select="rerun",
        selection_mode="points",
        key="map",
        config={"topojsonURL": "/world/"},
    )
with right:
    points = chosen.selection.points
    details(places, points[0]["location"] if points else None)

"""The server of plotly_peer.py: its page, and an empty map of the world beside it.

plotly asks cdn.plot.ly for the world's outlines even where none are shown, and draws nothing until
they come.
"""

from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
_NONE = {"type": "GeometryCollection", "geometries": []}
_WORLD = {"type": "Topology", "arcs": [], "objects": dict.fromkeys(_LAYERS, _NONE)}


async def send_world(_request: Request) -> JSONResponse:
    return JSONResponse(_WORLD)


app = st.App(
    str(Path(__file__).with_name("plotly_peer.py")),
    routes=[Route("/world/{name:path}", send_world)],
)

"""The pages that are compared, and where on each the same things are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import running, running_asgi, running_dashboard

PEERS = Path(__file__).with_name("peers")


@dataclass(frozen=True)
class Contestant:
    """One page: how to serve it, when it is ready, and where map, boxes and details stand.

    ``boxes`` are the labels (regular expressions) of the first category, the first year and the
    first scope; ``map`` and ``details`` are selectors. A floor has no boxes.
    """

    name: str
    is_ready: str
    map: str
    details: str
    boxes: tuple[str, ...] = ("^leading$", "^2019$", "^city$")
    is_peer: bool = True
    path: str = "/"
    script: str = ""
    is_clicked: bool = True

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Run its server; yield the page's address."""
        if self.name == "dashboard":
            with running_dashboard() as server:
                yield server.address + self.path
        elif self.name == "static page":
            with running_asgi("benchmarks.peers.floor:app") as server:
                yield server.address + self.path
        else:
            with running(PEERS / f"{self.script or self.name}.py") as server:
                yield server.address + self.path


_COLUMN = "[data-testid='stColumn']:last-of-type"
DASHBOARD = Contestant(
    "dashboard",
    "isInFrame('html[data-painted]')",
    "iframe.map-frame",
    _COLUMN,
    (r"^Leading model project", r"^FY2019", r"^Whole city"),
    is_peer=False,
    path="/?lang=en",
)
FLOOR = Contestant(
    "static page", "document.documentElement.dataset.painted", "#map", "#details", is_peer=False
)
EMPTY = Contestant(
    "empty",
    "document.querySelector('[data-testid=stMarkdown]')",
    "[data-testid='stApp']",
    "[data-testid='stMarkdown']",
    boxes=(),
    is_peer=False,
)
FOLIUM = Contestant(
    "folium_peer",
    "isInFrame('.leaflet-overlay-pane > *')",
    "iframe[title^='streamlit_folium']",
    _COLUMN,
    script="folium_app",
)
PYDECK = Contestant(
    "pydeck_peer",
    "document.querySelector('#deckgl-overlay')",
    "[data-testid='stDeckGlJsonChart']",
    _COLUMN,
    is_clicked=False,  # without a graphics card deck.gl finds nothing under the mouse
)
PLOTLY = Contestant(
    "plotly_peer",
    "document.querySelector('.choroplethlayer path')",
    "[data-testid='stPlotlyChart']",
    _COLUMN,
    script="plotly_app",
)
CONTESTANTS = (DASHBOARD, FLOOR, EMPTY, FOLIUM, PYDECK, PLOTLY)

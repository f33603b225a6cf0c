"""The folium map: a page of its own that loads the boundaries once and is then only repainted.

folium writes the Leaflet map; ``assets/*.js`` draws the boundaries on it and repaints them from
the table of :func:`geo.paint.paint`, which the page around it sends. The page itself never
changes with a filter, so zoom and position stay, and a browser may keep it for ever.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import folium
from branca.element import MacroElement
from jinja2 import Template

ASSETS: Final = Path(__file__).with_name("assets")
SCRIPTS: Final = (
    "dom",
    "names",
    "symbols",
    "controls",
    "background",
    "land",
    "marks",
    "map",
)
"""Our scripts among the assets, in the order in which they become one file."""
JAPAN_CENTRE: Final = (35.5, 136.0)
"""Latitude and longitude, folium's order, of the view before the whole country is fitted."""


class _AtlasLayers(MacroElement):
    """Starts ``assets/map.js`` on the map it is added to."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "startAtlas({{ this._parent.get_name() }}, "
        "{{ this.boundaries_url | tojson }}, {{ this.programme_url | tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, boundaries_url: str, programme_url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "AtlasLayers"
        self._id = "atlas"
        self.boundaries_url = boundaries_url
        self.programme_url = programme_url


class _LocalMap(folium.Map):
    """A folium map that asks no outside host: folium's own lists name public CDNs."""

    def __init__(self, scripts: list[tuple[str, str]], styles: list[tuple[str, str]]) -> None:
        self.default_js = scripts
        self.default_css = styles
        super().__init__(
            location=JAPAN_CENTRE,
            zoom_start=5,
            tiles=None,
            prefer_canvas=True,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0.25,
            zoom_delta=0.75,
            world_copy_jump=False,
        )
        self._id = "atlas"
        # folium hands its own min_zoom and max_zoom to a tile layer only, and there is none.
        self.options |= {"minZoom": 4, "maxZoom": 16}


def write_map_page(
    scripts: list[str], styles: list[str], boundaries_url: str, programme_url: str
) -> bytes:
    """Return the whole HTML page of the map, UTF-8, the same bytes for the same arguments.

    ``scripts`` and ``styles`` are the addresses of Leaflet and of our own assets, in loading
    order; ``boundaries_url`` and ``programme_url`` those of
    :func:`geo.boundaries.write_boundaries` and :func:`geo.paint.write_programme`. All are
    relative to the page.
    """
    atlas_map = _LocalMap(
        [(f"script{number}", url) for number, url in enumerate(scripts)],
        [(f"style{number}", url) for number, url in enumerate(styles)],
    )
    _AtlasLayers(boundaries_url, programme_url).add_to(atlas_map)
    figure = atlas_map.get_root()
    figure._id = "atlas"
    html: str = figure.render()
    return html.encode()

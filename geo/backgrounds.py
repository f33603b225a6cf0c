"""Background maps that a viewer may choose: tiles of the Geospatial Information Authority (GSI).

They come from GSI's own host, so they need the internet and are never the default. GSI asks that
each stands with a link to its list of tiles; the words of the attributions are in the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TILE_HOST: Final = "https://cyberjapandata.gsi.go.jp"
TILE_LIST: Final = "https://maps.gsi.go.jp/development/ichiran.html"
"""GSI's list of tiles, which an attribution links to."""


@dataclass(frozen=True)
class Tiles:
    """Where the tiles of one background are, in Leaflet's words ``{z}/{x}/{y}``, and how deep."""

    url: str
    max_zoom: int = 18
    min_zoom: int = 5


TILES: Final = {
    "pale": Tiles(f"{TILE_HOST}/xyz/pale/{{z}}/{{x}}/{{y}}.png"),
    "standard": Tiles(f"{TILE_HOST}/xyz/std/{{z}}/{{x}}/{{y}}.png"),
    "photo": Tiles(f"{TILE_HOST}/xyz/seamlessphoto/{{z}}/{{x}}/{{y}}.jpg", min_zoom=2),
}

"""The files of the map as the browser gets them, each under a name that holds its own hash."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xstatic.pkg import leaflet

from geo.atlas import Atlas
from geo.boundaries import write_boundaries
from geo.choropleth import ASSETS, SCRIPTS, write_map_page
from geo.paint import write_programme

_LEAFLET: Final = Path(leaflet.BASE_DIR)


@dataclass(frozen=True)
class Asset:
    """One file in memory: its name, what it is, and its bytes as they are and compressed."""

    name: str
    media_type: str
    content: bytes
    compressed: bytes


@dataclass(frozen=True)
class MapAssets:
    """All files of the map by name, and which of them is the page."""

    page: str
    boundaries: str
    by_name: Mapping[str, Asset]


def make_assets(atlas: Atlas, before: MapAssets | None = None) -> MapAssets:
    """Write the map's files: a second or two of work.

    ``before`` lends its boundaries, where those of ``atlas`` are the same.
    """
    script = _asset("leaflet", "js", (_LEAFLET / "leaflet.js").read_bytes())
    style = _asset("leaflet", "css", (_LEAFLET / "leaflet.css").read_bytes())
    own_script = _asset(
        "map", "js", b"\n".join((ASSETS / f"{name}.js").read_bytes() for name in SCRIPTS)
    )
    own_style = _asset("map", "css", (ASSETS / "map.css").read_bytes())
    if before:
        boundaries = before.by_name[before.boundaries]
    else:
        boundaries = _asset("boundaries", "json", write_boundaries(atlas.municipalities))
    programme = _asset("programme", "json", write_programme(atlas))
    page = _asset(
        "map",
        "html",
        write_map_page(
            [script.name, own_script.name],
            [style.name, own_style.name],
            boundaries.name,
            programme.name,
        ),
    )
    every = (script, style, own_script, own_style, boundaries, programme, page)
    return MapAssets(page.name, boundaries.name, {asset.name: asset for asset in every})


_MEDIA_TYPES: Final = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


def _asset(stem: str, suffix: str, content: bytes) -> Asset:
    name = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
    return Asset(name, _MEDIA_TYPES[suffix], content, gzip.compress(content, mtime=0))

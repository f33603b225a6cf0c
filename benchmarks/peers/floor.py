"""The floor: a static page with plain Leaflet and the shapes that the dashboard draws, as GeoJSON.

Everything lies compressed in memory; a filter and a click stay in the browser.
"""

import gzip
import json
from pathlib import Path

import geopandas as gpd
import shapely
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from xstatic.pkg import leaflet

from benchmarks.peers.programme import read_places
from geo.boundaries import TOLERANCE_DEGREES

_HEADERS = {"Content-Encoding": "gzip", "Cache-Control": "public, max-age=31536000, immutable"}


def _shapes() -> bytes:
    places = read_places()
    coarse = shapely.coverage_simplify(places.geometry.to_numpy(), TOLERANCE_DEGREES)
    drawn = gpd.GeoDataFrame(places.drop(columns="geometry"), geometry=coarse, crs=places.crs)
    collection = json.loads(drawn.to_json(drop_id=True))
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


_FILES = {
    "": ("text/html", Path(__file__).with_name("floor.html").read_bytes()),
    "shapes.json": ("application/json", _shapes()),
    "leaflet.js": ("text/javascript", (Path(leaflet.BASE_DIR) / "leaflet.js").read_bytes()),
    "leaflet.css": ("text/css", (Path(leaflet.BASE_DIR) / "leaflet.css").read_bytes()),
}
_COMPRESSED = {name: gzip.compress(content) for name, (_, content) in _FILES.items()}


def _send(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        return Response("not found", 404)
    headers = dict(_HEADERS) if name else {"Content-Encoding": "gzip"}
    return Response(_COMPRESSED[name], headers=headers, media_type=_FILES[name][0])


app = Starlette(routes=[Route("/{name:path}", _send)])

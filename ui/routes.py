"""Our own addresses beside Streamlit's: the map's files, and health."""

from __future__ import annotations

import contextlib
import gc
import importlib
from collections.abc import AsyncIterator
from typing import Any, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ui.headers import map_policy
from ui.map_files import Asset
from ui.store import STORE

FOREVER: Final = "public, max-age=31536000, immutable"
_LARGE_PARTS: Final = ("ui.downloads", "ui.charts")
"""What only pages import, and what takes a third of a second each to import."""


async def send_asset(request: Request) -> Response:
    """Send a file of the map; its name holds its hash, so a browser may keep it for ever.

    Only names in the table are known: nothing of the request reaches the disk.
    """
    state = await to_thread.run_sync(STORE.get)
    found = state.assets.by_name.get(request.path_params["name"]) if state.assets else None
    if found is None:
        return Response("not found", 404, media_type="text/plain")
    etag = f'"{found.name}"'
    headers = {
        "ETag": etag,
        "Cache-Control": FOREVER,
        "Vary": "Accept-Encoding",
    }
    if found.media_type.startswith("text/html"):
        headers["Content-Security-Policy"] = map_policy(found.content)
    if etag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return _send(found, "gzip" in request.headers.get("Accept-Encoding", ""), headers)


def _send(asset: Asset, is_compressed: bool, headers: dict[str, str]) -> Response:
    if not is_compressed:
        return Response(asset.content, headers=headers, media_type=asset.media_type)
    headers["Content-Encoding"] = "gzip"
    return Response(asset.compressed, headers=headers, media_type=asset.media_type)


async def send_health(_request: Request) -> JSONResponse:
    """Tell whether there are data to show: 200 with the counts, or 503.

    ``problems`` counts what is wrong with the files as they are now; with data still shown from
    before, the answer stays 200.
    """
    state = await to_thread.run_sync(STORE.get)
    if state.atlas is None:
        return JSONResponse({"status": "no data", "problems": state.total_problems}, 503)
    counts = {
        "projects": len(state.atlas.projects),
        "municipalities": len(state.atlas.row_of_code),
        "problems": state.total_problems,
    }
    return JSONResponse({"status": "ok", **counts})


ROUTES: Final[list[BaseRoute]] = [
    Route("/atlas/{name}", send_asset, methods=["GET"]),
    Route("/health", send_health, methods=["GET"]),
]


@contextlib.asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Be ready before the first viewer comes; then look for changes until the server ends."""
    await to_thread.run_sync(STORE.get)
    for name in _LARGE_PARTS:
        await to_thread.run_sync(importlib.import_module, name)
    gc.collect()
    gc.freeze()  # what is read and imported by now stays: no collection looks at it again
    with STORE.watched():
        yield {}

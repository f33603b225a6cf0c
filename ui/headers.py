"""Headers that hold a browser back: what a page may load, who may frame it, what others learn.

They come from the application itself, so they hold with and without a proxy. What each part of the
policies is for stands in SECURITY.md.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.backgrounds import TILE_HOST

ANYONE: Final = "*"
_SOURCE: Final = re.compile(r"(?:\*|'none'|'self'|https?://[\w.*-]+(?::[\d*]+)?)")

NOT_A_PAGE: Final = "default-src 'none'; frame-ancestors 'none'"
"""The policy of what is no page: a download or a script that is opened as one may do nothing."""

ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "usb",
        )
    ),
}
"""The headers of every answer."""


def read_frame_ancestors(text: str) -> str:
    """Return who may frame the embedded map, from the setting ``ATLAS_FRAME_ANCESTORS``.

    ``text`` holds the sources of CSP's ``frame-ancestors``, with spaces between: ``*`` (anyone),
    ``'self'``, ``'none'``, or addresses such as ``https://www.example.go.jp``. Raise
    ``ValueError`` at any other word, since it would end up in a header.
    """
    for word in text.split():
        if not _SOURCE.fullmatch(word):
            raise ValueError(
                f"ATLAS_FRAME_ANCESTORS: {word!r} is none of *, 'self', 'none', https://host"
            )
    return " ".join(text.split()) or ANYONE


EMBEDDERS: Final = read_frame_ancestors(os.environ.get("ATLAS_FRAME_ANCESTORS", ANYONE))


@lru_cache(maxsize=8)
def map_policy(page: bytes) -> str:
    """Return the policy of the map's page; only the scripts and styles written in it may run.

    It is framed by the dashboard's page, and so by whoever may frame that one.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {_hashes('script', page)}",
            f"style-src 'self' {_hashes('style', page)}",
            f"img-src 'self' data: {TILE_HOST}",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {EMBEDDERS}",
        )
    )


def page_policy(frame_ancestors: str) -> str:
    """Return the policy of Streamlit's page.

    ``blob:`` is how Streamlit starts a component's script (ui/map_view.py), and its styles are
    made while it runs, so no hash can name them. Nothing is evaluated from text.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' blob: {_STREAMLIT_SCRIPTS}",
            "style-src 'self' 'unsafe-inline'",
            "style-src-attr 'none'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {frame_ancestors}",
        )
    )


def _hashes(tag: str, page: bytes) -> str:
    inline = re.findall(rf"<{tag}>(.*?)</{tag}>".encode(), page, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(text).digest()).decode() for text in inline)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


_INDEX: Final = Path(streamlit.__file__).with_name("static") / "index.html"
_STREAMLIT_SCRIPTS: Final = _hashes("script", _INDEX.read_bytes())
_PAGE: Final = page_policy("'self'")
_EMBEDDED_PAGE: Final = page_policy(EMBEDDERS)


class SafeHeaders:
    """Adds the headers to every answer; a policy that is there already stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    @classmethod
    def as_middleware(cls) -> Middleware:
        """Return this middleware as Starlette's list of them wants it."""
        return Middleware(cls)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, the headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.update(ALWAYS)
                headers.setdefault("Content-Security-Policy", _policy_for(scope, headers))
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _policy_for(scope: Scope, headers: MutableHeaders) -> str:
    if not headers.get("content-type", "").startswith("text/html"):
        return NOT_A_PAGE
    embed = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("embed", [])
    return _EMBEDDED_PAGE if "true" in (value.lower() for value in embed) else _PAGE

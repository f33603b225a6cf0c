"""What the server refuses before Streamlit sees it: uploads, closed addresses, too long links."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.html_language import preferred_language
from ui.words import words

LONGEST_LINK: Final = 8000
"""Bytes of path and query; a link of ours with every filter set has about 2,000."""

_OPEN: Final = {"health", "host-config", "stream"}
"""What the page asks of Streamlit's own addresses. Uploads, metrics and the agent API stay shut."""

_CLOSED: Final = ("/auth/", "/oauth2callback", "/component/")
_POLICY_VIOLATION: Final = 1008


class Guard:
    """Lets through what the dashboard's own page asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    @classmethod
    def as_middleware(cls) -> Middleware:
        """Return this middleware as Starlette's list of them wants it."""
        return Middleware(cls)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request or websocket."""
        if scope["type"] == "websocket" and not may_connect(scope):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        status = refusal(scope) if scope["type"] == "http" else None
        if status is None:
            await self.app(scope, receive, send)
            return
        await PlainTextResponse(_say(status, scope), status)(scope, receive, send)


def refusal(scope: Scope) -> HTTPStatus | None:
    """Return the status that refuses a request, or None for one that is served."""
    if scope["method"] not in ("GET", "HEAD"):
        return HTTPStatus.METHOD_NOT_ALLOWED
    if _length(scope) > LONGEST_LINK:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    _, is_streamlits, name = scope["path"].partition("/_stcore/")
    if (is_streamlits and name not in _OPEN) or scope["path"].startswith(_CLOSED):
        return HTTPStatus.NOT_FOUND
    return None


def may_connect(scope: Scope) -> bool:
    """Tell whether a websocket comes from our own page: its Origin names the host it asks.

    A program that is no browser sends no Origin, and may connect. Streamlit's own rule also lets
    in localhost, and asks an outside host for the server's address to decide the rest.
    """
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    is_ours = origin is None or urlsplit(origin).netloc == headers.get("host")
    return is_ours and _length(scope) <= LONGEST_LINK


def _length(scope: Scope) -> int:
    return len(scope.get("raw_path") or scope["path"]) + len(scope.get("query_string", b""))


def _say(status: HTTPStatus, scope: Scope) -> str:
    if status is HTTPStatus.REQUEST_URI_TOO_LONG:
        return words(preferred_language(scope))("error.link_too_long", limit=LONGEST_LINK)
    return status.phrase

"""The language of the page that Streamlit serves as English: ``<html lang>``."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.catalogue import LANGUAGES, Language

_FIXED: Final = b'<html lang="en"'


class HtmlLanguage:
    """Writes the reader's language into Streamlit's own page (streamlit issue 15726).

    Only whole pages are touched, and they are asked for uncompressed and unconditionally, because
    what would come back otherwise could not be rewritten.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    @classmethod
    def as_middleware(cls) -> Middleware:
        """Return this middleware as Starlette's list of them wants it."""
        return Middleware(cls)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, whole pages rewritten."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        language = preferred_language(scope)
        dropped = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in dropped]}
        await self.app(plain, receive, _Rewriter(send, language).send)


class _Rewriter:
    """Holds the start of an HTML answer until its body is known, then sends both rewritten."""

    def __init__(self, send: Send, language: Language) -> None:
        self._send = send
        self._language = language
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Take one message of the answer."""
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            await self._gather(self._start, message)
        else:
            await self._send(message)

    async def _gather(self, start: Message, message: Message) -> None:
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._body.replace(_FIXED, f'<html lang="{self._language}"'.encode(), 1)
        headers = MutableHeaders(raw=start["headers"])
        headers["Content-Length"] = str(len(body))
        headers["Content-Language"] = self._language
        headers.append("Vary", "Accept-Language")
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    headers = MutableHeaders(raw=start["headers"])
    return (
        start["status"] == 200
        and headers.get("content-type", "").startswith("text/html")
        and "content-encoding" not in headers
    )


def preferred_language(scope: Scope) -> Language:
    """Return the language named in the link (``lang``), else the browser's first that we have."""
    named = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    accepted = Headers(scope=scope).get("accept-language", "")
    return choose_language(named, accepted)


def choose_language(named: str, accepted: str) -> Language:
    """Return ``named`` if we have it, else the first of ``Accept-Language`` we have, else ja."""
    wanted = [named, *(part.split(";")[0].split("-")[0].strip() for part in accepted.split(","))]
    known = {language: language for language in LANGUAGES}
    return next((known[part] for part in wanted if part in known), "ja")

"""A data file behind an ``https`` or ``http`` address, asked for anew only when it changed."""

from __future__ import annotations

import hashlib
import time
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import requests

from geo.file_bytes import FileBytes
from geo.problems import DataError, Problem
from geo.provenance import Record
from geo.sources.records import read_entry, record_name
from geo.sources.source import MOST_BYTES, away

_TIMEOUTS: Final = (3.05, 10.0)
"""Seconds until there must be a connection, and between two pieces of the answer."""

_LONGEST_SECONDS: Final = 60.0
_PIECE: Final = 1 << 20


class WebSource:
    """A file on a web server.

    A look is a conditional request (``If-None-Match``, ``If-Modified-Since``): a server that knows
    ETag or Last-Modified answers it with nothing. The signature is the hash of the content.
    """

    is_remote = True

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.name = PurePosixPath(parts.path).name or str(parts.hostname)
        self._address = address
        self._validators: dict[str, str] = {}
        self._signature = ""
        self._new: bytes | None = None

    def signature(self) -> object:
        """Return the hash of the content; what was fetched to see it waits for :meth:`content`."""
        answer, data = self._get(self._address, self._validators)
        if answer.status_code == requests.codes.not_modified:
            return self._signature
        if answer.status_code != requests.codes.ok:
            raise away(self.name, f"HTTP {answer.status_code}")
        wanted = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
        self._validators = {
            asks: answer.headers[told] for told, asks in wanted.items() if told in answer.headers
        }
        before, self._signature = self._signature, hashlib.sha256(data).hexdigest()
        if self._signature != before:
            self._new = data
        return self._signature

    def content(self) -> FileBytes:
        """Return the file, from the last look when that fetched it."""
        if self._new is None:
            self._validators, self._signature = {}, ""
            self.signature()
        data, self._new = self._new or b"", None
        return FileBytes(self.name, data)

    def record(self) -> Record | None:
        """Return the record beside the file; an address with a query has none."""
        parts = urlsplit(self._address)
        if parts.query:
            return None
        path = PurePosixPath(parts.path).with_name(record_name(self.name))
        answer, data = self._get(urlunsplit(parts._replace(path=str(path))), {})
        return read_entry(self.name, data) if answer.status_code == requests.codes.ok else None

    def _get(self, address: str, headers: dict[str, str]) -> tuple[requests.Response, bytes]:
        # Only the kind of an error is told: its text would hold the address, and keys in it.
        try:
            with requests.get(address, headers=headers, timeout=_TIMEOUTS, stream=True) as answer:
                return answer, self._read(answer)
        except requests.RequestException as error:
            raise away(self.name, type(error).__name__) from None

    def _read(self, answer: requests.Response) -> bytes:
        until = time.monotonic() + _LONGEST_SECONDS
        data = bytearray()
        for piece in answer.iter_content(_PIECE):
            data += piece
            if len(data) > MOST_BYTES:
                limit = {"limit": f"{MOST_BYTES:,}"}
                raise DataError([Problem("file_too_large", self.name, values=limit)])
            if time.monotonic() > until:
                raise requests.Timeout
        return bytes(data)

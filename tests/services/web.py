"""A web server of a few files, as a static host and as an S3 bucket answer (GET, HEAD, Range)."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar


class Files:
    """What is served, by path, and what was answered so far: ``("GET", "/a.csv", 304)``."""

    def __init__(self) -> None:
        self.content: dict[str, bytes] = {}
        self.answers: list[tuple[str, str, int]] = []
        self.address = ""


@contextmanager
def running_web() -> Iterator[Files]:
    files = Files()

    class Handler(_Handler):
        served = files

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    files.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield files
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    served: ClassVar[Files]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        content = self.served.content.get(path)
        etag = f'"{hashlib.md5(content or b"", usedforsecurity=False).hexdigest()}"'
        asked = self.headers.get("Range", "")
        if content is None:
            status, content = 404, b""
        elif etag in self.headers.get("If-None-Match", ""):
            status, content = 304, b""
        elif asked:
            first, last = asked.removeprefix("bytes=").split("-")
            status, content = 206, content[int(first) : int(last) + 1]
        else:
            status = 200
        self.served.answers.append((self.command, path, status))
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", formatdate(0, usegmt=True))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        pass

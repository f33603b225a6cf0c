"""The policies as text; tests/browser/test_server.py looks at what a browser makes of them."""

from __future__ import annotations

import pytest

from geo.backgrounds import TILES
from ui.guard import LONGEST_LINK, may_connect, refusal
from ui.headers import map_policy, page_policy, read_frame_ancestors


def directive(policy: str, name: str) -> list[str]:
    found = [part.split()[1:] for part in policy.split("; ") if part.split()[0] == name]
    assert len(found) == 1
    return found[0]


def test_the_page_evaluates_no_text_and_asks_nobody_else():
    policy = page_policy("'self'")
    assert "unsafe-eval" not in policy
    assert "http" not in policy
    assert "'unsafe-inline'" not in directive(policy, "script-src")
    assert directive(policy, "default-src") == ["'none'"]
    assert directive(policy, "style-src-attr") == ["'none'"]


def test_the_map_runs_only_what_is_written_in_it():
    page = b"<script>one()</script><style>a {}</style><script>two()</script>"
    policy = map_policy(page)
    assert "unsafe" not in policy
    assert len(directive(policy, "script-src")) == 3
    assert directive(policy, "style-src")[1].startswith("'sha256-")
    assert map_policy(page.replace(b"two", b"evil")) != policy


def test_the_map_may_ask_one_host_for_pictures_of_the_background():
    hosts = [source for source in directive(map_policy(b""), "img-src") if "//" in source]
    assert len(hosts) == 1
    assert all(tiles.url.startswith(f"{hosts[0]}/") for tiles in TILES.values())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", "*"),
        ("*", "*"),
        ("'none'", "'none'"),
        ("'self'  https://www.example.go.jp", "'self' https://www.example.go.jp"),
        ("http://10.0.0.1:8080 https://*.lg.jp", "http://10.0.0.1:8080 https://*.lg.jp"),
    ],
)
def test_who_may_embed_is_read_from_the_setting(text, read):
    assert read_frame_ancestors(text) == read


@pytest.mark.parametrize(
    "text", ["self", "https://a;script-src *", "https://a/path", "javascript:x", "a\r\nSet-Cookie:"]
)
def test_a_setting_that_would_change_the_policy_is_refused(text):
    with pytest.raises(ValueError, match="ATLAS_FRAME_ANCESTORS"):
        read_frame_ancestors(text)


def scope(path: str, query: bytes = b"", method: str = "GET", **headers: str) -> dict[str, object]:
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    raw = path.encode()
    return {"type": "http", "method": method, "path": path, "raw_path": raw} | {
        "query_string": query,
        "headers": pairs,
    }


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/projects",
        "/static/js/a.js",
        "/atlas/a.js",
        "/health",
        "/media/a.csv",
        "/_stcore/health",
        "/_stcore/stream",
        "/projects/_stcore/health",
    ],
)
def test_what_the_page_asks_for_is_served(path):
    assert refusal(scope(path)) is None
    assert refusal(scope(path, method="HEAD")) is None


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/upload_file/a/b",
        "/_stcore/agent/mcp",
        "/auth/login",
        "/oauth2callback",
        "/component/a/b",
        "/projects/_stcore/upload_file/a/b",
    ],
)
def test_what_the_page_does_not_need_is_shut(path):
    assert refusal(scope(path)) == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_sent(method):
    assert refusal(scope("/", method=method)) == 405


def test_a_link_has_a_longest_length():
    assert refusal(scope("/", b"q=" + b"a" * (LONGEST_LINK - 3))) is None
    assert refusal(scope("/", b"q=" + b"a" * (LONGEST_LINK - 2))) == 414


def test_a_websocket_comes_from_our_own_page_or_from_no_browser():
    stream = "/_stcore/stream"
    assert may_connect(scope(stream, host="atlas.example"))
    assert may_connect(scope(stream, host="atlas.example", origin="https://atlas.example"))
    assert not may_connect(scope(stream, host="atlas.example", origin="https://evil.example"))
    assert not may_connect(scope(stream, host="atlas.example", origin="http://localhost"))
    assert not may_connect(scope(stream, host="atlas.example", origin="null"))

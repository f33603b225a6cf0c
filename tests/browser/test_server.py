"""What the running server lets a browser do, what it refuses, and what it writes down."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import connect

from tests.browser.driver import ARTIFACTS
from ui.guard import LONGEST_LINK
from ui.words import words

pytestmark = pytest.mark.browser

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
TRAVERSALS = [
    "/atlas/../dashboard.py",
    "/atlas/..%2f..%2fREADME.md",
    "/atlas/%2e%2e/%2e%2e/data/projects.csv",
    "/static/../../../config.py",
    "/static/%2e%2e/%2e%2e/config.py",
    "/static/..%5c..%5cconfig.py",
    "/media/../../etc/passwd",
    "/media/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/component/../../etc/passwd",
    "/_stcore/bidi-components/../../etc/passwd",
    "/app/static/../dashboard.py",
    "//etc/passwd",
    "/data/projects.csv",
    "/.streamlit/config.toml",
    "/.git/config",
    "/requirements.txt",
    "/ui/router.py",
]
SECRETS = [b"project_id,", b"[server]", b"root:x:", b"import streamlit", b"repositoryformat", b"=="]


def ask(address: str, path: str, method: str = "GET", body: bytes | None = None, **headers: str):
    """Ask for a path as it stands: urllib would mend it."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


def test_every_page_keeps_to_its_policy_and_the_policy_holds(visitor):
    stopped: list[str | None] = []
    visitor.page.on("requestfailed", lambda request: stopped.append((request.url, request.failure)))
    for page, language in (("projects", "ja"), ("statistics", "en"), ("about", "ja")):
        visitor.open(f"/{page}?lang={language}", has_map=False)
        expect(visitor.page.get_by_test_id("stException")).to_have_count(0)
    visitor.open("/?embed=true&lang=en")
    visitor.open("/?place=12217&lang=ja")
    button = visitor.page.get_by_test_id("stDownloadButton").get_by_role("button").first
    with visitor.page.expect_download() as download:
        button.click()
    assert download.value.failure() is None
    assert visitor.refused == []

    # No text becomes a script, and no picture comes from elsewhere: in the page and in the map.
    for frame in (visitor.page.main_frame, visitor.page.frames[1]):
        frame.evaluate(
            """() => {
                setTimeout("window.ran = 'text'");
                const script = document.createElement("script");
                script.text = "window.ran = 'element'";
                const button = document.createElement("button");
                button.setAttribute("onclick", "window.ran = 'handler'");
                document.body.append(script, button);
                button.click();
                new Image().src = "https://evil.example/pixel";
            }"""
        )
        assert (
            frame.evaluate("new Promise((tell) => setTimeout(() => tell(window.ran ?? null)))")
            is None
        )
    assert sum("evil.example" in text for text in visitor.refused) == 2
    visitor.refused.clear()
    visitor.may_ask = ("https://evil.example/",)  # Playwright counts what the browser did not send
    # A page that is left stops what it still asks for: only the pictures' own end counts.
    assert [why for url, why in stopped if "evil.example" in url] == ["csp", "csp"]


@pytest.fixture
def foreign_page(dashboard) -> Iterator[str]:
    """Another site's page that frames the dashboard, whole and embedded."""
    frames = f'<iframe src="{dashboard}/"></iframe><iframe src="{dashboard}/?embed=true"></iframe>'

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(frames.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_another_site_may_frame_the_embedded_map_and_nothing_else(
    new_viewer, dashboard, foreign_page
):
    viewer = new_viewer(dashboard)
    viewer.may_ask = (foreign_page,)
    viewer.page.goto(foreign_page, wait_until="commit")
    embedded = viewer.page.frame_locator("iframe >> nth=1").frame_locator("iframe.map-frame")
    expect(embedded.locator("html[data-painted]")).to_be_attached(timeout=30_000)
    whole = viewer.page.frame_locator("iframe >> nth=0")
    expect(whole.get_by_role("heading", level=1)).to_have_count(0)
    assert ["frame-ancestors" in text for text in viewer.refused] == [True]
    viewer.refused.clear()
    _, headers, _ = ask(dashboard, "/", Accept="text/html")
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/projects", "/health", "/static/nothing.js", "/atlas/x"])
def test_every_answer_has_the_headers(dashboard, path):
    _, headers, _ = ask(dashboard, path)
    assert ALWAYS.items() <= headers.items()
    assert "geolocation=()" in headers["permissions-policy"]
    assert headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_to_a_file(dashboard, path):
    status, headers, body = ask(dashboard, path)
    is_streamlits_page = headers.get("content-type", "").startswith("text/html")
    assert status in (400, 404) or (status == 200 and is_streamlits_page)
    assert not any(secret in body for secret in SECRETS)


def test_uploads_are_refused(dashboard):
    for method in ("PUT", "POST", "DELETE"):
        for path in ("/_stcore/upload_file/a/b", "/_stcore/agent/interact", "/"):
            status, _, _ = ask(dashboard, path, method, body=b"x" * 1000)
            assert status == 405


def test_a_link_that_is_too_long_is_told_in_words(dashboard):
    for language in ("ja", "en"):
        link = f"/?lang={language}&q=" + "a" * LONGEST_LINK
        status, _, body = ask(dashboard, link)
        assert status == 414
        assert body.decode() == words(language)("error.link_too_long", limit=LONGEST_LINK)
    status, _, _ = ask(dashboard, "/?q=" + "a" * 100_000)
    assert status in (400, 414)


def test_a_websocket_of_another_site_or_with_too_much_to_say_is_closed(dashboard):
    stream = f"{dashboard.replace('http', 'ws')}/_stcore/stream"
    with pytest.raises(InvalidStatus, match="403"):
        connect(stream, origin="http://evil.example", proxy=None)
    with connect(stream, origin=dashboard, proxy=None, max_size=None) as socket:
        socket.send(b"\0" * 1_100_000)
        with pytest.raises(ConnectionClosedError, match="1009"):
            list(socket)


def test_nothing_that_a_viewer_sends_stands_in_the_log(visitor, dashboard):
    typed = "himitsu-no-kotoba"
    visitor.open(f"/projects?q={typed}&lang=ja&{quote(typed)}=1", has_map=False)
    ask(dashboard, f"/{typed}?{typed}", **{"User-Agent": typed, "X-Forwarded-For": typed})
    ask(dashboard, f"/oauth2callback?state={typed}")
    log = (ARTIFACTS / f"server-{dashboard.rsplit(':', 1)[1]}.log").read_text("utf-8")
    assert typed not in log
    assert "127.0.0.1 -" not in log
    assert "WebSocket /" not in log

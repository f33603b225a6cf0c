"""A dashboard of our own on a free port, and what a viewer sees of it in headless Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / ".artifacts"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Every outside host is out of reach, as on a closed network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
LAUNCH: dict[str, Any] = {
    "executable_path": os.environ.get("ATLAS_CHROMIUM") or None,
    "args": CHROMIUM_ARGUMENTS,
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_dashboard(expected_health: int = 200, **environment: str) -> Iterator[str]:
    """Run the dashboard as ``streamlit run dashboard.py`` does; yield its address."""
    ARTIFACTS.mkdir(exist_ok=True)
    port = free_port()
    log = ARTIFACTS / f"server-{port}.log"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output
        )
        try:
            _wait_for_health(f"http://127.0.0.1:{port}/health", expected_health, server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_for_health(
    address: str, expected: int, server: subprocess.Popen[bytes], log: Path
) -> None:
    for _ in range(600):
        try:
            status = urllib.request.urlopen(address, timeout=30).status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError:
            status = 0
        if status == expected:
            return
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"the dashboard did not come up:\n{log.read_text()}")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright, playwright.chromium.launch(**LAUNCH) as browser:
        yield browser


class Viewer:
    """One viewer: a page, and what it asked for and was sent."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.refused: list[str] = []  # what the pages' Content-Security-Policy kept out
        self.received = 0
        self.may_ask: tuple[str, ...] = ()  # outside addresses that the viewer chose to ask
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._note(message.text))
        page.on("websocket", lambda socket: socket.on("framereceived", self._count))

    def _note(self, message: str) -> None:
        if "Content Security Policy" in message:
            self.refused.append(message)

    def _count(self, frame: Any) -> None:
        self.received += len(frame)

    @property
    def outside_requests(self) -> list[str]:
        ours = (self.address, self.address.replace("http", "ws"), "data:", "blob:")
        ours += self.may_ask
        return [url for url in self.requests if not url.startswith(ours)]

    def open(self, path: str = "/", has_map: bool = True) -> None:
        self.page.goto(self.address + path, wait_until="commit")
        if has_map:
            expect(self.map.locator("html[data-painted]")).to_be_attached(timeout=30_000)
        else:
            expect(self.page.locator("footer.sources")).to_be_attached(timeout=30_000)

    def settle(self) -> None:
        """Wait until the script has run and nothing stands in for what is to come."""
        expect(self.page.locator("[data-test-script-state='notRunning']")).to_be_attached()
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator("iframe.map-frame")

    def in_map(self, script: str) -> Any:
        """Evaluate a script inside the map's page; ``map_atlas`` is folium's Leaflet map."""
        return self.map.locator("html").evaluate(f"() => {script}")

    def shown_codes(self) -> list[str]:
        return sorted(
            self.map.locator("path.project").evaluate_all("all => all.map(one => one.dataset.code)")
        )

    def expect_projects(self, count: int) -> None:
        expect(self.map.locator("path.project")).to_have_count(count)

    def click_at(self, lon: float, lat: float) -> None:
        """Click the map at a place, as a viewer's mouse does."""
        frame = self.page.locator("iframe.map-frame")
        frame.scroll_into_view_if_needed()
        box = frame.bounding_box()
        assert box
        x, y = self.in_map(f"(p => [p.x, p.y])(map_atlas.latLngToContainerPoint([{lat}, {lon}]))")
        self.page.mouse.click(box["x"] + 1 + x, box["y"] + 1 + y)

    def go_to(self, lon: float, lat: float, zoom: float) -> None:
        self.in_map(f"(map_atlas.setView([{lat}, {lon}], {zoom}, {{animate: false}}), null)")

    def view(self) -> list[float]:
        found: list[float] = self.in_map(
            "[map_atlas.getZoom(), map_atlas.getCenter().lat, map_atlas.getCenter().lng]"
        )
        return found

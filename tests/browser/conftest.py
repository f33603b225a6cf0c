from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.driver import ARTIFACTS, Viewer, chromium, running_dashboard

expect.set_options(timeout=20_000)  # a limit for what never comes, on a busy machine too


@pytest.fixture(scope="session")
def dashboard() -> Iterator[str]:
    with running_dashboard() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    setattr(item, f"failed_{report.when}", report.failed)
    return report


@pytest.fixture
def watched(request) -> Iterator[list[Viewer]]:
    """The test's viewers; each asked no outside host, met no error, and kept to the policies."""
    viewers: list[Viewer] = []
    yield viewers
    for number, viewer in enumerate(viewers):
        if getattr(request.node, "failed_call", False):
            viewer.page.screenshot(path=ARTIFACTS / f"{request.node.name}-{number}.png")
        viewer.page.close()
    for viewer in viewers:
        assert viewer.outside_requests == []
        assert viewer.errors == []
        assert viewer.refused == []


@pytest.fixture
def fresh_contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    with ExitStack() as contexts:
        yield lambda **options: contexts.enter_context(browser.new_context(**options))


@pytest.fixture
def new_viewer(fresh_contexts, watched) -> Callable[..., Viewer]:
    """Make viewers, each in a fresh browser with nothing kept."""

    def make(address: str, locale: str = "ja-JP", width: int = 1400, height: int = 900) -> Viewer:
        context = fresh_contexts(locale=locale, viewport={"width": width, "height": height})
        watched.append(Viewer(context.new_page(), address))
        return watched[-1]

    return make


@pytest.fixture(scope="session")
def used_browser(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that keeps what it was sent, as a viewer's does from one visit to the next."""
    with browser.new_context(locale="ja-JP", viewport={"width": 1400, "height": 900}) as context:
        yield context


@pytest.fixture
def viewer(used_browser: BrowserContext, dashboard, watched) -> Viewer:
    """One viewer in Japanese, on the map; a second less to wait than in a fresh browser."""
    opened = Viewer(used_browser.new_page(), dashboard)
    watched.append(opened)
    opened.page.bring_to_front()  # a covered window is not drawn
    opened.open()
    return opened

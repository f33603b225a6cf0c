from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests.browser.driver import ARTIFACTS, LAUNCH, Viewer, running_dashboard

expect.set_options(timeout=20_000)  # a limit for what never comes, on a busy machine too


@pytest.fixture(scope="session")
def dashboard() -> Iterator[str]:
    with running_dashboard() as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with playwright.chromium.launch(**LAUNCH) as running:
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
def used_browser(playwright: Playwright, tmp_path_factory) -> Iterator[BrowserContext]:
    """A browser that keeps what it was sent and has compiled, as a viewer's does between visits."""
    with playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        **LAUNCH,
        locale="ja-JP",
        viewport={"width": 1400, "height": 900},
    ) as context:
        yield context


@pytest.fixture
def visitor(used_browser: BrowserContext, dashboard, watched) -> Viewer:
    """One viewer in Japanese who comes again; a second less to wait than in a fresh browser."""
    made = Viewer(used_browser.new_page(), dashboard)
    watched.append(made)
    made.page.bring_to_front()  # a covered window is not drawn
    return made


@pytest.fixture
def viewer(visitor: Viewer) -> Viewer:
    """The visitor, on the map."""
    visitor.open()
    return visitor

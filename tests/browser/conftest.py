from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

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
def new_viewer(request, browser: Browser) -> Iterator[Callable[..., Viewer]]:
    """Make viewers; each asked no outside host, met no error, and kept to the policies."""
    viewers: list[Viewer] = []

    def make(address: str, locale: str = "ja-JP", width: int = 1400, height: int = 900) -> Viewer:
        context = browser.new_context(
            locale=locale, viewport={"width": width, "height": height}, accept_downloads=True
        )
        viewers.append(Viewer(context.new_page(), address))
        return viewers[-1]

    yield make
    for number, viewer in enumerate(viewers):
        if getattr(request.node, "failed_call", False):
            viewer.page.screenshot(path=ARTIFACTS / f"{request.node.name}-{number}.png")
        viewer.page.context.close()
    for viewer in viewers:
        assert viewer.outside_requests == []
        assert viewer.errors == []
        assert viewer.refused == []


@pytest.fixture
def viewer(new_viewer, dashboard) -> Viewer:
    opened = new_viewer(dashboard)
    opened.open()
    return opened

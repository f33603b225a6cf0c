"""A browser of its own with an empty profile, whose pages are watched, and the opening of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import BrowserContext, Page, async_playwright

from benchmarks.contestants import Contestant
from benchmarks.screen import Screen, watch_all
from tests.browser.driver import CHROMIUM_ARGUMENTS

SIZE = {"width": 1400, "height": 900}


@asynccontextmanager
async def fresh_browser(one: Contestant, address: str) -> AsyncIterator[tuple[BrowserContext, str]]:
    """Yield the browser and the folder of its profile, which tells its processes from others."""
    async with async_playwright() as playwright:
        with tempfile.TemporaryDirectory() as profile:
            context = await playwright.chromium.launch_persistent_context(
                profile,
                executable_path=os.environ.get("ATLAS_CHROMIUM", "/usr/bin/chromium"),
                args=CHROMIUM_ARGUMENTS,
                viewport=SIZE,
                locale="en-GB",
            )
            await context.pages[0].goto(address.rpartition("/")[0] + "/_stcore/health")
            await watch_all(context, map=one.map, details=one.details)
            yield context, profile
            await context.close()


async def new_page(context: BrowserContext) -> tuple[Page, Screen]:
    """Return an empty page before all others: one behind another is given no frames."""
    page = await context.new_page()
    await page.bring_to_front()
    return page, await Screen.of(page)


async def seconds_to_map(page: Page, screen: Screen, one: Contestant, address: str) -> float:
    """Open the contestant in ``page``; return the seconds from the navigation to its map."""
    began = screen.begin()
    await page.goto(address, wait_until="commit")
    await screen.settle(one.is_ready)
    return await screen.settled_at("map") - began

"""What a viewer waits for in headless Chromium: this dashboard beside its peers and its floors.

Each round opens every contestant in a browser of its own with an empty profile, one after the
other, so that what else the machine does falls on all alike.
"""

from __future__ import annotations

import asyncio
import io
import re
import statistics
from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any

import psutil
from PIL import Image
from playwright.async_api import Error, FloatRect, Locator, Page

from benchmarks.browser import SIZE, fresh_browser, new_page, seconds_to_map
from benchmarks.contestants import CONTESTANTS, Contestant
from benchmarks.profile import profile_warm
from benchmarks.screen import Screen

ROUNDS, ROUNDS_OF_PEERS = 5, 3
Measured = dict[str, list[float]]


def measure(is_quick: bool = False) -> dict[str, Any]:
    return asyncio.run(_measure(1 if is_quick else ROUNDS, 1 if is_quick else ROUNDS_OF_PEERS))


async def _measure(rounds: int, rounds_of_peers: int) -> dict[str, Any]:
    found: dict[str, Measured] = {one.name: {} for one in CONTESTANTS}
    failures: list[str] = []
    with ExitStack() as servers:
        addresses = {one.name: servers.enter_context(one.serve()) for one in CONTESTANTS}
        for number in range(-1, rounds):
            for one in CONTESTANTS:
                if one.is_peer and number >= rounds_of_peers:
                    continue
                try:
                    measured = await _visit(one, addresses[one.name], is_trial=number < 0)
                except (TimeoutError, RuntimeError, Error) as error:
                    failures.append(f"{one.name}, round {number + 1}: {error!r}")
                    continue
                for name, values in measured.items() if number >= 0 else ():
                    found[one.name].setdefault(name, []).extend(values)
        profiles = {
            one.name: await profile_warm(one, addresses[one.name])
            for one in CONTESTANTS
            if not one.is_peer
        }
    return {
        "rounds": rounds,
        "rounds_of_peers": rounds_of_peers,
        "viewport": SIZE,
        "failures": failures,
        "medians": {
            one: {name: statistics.median(values) for name, values in measured.items()}
            for one, measured in found.items()
        },
        "warm_profile_seconds": profiles,
        "all": found,
    }


async def _visit(one: Contestant, address: str, is_trial: bool) -> Measured:
    """Open one contestant twice, click a municipality, change three filters, weigh the browser."""
    found: Measured = {}
    async with fresh_browser(one, address) as (context, profile):
        for visit in ("cold",) if is_trial else ("cold", "warm"):
            page, screen = await new_page(context)
            seconds = await seconds_to_map(page, screen, one, address)
            found[f"first_map_{visit}_seconds"] = [seconds]
            found[f"first_map_{visit}_bytes"] = [screen.received]
        if one.boxes and not is_trial:
            found |= await _act(one, page, screen)
        found["browser_heap_mb"] = [await _heap(page)]
        found["browser_memory_mb"] = [_memory(profile)]
    return found


async def _act(one: Contestant, page: Page, screen: Screen) -> Measured:
    found: Measured = {"filter_seconds": [], "filter_bytes": []}
    if one.is_clicked:
        x, y = await _find_project(page, one.map)
        began = screen.begin()
        await page.mouse.click(x, y)
        await screen.settle_after(began, "details", one.is_ready)
        found["click_seconds"] = [await screen.settled_at("details") - began]
        found["click_bytes"] = [screen.received]
        await page.mouse.move(5, 5)
    for label in one.boxes:
        await screen.settle(one.is_ready)
        place = await _box(page.get_by_text(re.compile(label)).first)
        began = screen.begin()
        await page.mouse.click(place["x"] + 8, place["y"] + place["height"] / 2)
        await screen.settle_after(began, "map", one.is_ready)
        found["filter_seconds"].append(await screen.settled_at("map") - began)
        found["filter_bytes"].append(screen.received)
    return found


async def _box(element: Locator) -> FloatRect:
    box = await element.bounding_box()
    if box is None:
        raise RuntimeError(f"{element} is not shown")
    return box


async def _find_project(page: Page, selector: str) -> tuple[float, float]:
    """Return a place inside a leading project: the middle of the longest stretch of blue.

    The right third is left out: legends stand there, in the same blue.
    """
    box = await _box(page.locator(selector).first)
    picture = Image.open(io.BytesIO(await page.screenshot())).convert("RGB")
    pixels = picture.load()
    longest, place = 0, (0.0, 0.0)
    for y in range(int(box["y"]), int(min(box["y"] + box["height"], picture.height))):
        run = 0
        for x in range(int(box["x"]), int(box["x"] + box["width"] * 2 / 3)):
            red, green, blue = pixels[x, y]
            run = run + 1 if blue > red + 80 and blue > green + 40 else 0
            if run > longest:
                longest, place = run, (x - run / 2, float(y))
    if longest < 4:
        raise RuntimeError("no project is drawn on the map")
    return place


async def _heap(page: Page) -> float:
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("HeapProfiler.collectGarbage")
    await cdp.send("Performance.enable")
    metrics = (await cdp.send("Performance.getMetrics"))["metrics"]
    return next(m["value"] for m in metrics if m["name"] == "JSHeapUsedSize") / 1e6


def _memory(profile: str) -> float:
    """Return the memory of the browser's pages (unique set size of its renderers) in MB."""
    return sum(
        process.memory_full_info().uss / 1e6
        for process in _processes(profile)
        if "--type=renderer" in process.cmdline()
    )


def _processes(profile: str) -> Iterable[psutil.Process]:
    for process in psutil.Process().children(recursive=True):
        try:
            line = process.cmdline()
        except psutil.Error:
            continue
        if any("chrom" in part for part in line[:1]):
            yield process

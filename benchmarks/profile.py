"""Where the time of a warm first map goes: Chromium's CPU profile of the page's main thread."""

from __future__ import annotations

from collections import Counter
from typing import Any

from benchmarks.browser import fresh_browser, new_page, seconds_to_map
from benchmarks.contestants import Contestant

SAMPLE_MICROSECONDS = 500
_OWN_NAMES = {
    "(idle)": "idle",
    "(program)": "browser: parsing, layout, painting",
    "(garbage collector)": "garbage collection",
}
_SCRIPTS = {
    "/static/js/": "Streamlit's scripts",
    "/atlas/leaflet": "Leaflet",
    "/leaflet.js": "Leaflet",
    "/atlas/map": "the map's own scripts",
}
_OTHER = "other scripts"


async def profile_warm(one: Contestant, address: str) -> dict[str, float]:
    """Return seconds by part, from the navigation to the settled map, of a second visit."""
    async with fresh_browser(one, address) as (context, _):
        await seconds_to_map(*await new_page(context), one, address)
        page, screen = await new_page(context)
        cdp = await context.new_cdp_session(page)
        await cdp.send("Profiler.enable")
        await cdp.send("Profiler.setSamplingInterval", {"interval": SAMPLE_MICROSECONDS})
        await cdp.send("Profiler.start")
        took = await seconds_to_map(page, screen, one, address)
        profile = (await cdp.send("Profiler.stop"))["profile"]
    return {"first map": took, **_parts(profile, took)}


def _parts(profile: dict[str, Any], seconds: float) -> Counter[str]:
    part_of = {node["id"]: _part(node["callFrame"]) for node in profile["nodes"]}
    parts: Counter[str] = Counter()
    passed = 0.0
    for node, step in zip(profile["samples"], profile["timeDeltas"], strict=True):
        passed += step / 1e6
        if passed > seconds:
            break
        parts[part_of[node]] += step / 1e6
    return parts


def _part(frame: dict[str, Any]) -> str:
    name = _OWN_NAMES.get(frame["functionName"])
    return name or next((p for path, p in _SCRIPTS.items() if path in frame["url"]), _OTHER)

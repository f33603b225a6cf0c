"""The tables of benchmarks/README.md, written from the results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.goals import judge
from benchmarks.results import load

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- results: written by benchmarks/run -->", "<!-- end of results -->"


def write_readme() -> None:
    """Write the results that there are between the two marks of the README."""
    parts = {name: load(name) for name in ("viewer", "server", "library")}
    sections = [
        write(parts[name])
        for name, write in (("viewer", _viewer), ("server", _server), ("library", _library))
        if parts[name]
    ]
    goals = _table(
        ["Goal", "Limit", "Measured", ""],
        [
            [goal.text, goal.limit, goal.measured, "met" if goal.is_met else "**missed**"]
            for goal in judge(**parts)
        ],
    )
    before, _, rest = README.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    body = "\n\n".join([BEGIN, "### Goals", goals, *sections, END])
    README.write_text(before + body + after, "utf-8")


def _viewer(result: dict[str, Any]) -> str:
    columns = {
        "first_map_cold_seconds": ("First map, cold (s)", 2),
        "first_map_warm_seconds": ("First map, warm (s)", 2),
        "first_map_cold_bytes": ("Bytes, cold", 0),
        "first_map_warm_bytes": ("Bytes, warm", 0),
        "filter_seconds": ("Filter (s)", 3),
        "filter_bytes": ("Filter, bytes", 0),
        "click_seconds": ("Click to details (s)", 3),
        "browser_heap_mb": ("JavaScript heap (MB)", 0),
        "browser_memory_mb": ("Browser's page processes (MB)", 0),
    }
    rows = [
        [name, *(_number(medians.get(key), places) for key, (_, places) in columns.items())]
        for name, medians in result["medians"].items()
    ]
    table = _table(["Page", *(title for title, _ in columns.values())], rows)
    rounds = (
        f"Medians of {result['rounds']} rounds ({result['rounds_of_peers']} of the peers), "
        f"three filter changes and one click a round; {len(result['failures'])} visits failed."
    )
    return (
        f"### Viewer\n\n{_circumstances(result)} {rounds}\n\n{table}\n\n"
        "Where a warm first map's seconds go, on the page's main thread (one visit each, profiled, "
        f"and slower for it):\n\n{_profiles(result['warm_profile_seconds'])}"
    )


def _profiles(profiles: dict[str, dict[str, float]]) -> str:
    every = {part: None for parts in profiles.values() for part in parts}
    rows = [
        [part, *(_number(parts.get(part, 0.0), 2) for parts in profiles.values())] for part in every
    ]
    return _table(["Part", *profiles], rows)


def _server(result: dict[str, Any]) -> str:
    rows = [
        [
            str(crowd["sessions"]),
            str(crowd["reruns"]),
            *(_number(crowd["rerun_seconds"][p] * 1000, 0) for p in ("p50", "p95", "p99")),
            _number(crowd["opening_seconds"]["p95"] * 1000, 0),
            str(crowd["errors"]),
            _number(crowd["server_cores"], 2),
            _number(crowd["generator_cores"], 2),
            _number(crowd["memory_at_rest_mb"], 0),
            _number(crowd["memory_acted_mb"], 0),
            _number(crowd["memory_a_session_mb"], 2),
        ]
        for crowd in result["crowds"]
    ]
    table = _table(
        [
            "Sessions",
            "Reruns",
            "p50 (ms)",
            "p95 (ms)",
            "p99 (ms)",
            "Opening, p95 (ms)",
            "Errors",
            "Server (cores)",
            "Generator (cores)",
            "Memory at rest (MB)",
            "Memory at the end (MB)",
            "A session more (MB)",
        ],
        rows,
    )
    one = result["one_by_one"]
    cpu = {
        "first": one["first_run_cpu_seconds"] * 1000,
        "p50": one["rerun_cpu_seconds"]["p50"] * 1000,
        "p95": one["rerun_cpu_seconds"]["p95"] * 1000,
    }
    single = (
        f"One viewer alone: the server starts in {one['start_seconds']:.1f} s; CPU of a session's "
        f"first run {cpu['first']:.0f} ms, of a rerun {cpu['p50']:.0f} ms (p95 {cpu['p95']:.0f} "
        f"ms); {one['rerun_bytes']:,.0f} bytes a rerun."
    )
    pause = "pauses of {} to {} s".format(*result["pause_seconds"])
    return (
        f"### Server\n\n{_circumstances(result)} Each viewer acts for "
        f"{result['acting_seconds']:.0f} s with {pause}; three acts in ten are clicks.\n\n"
        f"{table}\n\n{single}"
    )


def _library(result: dict[str, Any]) -> str:
    sizes = result["sizes"]
    steps = list(dict.fromkeys(step for size in sizes for step in size["seconds"]))
    rows = [
        [
            step,
            *(_number(size["seconds"].get(step), 3) for size in sizes),
            _number(result["growth"].get(step), 2),
        ]
        for step in steps
    ]
    rows.append(
        ["memory after the tally (MB)", *(f"{size['peak_mb']['tally']:,.0f}" for size in sizes), ""]
    )
    rows.append(
        [
            "memory at the end (MB)",
            *(f"{max(size['peak_mb'].values()):,.0f}" for size in sizes),
            "",
        ]
    )
    titles = [f"{size['rows']:,} rows" for size in sizes]
    return (
        f"### Library\n\n{_circumstances(result)} Seconds by step; the exponent is the slope of "
        "log seconds by log rows over the three largest sizes (1: linear).\n\n"
        + _table(["Step", *titles, "Exponent"], rows)
    )


def _circumstances(result: dict[str, Any]) -> str:
    at = result["circumstances"]
    packages = ", ".join(f"{name} {version}" for name, version in at["packages"].items())
    changed = " with changes not committed" if at["is_changed"] else ""
    return (
        f"{at['date']}, commit {at['commit']}{changed}; {at['cores']} cores, {at['memory_gb']} GB, "
        f"load before {at['load_before']}; {at['system']}, Python {at['python']}, {packages}."
    )


def _number(value: float | None, places: int) -> str:
    return "" if value is None else f"{value:,.{places}f}"


def _table(titles: list[str], rows: list[list[str]]) -> str:
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)

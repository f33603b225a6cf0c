"""The goals of issue 4 and what was measured of each; ratios within one run only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Result = dict[str, Any] | None


@dataclass(frozen=True)
class Goal:
    """One goal: what, at most how much, and how much it was."""

    text: str
    limit: str
    measured: str
    is_met: bool


def judge(viewer: Result, server: Result, library: Result) -> list[Goal]:
    """Return every goal whose benchmark was run."""
    return [
        *(_of_viewer(viewer["medians"]) if viewer else ()),
        *(_of_server(server) if server else ()),
        *(_of_library(library) if library else ()),
    ]


def _of_viewer(medians: dict[str, dict[str, float]]) -> list[Goal]:
    ours, folium = medians["dashboard"], medians["folium_peer"]
    floors = (medians["static page"], medians["empty"])
    goals = []
    for visit, limit in (("cold", 1.5), ("warm", 1.2)):
        key = f"first_map_{visit}_seconds"
        floor = sum(one[key] for one in floors)
        goals.append(
            _at_most(
                f"first settled map, {visit}, to static page + empty Streamlit page",
                ours[key] / floor,
                limit,
                "×",
            )
        )
    return [
        *goals,
        _at_most(
            "filter change, time to the folium peer's",
            ours["filter_seconds"] / folium["filter_seconds"],
            1 / 10,
            "×",
        ),
        _at_most(
            "filter change, bytes to the folium peer's",
            ours["filter_bytes"] / folium["filter_bytes"],
            1 / 200,
            "×",
        ),
        _at_most("click to details, median", ours["click_seconds"], 0.5, "s"),
    ]


def _of_server(result: dict[str, Any]) -> list[Goal]:
    crowds = {crowd["sessions"]: crowd for crowd in result["crowds"]}
    largest = crowds[max(crowds)]
    goals = [
        _at_most(
            "server memory of a session beyond the first",
            largest["memory_a_session_mb"] or 0.0,
            5,
            "MB",
        ),
        _at_most(
            "CPU of a rerun of the map page, median",
            result["one_by_one"]["rerun_cpu_seconds"]["p50"] * 1000,
            30,
            "ms",
        ),
    ]
    if 100 in crowds:
        p95 = crowds[100]["rerun_seconds"]["p95"] * 1000
        goals.append(_at_most("100 sessions, p95 of a rerun", p95, 500, "ms"))
        goals.append(_at_most("100 sessions, errors", crowds[100]["errors"], 0, ""))
    return goals


def _of_library(result: dict[str, Any]) -> list[Goal]:
    largest = result["sizes"][-1]
    seconds = sum(largest["seconds"][step] for step in ("read and validate", "join", "tally"))
    what = f"{largest['rows']:,} rows read, joined and tallied"
    growing = {step: result["growth"][step] for step in ("read and validate", "join", "tally")}
    steepest = max(growing, key=lambda step: growing[step])
    return [
        _at_most(
            f"growth with rows, steepest step ({steepest}), exponent", growing[steepest], 1.1, ""
        ),
        _at_most(f"{what}, time", seconds, 60, "s"),
        _at_most(f"{what}, memory", largest["peak_mb"]["tally"] / 1000, 2, "GB"),
    ]


def _at_most(text: str, value: float, limit: float, unit: str) -> Goal:
    def write(number: float) -> str:
        return f"{number:.3g} {unit}".strip()

    return Goal(text, write(limit), write(value), value <= limit)

"""Many viewers on one server: real Streamlit sessions over the websocket, without a browser.

The load generator runs on the same machine, so its own CPU is measured and told too.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import psutil

from benchmarks.servers import Server, running_dashboard
from geo.atlas import load_atlas
from tests.sessions import Run, Session

CROWDS = (1, 10, 50, 100, 200)
PAUSE = (1.0, 5.0)
"""The least and the most seconds that a viewer looks before the next act."""
RAMP_SECONDS = 10.0
ACTING_SECONDS = 25.0
REPEATED = 60
SEED = 2020


def measure(is_quick: bool = False) -> dict[str, Any]:
    crowds = CROWDS[:2] if is_quick else CROWDS
    acting = 5.0 if is_quick else ACTING_SECONDS
    codes = load_atlas().municipalities["municipality_code"].tolist()
    return {
        "pause_seconds": PAUSE,
        "acting_seconds": acting,
        "one_by_one": asyncio.run(_one_by_one(codes)),
        "crowds": [asyncio.run(_crowd(number, acting, codes)) for number in crowds],
    }


@dataclass
class Viewer:
    """One viewer who changes a filter or clicks a place, by chance, but the same at every run."""

    address: str
    random: random.Random
    codes: list[str]
    openings: list[float] = field(default_factory=list)
    reruns: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    session: Session | None = None

    async def open(self, after: float) -> None:
        await asyncio.sleep(after)
        try:
            self.session = await Session.open(self.address)
        except Exception as error:  # noqa: BLE001  (whatever it is, it counts)
            self.errors.append(repr(error))
            return
        self.openings.append(self.session.first.seconds)
        self.errors += self.session.errors()

    async def act_until(self, end: float) -> None:
        while self.session:
            await asyncio.sleep(self.random.uniform(*PAUSE))
            if time.perf_counter() > end:
                return
            try:
                run = await act(self.session, self.random, self.codes)
            except Exception as error:  # noqa: BLE001
                self.errors.append(repr(error))
                return
            self.reruns.append(run.seconds)
            self.errors += self.session.errors()


async def act(session: Session, chance: random.Random, codes: list[str]) -> Run:
    """Click a place, or turn a filter on or off; three in ten acts are clicks."""
    if chance.random() < 0.3:
        code = chance.choice(codes)
        return await session.trigger("map", "picked", {"code": code, "lon": 139.7, "lat": 35.7})
    key = chance.choice(
        ["category leading", "category priority", "selected_fy 2019", "scope city", "additions"]
    )
    return await session.rerun({key: not session.is_on(key)})


async def _one_by_one(codes: list[str]) -> dict[str, Any]:
    """Measure what one rerun costs the server, with nobody else there: CPU by kind of act."""
    chance = random.Random(SEED)
    with running_dashboard() as server:
        async with await Session.open(server.address) as session:
            first_cpu = []
            for _ in range(5):
                before = server.cpu_seconds
                async with await Session.open(server.address):
                    await asyncio.sleep(0.1)
                    first_cpu.append(server.cpu_seconds - before)
            cpu, seconds, received = [], [], []
            for _ in range(REPEATED):
                before = server.cpu_seconds
                run = await act(session, chance, codes)
                await asyncio.sleep(0.05)  # what follows the answer belongs to the rerun
                cpu.append(server.cpu_seconds - before)
                seconds.append(run.seconds)
                received.append(run.received)
        return {
            "start_seconds": server.started_in,
            "first_run_cpu_seconds": statistics.median(first_cpu),
            "rerun_cpu_seconds": spread(cpu),
            "rerun_seconds": spread(seconds),
            "rerun_bytes": statistics.median(received),
        }


async def _crowd(number: int, acting: float, codes: list[str]) -> dict[str, Any]:
    with running_dashboard() as server:
        at_rest = _memory(server)
        viewers = [Viewer(server.address, random.Random(SEED + at), codes) for at in range(number)]
        await viewers[0].open(0)
        await asyncio.sleep(1)
        with_one = _memory(server)
        ramp = RAMP_SECONDS * number / max(CROWDS)
        await asyncio.gather(*(one.open(ramp * at / number) for at, one in enumerate(viewers[1:])))
        await asyncio.sleep(1)
        opened = _memory(server)
        started, server_cpu, own_cpu = time.perf_counter(), server.cpu_seconds, time.process_time()
        end = started + acting
        await asyncio.gather(*(viewer.act_until(end) for viewer in viewers))
        elapsed = time.perf_counter() - started
        server_cpu, own_cpu = server.cpu_seconds - server_cpu, time.process_time() - own_cpu
        await asyncio.sleep(1)
        acted = _memory(server)
        reruns = [seconds for viewer in viewers for seconds in viewer.reruns]
        errors = [error for viewer in viewers for error in viewer.errors]
        result = {
            "sessions": number,
            "opening_seconds": spread(s for viewer in viewers for s in viewer.openings),
            "reruns": len(reruns),
            "rerun_seconds": spread(reruns),
            "errors": len(errors),
            "error_examples": sorted(set(errors))[:3],
            "server_cores": server_cpu / elapsed,
            "server_cpu_seconds_a_rerun": server_cpu / max(len(reruns), 1),
            "generator_cores": own_cpu / elapsed,
            "memory_at_rest_mb": at_rest,
            "memory_one_session_mb": with_one,
            "memory_opened_mb": opened,
            "memory_acted_mb": acted,
            "memory_a_session_mb": (acted - with_one) / (number - 1) if number > 1 else None,
        }
        await asyncio.gather(*(viewer.session.close() for viewer in viewers if viewer.session))
    return result


def _memory(server: Server) -> float:
    """Return the server's own memory (unique set size) in MB."""
    return psutil.Process(server.pid).memory_full_info().uss / 1e6


def spread(values: Iterable[float]) -> dict[str, float]:
    """Return the median, the 95th and the 99th percentile, and the most."""
    found = sorted(values)
    if len(found) < 2:
        found = found * 2
    cuts = statistics.quantiles(found, n=100, method="inclusive") if found else [0.0] * 99
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "most": max(found, default=0.0)}

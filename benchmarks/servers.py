"""Servers of our own on free ports: the dashboard, or a peer, as ``streamlit run`` runs it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.results import ROOT

LOGS = ROOT / ".cache" / "benchmarks"


@dataclass(frozen=True)
class Server:
    """A running server: its address, its process id, and the seconds until it answered."""

    address: str
    pid: int
    started_in: float

    @property
    def cpu_seconds(self) -> float:
        """CPU time of all of the server's threads so far, by the kernel's clock of the process."""
        return time.clock_gettime((~self.pid << 3) | 2)  # what clock_getcpuclockid(3) returns


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(script: Path) -> Iterator[Server]:
    """Run a peer with Streamlit's own settings, away from the dashboard's, until the block ends."""
    command = ["streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    command += ["--server.address", "127.0.0.1", "--server.port"]
    with _running(command, "/_stcore/health", script.stem, LOGS) as server:
        yield server


@contextmanager
def running_dashboard() -> Iterator[Server]:
    """Run the dashboard as script/server does until the block ends."""
    command = ["streamlit", "run", "dashboard.py", "--server.address", "127.0.0.1"]
    with _running([*command, "--server.port"], "/health", "dashboard", ROOT) as server:
        yield server


@contextmanager
def running_asgi(application: str) -> Iterator[Server]:
    """Run an ASGI application (``module:name``) with uvicorn until the block ends."""
    command = ["uvicorn", application, "--host", "127.0.0.1", "--log-level", "error", "--port"]
    with _running(command, "/", application.partition(":")[0], ROOT) as server:
        yield server


@contextmanager
def _running(arguments: list[str], health: str, name: str, folder: Path) -> Iterator[Server]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", *arguments, str(port)]
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=output,
            stderr=output,
        )
        try:
            _wait(address + health, process, log)
            yield Server(address, process.pid, time.perf_counter() - started)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1200):
        try:
            if urllib.request.urlopen(address, timeout=30).status == 200:
                return
        except OSError:
            time.sleep(0.05)
        if process.poll() is not None:
            break
    raise RuntimeError(f"the server did not come up:\n{log.read_text()}")

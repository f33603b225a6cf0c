"""Dashboards that a test may kill, and the real nginx of deploy/ before them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browser.driver import ARTIFACTS, ROOT, free_port
from tests.services import missing


class Replica:
    """One dashboard on a port of its own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = ARTIFACTS / f"replica-{self.port}.log"

    def start(self) -> None:
        """Start it; :meth:`wait` waits until it answers."""
        ARTIFACTS.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        command += ["--server.port", str(self.port), "--server.address", "127.0.0.1"]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)

    def wait(self) -> None:
        """Wait until it has read the data."""
        _wait_for(f"{self.address}/health", self.process, self.log)

    def kill(self) -> None:
        """End it at once, as a machine that fails does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def running_replicas(count: int) -> Iterator[list[Replica]]:
    replicas = [Replica() for _ in range(count)]
    with ExitStack() as stack:
        for replica in replicas:
            replica.start()
            stack.callback(replica.kill)
        for replica in replicas:
            replica.wait()
        yield replicas


@dataclass(frozen=True)
class Proxy:
    """A running nginx: its address, and the file that it logs to."""

    address: str
    log: Path

    def entries(self, path: str) -> list[dict[str, Any]]:
        """Return what it logged of the requests whose logged path begins with ``path``."""
        lines = self.log.read_text("utf-8").splitlines()
        found = [json.loads(line) for line in lines if line.startswith("{")]
        return [entry for entry in found if entry["path"].startswith(path)]

    def caches(self, path: str) -> Counter[str]:
        """Return how often the cache answered what: MISS is a request to a replica."""
        return Counter(entry["cache"] for entry in self.entries(path))


@contextmanager
def running_nginx(replicas: list[Replica], folder: Path) -> Iterator[Proxy]:
    """Run deploy/nginx as it stands, but for its port and its replicas."""
    program = require_nginx()
    shutil.copytree(ROOT / "deploy" / "nginx", folder / "conf")
    server = "server 127.0.0.1:{} max_fails=2 fail_timeout=10s;\n"
    lines = [server.format(replica.port) for replica in replicas]
    (folder / "conf" / "replicas.conf").write_text("".join(lines))
    port = free_port()
    (folder / "conf" / "listen.conf").write_text(f"listen 127.0.0.1:{port};\n")
    user = "user root; " if os.geteuid() == 0 else ""
    command = [program, "-p", str(folder), "-c", str(folder / "conf" / "nginx.conf")]
    log = folder / "log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*command, "-g", f"{user}daemon off;"], stdout=output, stderr=output
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/health", process, log)
        yield Proxy(f"http://127.0.0.1:{port}", log)
    finally:
        process.terminate()
        process.wait()


def require_nginx() -> str:
    """Return nginx's path."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        missing("nginx", "nginx")
    return str(program)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        try:
            if urllib.request.urlopen(address, timeout=30).status == 200:
                return
        except OSError:  # not listening yet, or not ready: URLError and HTTPError are OSErrors
            pass
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"{address} did not come up:\n{log.read_text('utf-8')}")

"""PostgreSQL with PostGIS: a cluster in a folder of its own, on loopback, gone afterwards."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.services import is_root, missing

PACKAGES = "postgresql-postgis"
PASSWORD = "it-shall-not-be-seen"  # noqa: S105 - of a database that lives for one test run
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "20",
    "autovacuum": "off",
    "jit": "off",
}


def find_binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL that has PostGIS."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*"), key=lambda one: -int(one.name)):
        share = Path("/usr/share/postgresql", folder.name, "extension")
        if (folder / "bin/initdb").exists() and (share / "postgis.control").exists():
            return folder / "bin"
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def running_postgres(port: int) -> Iterator[str]:
    """Run a server with an empty database with PostGIS; yield its address, password and all."""
    binaries = find_binaries()
    if binaries is None:
        missing("PostgreSQL with PostGIS", PACKAGES)
        return
    # PostgreSQL does not run as root: it then runs as the user that Debian's package made.
    as_user = {"user": "postgres", "group": "postgres", "extra_groups": []} if is_root() else {}
    with tempfile.TemporaryDirectory(prefix="atlas-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        secret = folder / "password"
        secret.write_text(PASSWORD)
        if as_user:
            for path in (folder, secret):
                shutil.chown(path, "postgres", "postgres")
        log = (folder / "log").open("wb+")
        data = ["-D", folder / "data"]
        chosen = [*data, "-U", "atlas", "--auth=scram-sha-256", "--pwfile", secret]
        chosen += ["--encoding=UTF8", "--locale=C", "--no-sync"]
        own = {"cwd": "/", "stdout": log, "stderr": log, **as_user}
        subprocess.run([binaries / "initdb", *chosen], check=True, **own)
        settings = _SETTINGS | {"port": str(port), "unix_socket_directories": str(folder)}
        options = [part for item in settings.items() for part in ("-c", "=".join(item))]
        server = subprocess.Popen([binaries / "postgres", *data, *options], **own)
        address = f"postgresql://atlas:{PASSWORD}@127.0.0.1:{port}/postgres"
        try:
            with _connect(address, server) as connection:
                connection.execute("CREATE EXTENSION postgis")
            yield address
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing in it is kept
            server.wait(10)
            log.close()


def _connect(address: str, server: subprocess.Popen[bytes]) -> psycopg.Connection:
    for _ in range(300):
        try:
            return psycopg.connect(address, autocommit=True)
        except psycopg.OperationalError as error:
            last = error
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"PostgreSQL did not come up: {last}")

"""Real servers from Debian's packages, on ports and folders of their own, for tests."""

from __future__ import annotations

import os
import shutil

import pytest


def missing(what: str, packages: str) -> None:
    """Skip the test because a server is not installed; fail where set-up could have installed it.

    script/setup --dev installs it as root with apt-get, which CI has: there nothing is skipped.
    """
    said = f"no {what} here (Debian: apt-get install {packages}, as root)"
    if is_root() and shutil.which("apt-get"):
        pytest.fail(f"{said}; script/setup --dev should have installed it")
    pytest.skip(said)


def is_root() -> bool:
    return os.geteuid() == 0

"""The library without a server: 43 projects and made-up programmes, over the same municipalities.

Each size runs in a process of its own, whose greatest memory is what that size needs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.results import ROOT
from geo.atlas import PROJECTS_FILE

SIZES = (10**3, 10**4, 10**5, 10**6)


def measure(is_quick: bool = False) -> dict[str, Any]:
    shipped = _steps(str(PROJECTS_FILE))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "programme.csv"
        made_up = []
        for rows in SIZES[:2] if is_quick else SIZES:
            _run("make", str(file), str(rows))
            made_up.append(_steps(str(file)))
    return {"sizes": [shipped, *made_up], "growth": _growth(made_up)}


def _steps(file: str) -> dict[str, Any]:
    return json.loads(_run(file))


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.library_steps", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{arguments}: {done.stderr[-2000:]}")
    return done.stdout


def _growth(sizes: list[dict[str, Any]]) -> dict[str, float]:
    """Return each step's exponent: the slope of log seconds by log rows, over the three largest.

    At a thousand rows what every call costs, whatever its size, would hide the growth.
    """
    largest = sizes[-3:]
    rows = np.log([size["rows"] for size in largest])
    steps = set.intersection(*(set(size["seconds"]) for size in largest))
    return {
        step: float(np.polyfit(rows, np.log([size["seconds"][step] for size in largest]), 1)[0])
        for step in largest[0]["seconds"]
        if step in steps
    }

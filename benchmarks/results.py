"""Results as JSON, each with the day, the versions and the size of the machine."""

from __future__ import annotations

import json
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import psutil

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = Path(__file__).with_name("results")
_PACKAGES: Final = (
    "streamlit",
    "folium",
    "streamlit-folium",
    "pydeck",
    "plotly",
    "XStatic-Leaflet",
    "pandas",
    "geopandas",
    "shapely",
    "playwright",
)


def save(name: str, result: dict[str, Any]) -> None:
    """Write one benchmark's result beside the circumstances it was measured in."""
    FOLDER.mkdir(exist_ok=True)
    content = {"circumstances": describe(), **result}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")


def load(name: str) -> dict[str, Any] | None:
    """Return a result, or None where it was not measured yet."""
    file = FOLDER / f"{name}.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else None


def describe() -> dict[str, Any]:
    """Return the day, the code's commit, the versions and the machine's size; no names of it."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _git("rev-parse", "--short", "HEAD"),
        "is_changed": bool(_git("status", "--porcelain", "--", "geo", "ui", "pages", "data")),
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "load_before": round(psutil.getloadavg()[1], 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
    }


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()

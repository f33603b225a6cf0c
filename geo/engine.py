"""Which engine joins and counts: pandas in this process, or Dask on as many as there are.

The functions are the same: on Dask each is given one part of the rows at a time. ``ATLAS_ENGINE``
chooses (``pandas``, ``dask``); ``ATLAS_DASK_SCHEDULER`` names a cluster (``tcp://host:8786``) whose
workers have this package, else the parts are worked on in threads of this process.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final, TypeVar

import geopandas as gpd
import pandas as pd

ENGINES: Final = ("pandas", "dask")
ROWS_A_PART: Final = 50_000

Frame = Any
"""A pandas frame or a Dask frame of such; with shapes, those of geopandas and dask-geopandas."""

Result = TypeVar("Result")


def chosen_engine() -> str:
    """Return the engine that the environment names, ``pandas`` unless it names one.

    Raises ``ValueError``, saying what is allowed, when it names another.
    """
    engine = os.environ.get("ATLAS_ENGINE") or "pandas"
    if engine not in ENGINES:
        raise ValueError(f"ATLAS_ENGINE is {engine!r}; allowed are {', '.join(ENGINES)}")
    return engine


def spread(frame: pd.DataFrame, rows_a_part: int = ROWS_A_PART) -> Frame:
    """Return the frame as the chosen engine takes it: itself, or in parts on Dask."""
    if chosen_engine() == "pandas":
        return frame
    if scheduler := os.environ.get("ATLAS_DASK_SCHEDULER"):
        _dask().connect(scheduler)
    return _dask().split(frame, rows_a_part)


def gather(frame: Frame) -> Any:
    """Return a frame as one pandas frame, the rows in their order."""
    return frame.compute().reset_index(drop=True) if is_in_parts(frame) else frame


def is_in_parts(frame: Frame) -> bool:
    """Tell a Dask frame from a pandas frame."""
    return not isinstance(frame, pd.DataFrame)


def map_parts(function: Callable[[Any, Any], Any], frame: Frame, whole: gpd.GeoDataFrame) -> Frame:
    """Return a frame in parts: ``function(part, whole)`` of each, worked on when asked for."""
    return _dask().map_parts(function, frame, whole)


def each_part(function: Callable[[Any], Result], frame: Frame) -> list[Result]:
    """Return ``function(part)`` of each part; a pandas frame is one part."""
    if not is_in_parts(frame):
        return [function(frame)]
    results: list[Result] = _dask().each_part(function, frame)
    return results


def _dask() -> ModuleType:
    # Importing Dask takes a second, which only those who chose it shall wait.
    from geo import on_dask  # noqa: PLC0415

    return on_dask

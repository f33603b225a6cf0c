"""Frames in parts, on Dask and dask-geopandas; only :mod:`geo.engine` comes here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import dask_geopandas
import geopandas as gpd
import pandas as pd
from dask import config
from dask.base import compute
from dask.dataframe import from_pandas
from dask.delayed import delayed
from distributed import Client

config.set(
    {
        "dataframe.convert-string": False,  # keep the types that pandas has
        "distributed.admin.large-graph-warning-threshold": "1GB",  # the rows start out here
    }
)

Result = TypeVar("Result")


def split(frame: pd.DataFrame, rows_a_part: int) -> Any:
    """Return the rows in their order as a Dask frame, columns and types as they are."""
    return from_pandas(frame, npartitions=max(1, -(-len(frame) // rows_a_part)), sort=False)


def map_parts(function: Callable[[Any, Any], Any], frame: Any, whole: gpd.GeoDataFrame) -> Any:
    """Return ``function(part, whole)`` of each part, when asked for; ``whole`` is sent once."""
    like = function(frame._meta, whole)
    sent = dask_geopandas.from_geopandas(whole, npartitions=1)
    return frame.map_partitions(function, sent, meta=like)


def each_part(function: Callable[[Any], Result], frame: Any) -> list[Result]:
    """Return ``function(part)`` of each part, all worked on at once."""
    return list(compute(*(delayed(function)(part) for part in frame.to_delayed())))


@cache
def connect(address: str) -> Client:
    """Send all work to the cluster at ``address`` from now on."""
    return Client(address, timeout=10)

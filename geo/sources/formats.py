"""Files that hold a table with types: GeoParquet (and plain Parquet) and GeoPackage."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyogrio
from pyarrow import parquet

from geo.findings import Findings


def read_parquet(data: bytes, table: str, findings: Findings) -> pd.DataFrame:
    """Return a Parquet file as a frame, a GeoDataFrame where it says what its shapes are.

    Raises :class:`geo.problems.DataError` when the bytes are no such file.
    """
    try:
        metadata = parquet.read_schema(pa.BufferReader(data)).metadata or {}
        read: Any = gpd.read_parquet if b"geo" in metadata else _read_plain_parquet
        frame: pd.DataFrame = read(io.BytesIO(data))
    except (pa.ArrowException, ValueError, KeyError, TypeError, OSError):
        raise findings.refuse("format_broken", format="Parquet") from None
    return frame


def _read_plain_parquet(file: io.BytesIO) -> pd.DataFrame:
    return pd.read_parquet(file, dtype_backend="numpy_nullable")


def read_geopackage(data: bytes, table: str, findings: Findings) -> pd.DataFrame:
    """Return the layer ``table`` of a GeoPackage, or its first one.

    Raises :class:`geo.problems.DataError` when the bytes are no such file.
    """
    # From a file of that name: GDAL warns of bytes in memory, which have none.
    with tempfile.NamedTemporaryFile(suffix=".gpkg") as file:
        file.write(data)
        file.flush()
        try:
            layers = pyogrio.list_layers(file.name)[:, 0].tolist()
            layer = table if table in layers else layers[0]
            frame: pd.DataFrame = pyogrio.read_dataframe(file.name, layer=layer)
        except (pyogrio.errors.DataSourceError, ValueError, IndexError):
            raise findings.refuse("format_broken", format="GeoPackage") from None
    return frame


FRAME_READERS: Final[Mapping[str, Callable[[bytes, str, Findings], pd.DataFrame]]] = {
    ".parquet": read_parquet,
    ".geoparquet": read_parquet,
    ".gpkg": read_geopackage,
}

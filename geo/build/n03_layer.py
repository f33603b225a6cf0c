"""The layer of an N03 archive, read by GDAL: a table of text with shapes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyproj import CRS as ProjCRS
from pyproj.exceptions import CRSError

from geo.problems import DataError, Problem
from geo.schema import CRS

COLUMNS: Final = ("N03_001", "N03_003", "N03_004", "N03_007")
WARD_COLUMN: Final = "N03_005"
"""Only in editions since 2024; before, a ward stands in N03_004 and its city in N03_003."""

MOST_FEATURES: Final = 500_000
"""Editions have about 120,000 polygons; the limit only stops what is no such layer."""

ENCODINGS: Final = ("utf-8", "cp932")
"""Tried in this order: Shift_JIS text of this length is never UTF-8 by chance."""

_SHAPEFILE_HEAD: Final = b"\x00\x00\x27\x0a"
_SAME_ON_THE_GRID: Final = (6668, 4612, 4326)
"""JGD2011, JGD2000, WGS 84: apart by less than the grid of 0.0001°, so no shift is applied."""

_UNREADABLE: Final = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    shapely.errors.GEOSException,
    UnboundLocalError,  # pyogrio's own, for a coordinate system that has no name
)

_CHUNK: Final = 1 << 20


def read_table(path: Path, file: str) -> tuple[gpd.GeoDataFrame, str]:
    """Return a layer and the first of :data:`ENCODINGS` that its text is written in.

    ``path`` is a shapefile or a GeoJSON file, ``file`` what messages call the archive. The table
    has :data:`COLUMNS` and, where the edition has it, :data:`WARD_COLUMN`, as text or missing, and
    shapes in EPSG:4326 (longitude, latitude).

    Raises
    ------
    DataError
        When it cannot be read, is too large, lacks a column or has numbers for codes, is of another
        coordinate system or in an unknown encoding.
    """
    for encoding in ENCODINGS:
        try:
            source = _name_shapefile(path) if path.suffix == ".shp" else _as_utf8(path, encoding)
            return _read_as(file, source, encoding), encoding
        except UnicodeDecodeError:
            continue
        except _UNREADABLE as error:
            raise _refuse(file, "n03_unreadable", reason=_first_line(error)) from None
    raise _refuse(file, "n03_encoding", tried=ENCODINGS)


# GDAL goes by a file's content, whatever it is called, and some of its formats (VRT, GDALG) name
# other files, hosts or commands. So both formats are held to their own driver.


def _name_shapefile(path: Path) -> str:
    with path.open("rb") as opened:
        if opened.read(len(_SHAPEFILE_HEAD)) != _SHAPEFILE_HEAD:
            raise pyogrio.errors.DataSourceError("not a shapefile")
    return str(path)


def _as_utf8(path: Path, encoding: str) -> str:
    """Name a copy of a GeoJSON file in UTF-8, the only encoding that its driver knows."""
    copy = path.with_name(f"{encoding}.geojson")
    with path.open(encoding=encoding) as source, copy.open("w", encoding="utf-8") as target:
        shutil.copyfileobj(source, target, _CHUNK)
    return f"GeoJSON:{copy}"


def _read_as(file: str, path: str, encoding: str) -> gpd.GeoDataFrame:
    chosen = encoding if path.endswith(".shp") else None
    info = pyogrio.read_info(path, encoding=chosen)
    fields = set(info["fields"])
    if missing := tuple(name for name in COLUMNS if name not in fields):
        raise _refuse(file, "n03_columns", found=missing)
    if info["features"] > MOST_FEATURES:
        raise _refuse(file, "n03_too_many", limit=f"{MOST_FEATURES:,}")
    if not _is_same_on_the_grid(info["crs"]):
        raise _refuse(file, "n03_crs", found=_first_line(info["crs"] or "?")[:60])
    columns = [*COLUMNS, *({WARD_COLUMN} & fields)]
    table = pyogrio.read_dataframe(path, columns=columns, encoding=chosen)
    if not isinstance(table, gpd.GeoDataFrame):
        raise _refuse(file, "n03_no_layer")
    numbers = tuple(name for name in columns if pd.api.types.is_numeric_dtype(table[name]))
    if numbers and table[list(numbers)].notna().any(axis=None):
        raise _refuse(file, "n03_numbers", found=numbers)
    return table.set_crs(CRS, allow_override=True)


def _is_same_on_the_grid(crs: str | None) -> bool:
    try:
        return crs is not None and ProjCRS(crs).to_epsg(min_confidence=25) in _SAME_ON_THE_GRID
    except CRSError:
        return False


def _first_line(error: object) -> str:
    return str(error).splitlines()[0] if str(error) else "?"


def _refuse(file: str, rule: str, **values: object) -> DataError:
    return DataError([Problem(rule, file, values=values)])

"""An N03 archive (国土数値情報 行政区域データ) opened safely: its one layer as a table of text.

Nothing of the archive's own naming reaches the disk: the files of the layer are copied to a
temporary folder under names of ours, and no more bytes than :data:`MOST_BYTES`, whatever the
archive says of its size.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
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

MOST_BYTES: Final = 4_000_000_000
MOST_FEATURES: Final = 500_000
"""Editions have about 120,000 polygons; these limits only stop what is no such archive."""

ENCODINGS: Final = ("utf-8", "cp932")
"""Tried in this order: Shift_JIS text of this length is never UTF-8 by chance."""

_SHAPE_FILES: Final = (".shp", ".shx", ".dbf", ".prj")
_GEOJSON: Final = (".geojson", ".json")
_SUMMARIES: Final = ("_prefecture", "_subprefecture")
_SAME_ON_THE_GRID: Final = (6668, 4612, 4326)
"""JGD2011, JGD2000, WGS 84: apart by less than the grid of 0.0001°, so no shift is applied."""

_UNREADABLE: Final = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    shapely.errors.GEOSException,
    UnboundLocalError,  # pyogrio's own, for a coordinate system that has no name
)

_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Layer:
    """The one layer of an archive.

    ``table`` has :data:`COLUMNS` and, where the edition has it, :data:`WARD_COLUMN`, as text or
    missing, and polygons in EPSG:4326 (longitude, latitude); ``name`` is that of its file.
    """

    table: gpd.GeoDataFrame
    name: str
    encoding: str
    archive_bytes: int
    archive_sha256: str


def read_layer(archive: Path, *, most_bytes: int = MOST_BYTES) -> Layer:
    """Return the municipalities' layer of an N03 archive.

    Raises
    ------
    DataError
        When it is no ZIP archive, holds no layer or several, or the layer is too large, encrypted,
        cut off, without its columns, of another coordinate system or in an unknown encoding.
    """
    try:
        with (
            archive.open("rb") as file,
            zipfile.ZipFile(file) as opened,
            tempfile.TemporaryDirectory(prefix="n03-") as folder,
        ):
            entries = _choose(archive, opened)
            path = _copy(archive, opened, entries, Path(folder), most_bytes)
            table, encoding = _read(archive, path)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise _refuse(archive, "file_missing") from None
    except zipfile.BadZipFile:
        raise _refuse(archive, "n03_not_zip") from None
    except OSError as error:
        if error.filename:
            raise
        # A directory of the archive that points before its beginning.
        raise _refuse(archive, "n03_not_zip") from None
    except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refuse(archive, "n03_unreadable", reason=str(error)) from None
    name = next(iter(entries.values())).filename
    return Layer(table, name, encoding, archive.stat().st_size, digest)


def _refuse(archive: Path, rule: str, **values: object) -> DataError:
    return DataError([Problem(rule, archive.name, values=values)])


def _choose(archive: Path, opened: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the entries of the one layer by their suffix, the layer's main file first."""
    found: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for entry in opened.infolist():
        path = PurePosixPath(entry.filename)
        is_hidden = any(part.startswith(("._", "__MACOSX")) for part in path.parts)
        if not (entry.is_dir() or is_hidden or path.stem.casefold().endswith(_SUMMARIES)):
            stem = str(path.with_suffix("")).casefold()
            found.setdefault(stem, {})[path.suffix.casefold()] = entry
    shapes = {stem: files for stem, files in found.items() if ".shp" in files}
    layers = shapes or {
        stem: files for stem, files in found.items() if not files.keys().isdisjoint(_GEOJSON)
    }
    if not layers:
        raise _refuse(archive, "n03_no_layer")
    if len(layers) > 1:
        raise _refuse(archive, "n03_several_layers", found=tuple(sorted(layers)[:5]))
    (files,) = layers.values()
    if not shapes:
        return {".geojson": next(files[suffix] for suffix in _GEOJSON if suffix in files)}
    if missing := [suffix for suffix in _SHAPE_FILES if suffix not in files]:
        raise _refuse(archive, "n03_file_missing", found=tuple(missing))
    return {suffix: files[suffix] for suffix in _SHAPE_FILES}


def _copy(
    archive: Path,
    opened: zipfile.ZipFile,
    entries: dict[str, zipfile.ZipInfo],
    folder: Path,
    most_bytes: int,
) -> Path:
    """Copy the layer's files to ``folder`` and return the path of its main file."""
    left = most_bytes
    for suffix, entry in entries.items():
        with opened.open(entry) as source, (folder / f"layer{suffix}").open("wb") as target:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _refuse(archive, "n03_too_large", limit=f"{most_bytes:,}")
                target.write(chunk)
    return folder / f"layer{next(iter(entries))}"


def _read(archive: Path, path: Path) -> tuple[gpd.GeoDataFrame, str]:
    """Return the layer's table in the first of :data:`ENCODINGS` that its text is written in."""
    for encoding in ENCODINGS:
        try:
            source = path if path.suffix == ".shp" else _as_utf8(path, encoding)
            return _read_as(archive, source, encoding), encoding
        except UnicodeDecodeError:
            continue
        except _UNREADABLE as error:
            raise _refuse(archive, "n03_unreadable", reason=_first_line(error)) from None
    raise _refuse(archive, "n03_encoding", tried=ENCODINGS)


def _as_utf8(path: Path, encoding: str) -> Path:
    """Return a copy of a GeoJSON file in UTF-8, the only encoding that its driver knows."""
    copy = path.with_name(f"{encoding}.geojson")
    with path.open(encoding=encoding) as source, copy.open("w", encoding="utf-8") as target:
        shutil.copyfileobj(source, target, _CHUNK)
    return copy


def _read_as(archive: Path, path: Path, encoding: str) -> gpd.GeoDataFrame:
    chosen = encoding if path.suffix == ".shp" else None
    info = pyogrio.read_info(path, encoding=chosen)
    fields = set(info["fields"])
    if missing := tuple(name for name in COLUMNS if name not in fields):
        raise _refuse(archive, "n03_columns", found=missing)
    if info["features"] > MOST_FEATURES:
        raise _refuse(archive, "n03_too_many", limit=f"{MOST_FEATURES:,}")
    if not _is_same_on_the_grid(info["crs"]):
        raise _refuse(archive, "n03_crs", found=_first_line(info["crs"] or "?")[:60])
    columns = [*COLUMNS, *({WARD_COLUMN} & fields)]
    table = pyogrio.read_dataframe(path, columns=columns, encoding=chosen)
    if not isinstance(table, gpd.GeoDataFrame):
        raise _refuse(archive, "n03_no_layer")
    numbers = tuple(name for name in columns if pd.api.types.is_numeric_dtype(table[name]))
    if numbers and table[list(numbers)].notna().any(axis=None):
        raise _refuse(archive, "n03_numbers", found=numbers)
    return table.set_crs(CRS, allow_override=True)


def _is_same_on_the_grid(crs: str | None) -> bool:
    try:
        return crs is not None and ProjCRS(crs).to_epsg(min_confidence=25) in _SAME_ON_THE_GRID
    except CRSError:
        return False


def _first_line(error: object) -> str:
    return str(error).splitlines()[0] if str(error) else "?"

"""An N03 archive (国土数値情報 行政区域データ) opened safely, and its one layer read.

Nothing of the archive's own naming reaches the disk: the files of the layer are copied to a
temporary folder under names of ours, and no more bytes than :data:`MOST_BYTES`, whatever the
archive says of its size.
"""

from __future__ import annotations

import errno
import hashlib
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

import geopandas as gpd

from geo.build.n03_layer import read_table
from geo.problems import DataError, Problem

MOST_BYTES: Final = 4_000_000_000
"""Far more than an edition needs; it only stops what is no such archive."""

_SHAPE_FILES: Final = (".shp", ".shx", ".dbf", ".prj")
_GEOJSON: Final = (".geojson", ".json")
_SUMMARIES: Final = ("_prefecture", "_subprefecture")
_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Layer:
    """The one layer of an archive.

    ``table`` is that of :func:`geo.build.n03_layer.read_table`, ``name`` that of its file.
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
            table, encoding = read_table(path, archive.name)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise _refuse(archive, "file_missing") from None
    except zipfile.BadZipFile:
        raise _refuse(archive, "n03_not_zip") from None
    except OSError as error:
        if error.errno != errno.EINVAL:
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

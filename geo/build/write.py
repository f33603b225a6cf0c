"""The bytes of the GeoJSON, and the replacing of files in one step."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
from shapely.geometry import mapping

from geo.build.jma import NORTHERN_TERRITORIES
from geo.build.shapes import DECIMALS
from geo.provenance import Record, pending_path, record_path
from geo.schema import CRS, MUNICIPALITY_COLUMNS

COLLECTION_NAME: Final = "municipalities"
_PART: Final = ".part"


def encode_geojson(frame: gpd.GeoDataFrame) -> bytes:
    """Return the frame as GeoJSON (RFC 7946) in UTF-8, a feature a line, in the frame's order.

    The same frame gives the same bytes. ``id`` is the municipality code; 北方地域, which has none,
    has ``hoppo``. There is no ``crs``: longitude and latitude on WGS 84 is what the RFC says.

    Raises
    ------
    ValueError
        When the frame's CRS is missing or another than EPSG:4326.
    """
    if frame.crs is None or frame.crs.to_string() != CRS:
        raise ValueError(f"the frame's CRS is {frame.crs}, GeoJSON needs {CRS}: call to_crs first")
    bounds = [round(float(bound), DECIMALS) for bound in frame.total_bounds]
    head = f'"type":"FeatureCollection","name":"{COLLECTION_NAME}","bbox":{_encode(bounds)}'
    columns = [column.name for column in MUNICIPALITY_COLUMNS]
    features = [
        _encode(
            {
                "type": "Feature",
                "id": properties["municipality_code"] or NORTHERN_TERRITORIES,
                "properties": properties,
                "geometry": mapping(shape),
            }
        )
        for properties, shape in zip(frame[columns].to_dict("records"), frame.geometry, strict=True)
    ]
    return ("{" + head + ',"features":[\n' + ",\n".join(features) + "\n]}\n").encode()


def encode_record(record: Mapping[str, Any]) -> bytes:
    """Return a provenance record as indented JSON in UTF-8, keys in their own order."""
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write the files so that a reader finds each one's old bytes or its new ones, never a part.

    All of them are written and flushed under other names first; only then do they take their
    places, in the order given. Whatever goes wrong before that leaves every old file in place.
    A file and its record go by way of :func:`replace_with_record` instead.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=_PART)
            waiting[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
        for path, temporary in waiting.items():
            temporary.replace(path)
            _sync_folder(path.parent)
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def replace_with_record(data: Path, content: bytes, record: bytes) -> None:
    """Replace a data file and the record beside it as one, however the process ends.

    Two files cannot be renamed at once. So the new record first lies beside the old one, whole,
    under the name :func:`geo.provenance.pending_path`; it holds the sha256 of its data file, so
    it counts from the moment when the data file takes its place, and not before. Readers go by
    that (:func:`geo.provenance.load_record`), and :func:`mend` finishes what was cut off.
    """
    mend(data)
    path = record_path(data)
    try:
        replace_files({pending_path(path): record})
        replace_files({data: content})
    finally:
        mend(data)


def mend(data: Path) -> bool:
    """Finish or clear away what a killed run left beside a data file; tell whether there was any.

    A pending record of the data file in place takes the record's place; any other, and the parts
    of files that never took their places, go. Two runs at the same time are not provided for.
    """
    path = record_path(data)
    pending = pending_path(path)
    left = [
        *data.parent.glob(f".{data.name}.*{_PART}"),
        *data.parent.glob(f".{path.name}.*{_PART}"),
        *data.parent.glob(f".{pending.name}.*{_PART}"),
    ]
    for part in left:
        part.unlink(missing_ok=True)
    if not pending.exists():
        return bool(left)
    if data.exists() and Record(path, json.loads(pending.read_bytes())).is_of_this_file():
        pending.replace(path)
    else:
        pending.unlink()
    _sync_folder(path.parent)
    return True


def _sync_folder(folder: Path) -> None:
    """Have a rename reach the disk before the next one."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _encode(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

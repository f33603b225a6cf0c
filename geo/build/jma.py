"""The Japan Meteorological Agency's warning areas, out of the shared library of ``reversejp``.

The library holds ZIP archives as plain bytes; ten of them carry ``landslides_0.json`` to
``landslides_9.json``, GeoJSON of the areas for which landslide warnings are given: 1,854 parts of
municipalities, and 北方地域 as one. Longitude and latitude in degrees with four decimals.
"""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
from shapely.geometry import shape

from geo.build import BuildError
from geo.build.designated import municipality_of
from geo.build.wheels import entry_date
from geo.schema import CRS

RAW_COLUMNS: Final = ("part_code", "municipality_code", "name", "name_en", "geometry")
NORTHERN_TERRITORIES: Final = "hoppo"
"""What the agency writes for the code of 北方地域; stands for its missing code until the end."""

_END_OF_ARCHIVE = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_DIRECTORY_SIGNATURE = b"PK\x01\x02"
_AREA_FILE = re.compile(r"landslides_[0-9]\.json")
_AREA_FILES = 10


@dataclass(frozen=True)
class WarningAreas:
    """The raw parts and the dates that the archives give for them.

    ``parts`` has the columns :data:`RAW_COLUMNS`, in the order of the files; ``dates`` are the
    distinct ``YYYY-MM-DD`` of the archives' entries: when the package's author stored the files.
    """

    parts: gpd.GeoDataFrame
    dates: tuple[str, ...]


def find_archives(blob: bytes) -> Iterator[zipfile.ZipFile]:
    """Yield every whole ZIP archive that lies somewhere within ``blob``, in order.

    An archive ends with a record that tells the size and place of its directory; where that
    record points to a directory, the archive's first byte follows. Other bytes that look like the
    record by chance (a decompressor's own constants) are passed over.
    """
    end = blob.find(_END_SIGNATURE)
    while end >= 0:
        record = blob[end : end + _END_OF_ARCHIVE.size]
        if len(record) == _END_OF_ARCHIVE.size:
            size, offset, comment = _END_OF_ARCHIVE.unpack(record)[5:]
            directory = end - size
            start = directory - offset
            is_archive = size > 0 and start >= 0
            if is_archive and blob[directory : directory + 4] == _DIRECTORY_SIGNATURE:
                stop = end + _END_OF_ARCHIVE.size + comment
                yield zipfile.ZipFile(io.BytesIO(blob[start:stop]))
        end = blob.find(_END_SIGNATURE, end + 1)


def read_warning_areas(blob: bytes) -> WarningAreas:
    """Return the raw parts of the warning areas that ``blob`` carries, in EPSG:4326.

    Raises
    ------
    BuildError
        When not all ten files are there, or a feature's code has another form.
    """
    features: list[dict[str, Any]] = []
    dates: set[str] = set()
    files: set[str] = set()
    for archive in find_archives(blob):
        for entry in archive.infolist():
            if _AREA_FILE.fullmatch(entry.filename):
                features += json.loads(archive.read(entry))["features"]
                dates.add(entry_date(entry))
                files.add(entry.filename)
    if len(files) != _AREA_FILES:
        raise BuildError(
            [
                f"reversejp's library: found {sorted(files)} instead of landslides_0.json to"
                " landslides_9.json. Another version keeps them elsewhere: use the pinned one"
            ]
        )
    rows = [_read_feature(feature) for feature in features]
    parts = gpd.GeoDataFrame(rows, columns=list(RAW_COLUMNS), geometry="geometry", crs=CRS)
    return WarningAreas(parts, tuple(sorted(dates)))


def _read_feature(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature["properties"]
    code = properties["code"]
    if not (code == NORTHERN_TERRITORIES or re.fullmatch(r"[0-9]{7}", code)):
        raise BuildError(
            [
                f"warning area {properties['name']}: code {code!r}; seven digits or"
                f" {NORTHERN_TERRITORIES!r} are known"
            ]
        )
    return {
        "part_code": code,
        "municipality_code": code if code == NORTHERN_TERRITORIES else municipality_of(code[:5]),
        "name": properties["name"],
        "name_en": properties["enName"],
        "geometry": shape(feature["geometry"]),
    }

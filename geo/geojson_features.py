"""From the bytes of a GeoJSON file to its features: JSON, collection, coordinate system, shapes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from geo.csv_text import detect_encoding
from geo.file_bytes import FileBytes, read_bytes
from geo.findings import Findings
from geo.schema import CRS

MOST_BYTES: Final = 24_000_000
"""Seven times the shipped file; Python's objects take up to 25 times the bytes of odd JSON."""

MOST_FEATURES: Final = 20_000
"""Ten times the shipped file's."""

MOST_PARTS: Final = 1_000_000
"""Lists and objects of the whole file, a position of a shape being a list; the shipped file has a
sixth of it."""

MOST_VALUES: Final = 4_000_000

_WGS84_NAMES: Final = ("crs84", "epsg::4326", "epsg:4326")
_POLYGONAL: Final = ("Polygon", "MultiPolygon")
_NOT_FINITE: Final = ("NaN", "Infinity")

Shapes = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Features:
    """The features of a collection in file order.

    ``numbers`` count them from 1 as the file does; features without properties or without a
    polygonal geometry are left out (and reported). ``shapes`` are polygons and multipolygons,
    longitude before latitude in degrees.
    """

    numbers: list[int]
    properties: list[Mapping[str, Any]]
    shapes: Shapes


def read_features(path: Path | FileBytes, findings: Findings) -> Features:
    """Read the features of a GeoJSON file; problems of single features go to ``findings``.

    Raises
    ------
    DataError
        When the file is not JSON, not a FeatureCollection, or of another coordinate system.
    """
    collection = _read_json(path, findings)
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise findings.refuse("not_a_collection", found=_kind(collection))
    features = collection.get("features")
    if not isinstance(features, list) or not features:
        raise findings.refuse("no_features")
    if len(features) > MOST_FEATURES:
        raise findings.refuse("too_many_features", limit=f"{MOST_FEATURES:,}")
    _check_crs(collection, findings)
    findings.raise_problems()
    return _take_features(features, findings)


def _read_json(path: Path | FileBytes, findings: Findings) -> Any:
    data = read_bytes(path, MOST_BYTES)
    if data.count(b"[") + data.count(b"{") > MOST_PARTS or data.count(b",") > MOST_VALUES:
        raise findings.refuse("json_many", limit=f"{MOST_PARTS:,}", values=f"{MOST_VALUES:,}")
    text = data.decode(detect_encoding(data, findings))
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise findings.refuse(
            "json_broken", row=error.lineno, character=error.colno, reason=error.msg
        ) from None
    except (RecursionError, ValueError):  # ValueError: a number of more than 4,300 digits
        raise findings.refuse("json_deep") from None


def _kind(value: Any) -> str:
    """Return the GeoJSON type of a value, or the value itself as JSON writes it."""
    return show_json(value.get("type") if isinstance(value, dict) else value)


def show_json(value: Any) -> str:
    """Return a value as JSON writes it, text without its quotation marks."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _check_crs(collection: Mapping[str, Any], findings: Findings) -> None:
    if "crs" not in collection:
        return
    crs = collection["crs"]
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = show_json(properties.get("name") if isinstance(properties, dict) else crs)
    if name.casefold().endswith(_WGS84_NAMES):
        findings.note("crs_named", column="crs", value=name, expected=CRS)
    else:
        findings.problem("crs_other", column="crs", value=name, expected=CRS)


def _take_features(features: list[Any], findings: Findings) -> Features:
    numbers: list[int] = []
    properties: list[Mapping[str, Any]] = []
    texts: list[str] = []
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            findings.problem("not_a_feature", number, value=_kind(feature))
        elif not isinstance(feature.get("properties"), dict):
            findings.problem("properties_missing", number)
        elif (text := _geometry_text(feature.get("geometry"), number, findings)) is not None:
            numbers.append(number)
            properties.append(feature["properties"])
            texts.append(text)
    with np.errstate(all="ignore"):  # a number too large for a float makes no shape, see below
        shapes = shapely.from_geojson(np.array(texts, dtype=object), on_invalid="ignore")
    sound = np.ones(len(texts), dtype=bool)
    for index in np.flatnonzero(shapely.is_missing(shapes) | shapely.is_empty(shapes)).tolist():
        infinite = any(word in texts[index] for word in _NOT_FINITE)
        findings.problem("not_finite" if infinite else "coordinates", numbers[index], "geometry")
        sound[index] = False
    kept = np.flatnonzero(sound).tolist()
    for index in np.flatnonzero(shapely.has_z(shapes)).tolist():
        findings.note("heights", numbers[index], "geometry")
    return Features(
        [numbers[index] for index in kept],
        [properties[index] for index in kept],
        shapely.force_2d(shapes[sound]),
    )


def _geometry_text(geometry: Any, number: int, findings: Findings) -> str | None:
    """Return the geometry as JSON of its own, or report why it is none that can be used."""
    if geometry is None:
        findings.problem("geometry_missing", number, "geometry")
    elif not isinstance(geometry, dict) or geometry.get("type") not in _POLYGONAL:
        findings.problem("geometry_type", number, "geometry", value=_kind(geometry))
    else:
        return json.dumps(
            {"type": geometry["type"], "coordinates": geometry.get("coordinates")},
            separators=(",", ":"),
        )
    return None

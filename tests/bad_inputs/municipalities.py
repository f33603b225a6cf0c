"""Odd and broken files of municipalities, each made by one change to the squares' collection."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.bad_inputs.case import Case
from tests.squares import collection, feature

_RING = [[138, 36], [139, 36], [139, 37], [138, 37], [138, 36]]
_AT = 1  # the place of 毛呂山町, a square from 138 E, 36 N, in the collection


def _text(change: Callable[[dict[str, Any]], Any] = lambda good: None) -> str:
    """Return the good collection as text; ``change`` alters it in place."""
    changed = collection()
    change(changed)
    return json.dumps(changed, ensure_ascii=False)


def _changed(change: Callable[[dict[str, Any]], Any]) -> bytes:
    return _text(change).encode()


def _feature(**members: Any) -> bytes:
    return _changed(lambda good: good["features"][_AT].update(members))


def _properties(**properties: Any) -> bytes:
    return _changed(lambda good: good["features"][_AT]["properties"].update(properties))


def _without_property(name: str) -> bytes:
    return _changed(lambda good: good["features"][_AT]["properties"].pop(name))


def _shape(kind: str, coordinates: Any) -> bytes:
    return _feature(geometry={"type": kind, "coordinates": coordinates})


def _crs(name: str) -> bytes:
    return _changed(lambda good: good.update(crs={"type": "name", "properties": {"name": name}}))


def _as_number(name: str, number: str) -> bytes:
    """Return the good text with a member of the first feature as this bare number."""
    return _properties(**{name: "@"}).replace(b'"@"', number.encode())


def _position(longitude: str) -> bytes:
    """Return the good text with one longitude written as ``longitude``, bare."""
    ring = [["@", 36], *_RING[1:-1], ["@", 36]]
    return _shape("Polygon", [ring]).replace(b'"@"', longitude.encode())


def cases() -> Iterator[Case]:
    """Yield all cases of a file of a few municipalities."""
    for name, data in (_FILES | _COLLECTIONS | _SHAPES | _PROPERTIES).items():
        yield Case(name, data)


def country_cases() -> Iterator[Case]:
    """Yield the cases of a file that should hold the whole country."""
    yield Case("a few municipalities for the whole country", _text().encode())


_FILES: dict[str, bytes | None] = {
    "good": _text().encode(),
    "no file": None,
    "empty file": b"",
    "UTF-8 with mark": _text().encode("utf-8-sig"),
    "CP932": _text().encode("cp932"),
    "UTF-16": codecs.BOM_UTF16_LE + _text().encode("utf-16-le"),
    "broken byte": _text().encode().replace("札".encode(), b"\xff\xfe", 1),
    "cut in half": _text().encode()[: len(_text().encode()) // 2],
    "a comma too many": _text().replace("}]", "},]").encode(),
    "not JSON": b"<!DOCTYPE html>\n<html></html>\n",
    "TopoJSON": b'{"type": "Topology", "objects": {}, "arcs": []}',
    "a number": b"1",
    "a list": b"[]",
    "nested too deep": b'{"type":"FeatureCollection","features":' + b"[" * 100_000,
    "a number of five thousand digits": _as_number("area_km2", "1" * 5_000),
}

_COLLECTIONS: dict[str, bytes | None] = {
    "a single feature": json.dumps(feature("11326")).encode(),
    "no features": b'{"type": "FeatureCollection", "features": []}',
    "features not a list": b'{"type": "FeatureCollection", "features": {}}',
    "a collection inside": _changed(lambda good: good["features"].append(collection())),
    "a feature null": _changed(lambda good: good["features"].append(None)),
    "a geometry for a feature": _changed(
        lambda good: good["features"].append({"type": "Polygon", "coordinates": [_RING]})
    ),
    "crs WGS 84": _crs("urn:ogc:def:crs:OGC:1.3:CRS84"),
    "crs EPSG:4326": _crs("EPSG:4326"),
    "crs JGD2011": _crs("urn:ogc:def:crs:EPSG::6668"),
    "crs Web Mercator": _crs("EPSG:3857"),
    "crs not an object": _changed(lambda good: good.update(crs=4326)),
    "crs null": _changed(lambda good: good.update(crs=None)),
    "a code twice": _changed(lambda good: good["features"].append(feature("11326"))),
}

_SHAPES: dict[str, bytes | None] = {
    "geometry null": _feature(geometry=None),
    "geometry missing": _changed(lambda good: good["features"][_AT].pop("geometry")),
    "geometry a text": _feature(geometry="Polygon"),
    "geometry a point": _shape("Point", [138.5, 36.5]),
    "geometry a collection": _feature(geometry={"type": "GeometryCollection", "geometries": []}),
    "geometry empty": _shape("Polygon", []),
    "coordinates missing": _feature(geometry={"type": "Polygon"}),
    "coordinates text": _shape("Polygon", [[["138", "36"], ["139", "36"], ["139", "37"]]]),
    "coordinates one number each": _shape("Polygon", [[[138], [139], [139], [138]]]),
    "ring not closed": _shape("Polygon", [_RING[:-1]]),
    "ring of three positions": _shape("Polygon", [[*_RING[:2], _RING[0]]]),
    "bow-tie": _shape("Polygon", [[[138, 36], [139, 37], [139, 36], [138, 37], [138, 36]]]),
    "hole outside": _shape(
        "Polygon", [_RING, [[139.2, 36.2], [139.4, 36.2], [139.4, 36.4], [139.2, 36.2]]]
    ),
    "parts that overlap": _shape("MultiPolygon", [[_RING], [_RING]]),
    "longitude and latitude swapped": _shape("Polygon", [[[y, x] for x, y in _RING]]),
    "outside Japan": _shape("Polygon", [[[x - 138, y] for x, y in _RING]]),
    "metres for degrees": _shape("Polygon", [[[x * 1e5, y * 1e5] for x, y in _RING]]),
    "longitude infinite": _position("1e999"),
    "longitude NaN": _position("NaN"),
    "longitude -Infinity": _position("-Infinity"),
    "longitude of 400 digits": _position("1" * 400),
    "twenty thousand positions": _shape(
        "Polygon", [[[138 + at / 20_000, 36 + at % 2] for at in range(20_000)] + [[138, 36]]]
    ),
    "heights in the coordinates": _shape("Polygon", [[[x, y, 12.5] for x, y in _RING]]),
}

_PROPERTIES: dict[str, bytes | None] = {
    "properties null": _feature(properties=None),
    "properties a list": _feature(properties=[]),
    "a property missing": _without_property("name_kana"),
    "a property blank": _properties(name=""),
    "a property too many": _properties(population=35_000),
    "two properties too many": _properties(population=35_000, mayor="毛呂山町長"),
    "spaces around a name": _properties(name=" 毛呂山町 "),
    "a control character in a name": _properties(name="毛呂山町\x07"),
    "code a number": _properties(municipality_code=11326),
    "code of four digits": _properties(municipality_code="1326"),
    "code with check digit": _properties(municipality_code="113263"),
    "code null of a town": _properties(municipality_code=None),
    "code of another prefecture": _properties(municipality_code="12326"),
    "prefecture code unknown": _properties(prefecture_code="48", municipality_code="48326"),
    "prefecture of another code": _properties(prefecture="東京都"),
    "kind unknown": _properties(kind="郡"),
    "area negative": _properties(area_km2=-1),
    "area a text": _properties(area_km2="34.07"),
    "area true": _properties(area_km2=True),
    "area NaN": _as_number("area_km2", "NaN"),
    "area missing": _without_property("area_km2"),
}

"""The shown pairs as layers of a geographic information system: GeoPackage, GeoParquet, KML.

All three have one multipolygon a pair, longitude and latitude on WGS 84, a blank cell as null, and
a layer without features where nothing is shown. They are made in memory: no file is left behind.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import shapely

from geo.atlas import Selection
from geo.formats.described import drop_forbidden, encode_metadata, tell_filter, tell_sources
from geo.formats.table import make_table
from geo.provenance import Record
from geo.schema import CRS

LAYER: Final = "projects"

_CDATA_END: Final = "]]>"


def to_geopackage(selection: Selection, records: Sequence[Record]) -> bytes:
    """Return a GeoPackage with the layer :data:`LAYER`.

    Title, filter, counts and sources (JSON) are metadata of the data set and of the layer.
    """
    metadata = encode_metadata(selection, records)
    return _write(
        _make_frame(selection),
        "GPKG",
        dataset_metadata=metadata,
        layer_metadata=metadata,
        layer_options={
            "IDENTIFIER": metadata["title"],
            "DESCRIPTION": "\n".join([tell_filter(selection.filter), *tell_sources(records)]),
        },
    )


def to_geoparquet(selection: Selection, records: Sequence[Record]) -> bytes:
    """Return GeoParquet 1.1; title, filter, counts and sources (JSON) are the file's metadata."""
    plain = BytesIO()
    _make_frame(selection).to_parquet(plain, index=False, schema_version="1.1.0")
    table = pq.read_table(BytesIO(plain.getvalue()))
    said = encode_metadata(selection, records)
    described = BytesIO()
    pq.write_table(
        table.replace_schema_metadata(
            {**table.schema.metadata, **{key.encode(): text.encode() for key, text in said.items()}}
        ),
        described,
    )
    return described.getvalue()


def to_kml(selection: Selection, records: Sequence[Record]) -> bytes:
    """Return KML 2.2: a placemark a pair, named as its municipality, all columns as its data.

    Title, filter and sources are the name and the description of the document. The description is
    HTML, as viewers take it to be, so whatever a reader typed into the search stands escaped.
    """
    frame = _make_frame(selection, _xml_text)
    plain, nullable = (list(frame.select_dtypes(kind).columns) for kind in ("int64", "Int64"))
    # KML has no integers of 64 bits: they would become text.
    frame = frame.astype(dict.fromkeys(plain, "int32") | dict.fromkeys(nullable, "Int32"))
    lines = [tell_filter(selection.filter), *tell_sources(records)]
    return _write(
        frame,
        "LIBKML",
        dataset_options={
            "NAME": encode_metadata(selection, records)["title"],
            "DESCRIPTION": "<br/>\n".join(html.escape(drop_forbidden(line)) for line in lines),
        },
    )


def _make_frame(selection: Selection, clean: Callable[[str], str] = str) -> gpd.GeoDataFrame:
    table = make_table(selection)
    for name, column in table.select_dtypes(exclude="number").items():
        cells = [clean(cell) or None for cell in column]
        table[name] = pd.Series(cells, table.index, dtype="str")
    shapes = shapely.orient_polygons(selection.pairs.geometry.to_numpy())
    several = [shapely.MultiPolygon(shapely.get_parts(shape).tolist()) for shape in shapes]
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(several, crs=CRS))


def _write(frame: gpd.GeoDataFrame, driver: str, **options: Any) -> bytes:
    content = BytesIO()
    pyogrio.write_dataframe(
        frame, content, driver=driver, layer=LAYER, geometry_type="MultiPolygon", **options
    )
    return content.getvalue()


def _xml_text(text: str) -> str:
    """Return a text as the driver, which wraps it in CDATA and escapes nothing, can hold it."""
    return drop_forbidden(text).replace(_CDATA_END, "]] >")

"""The formats in which what is shown can be taken away, each with its filter and sources inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from geo.atlas import Selection
from geo.export import to_geojson
from geo.formats.csv_file import to_csv
from geo.formats.excel import to_excel
from geo.formats.vector import to_geopackage, to_geoparquet, to_kml
from geo.provenance import Record


@dataclass(frozen=True)
class Format:
    """One format: the suffix of its files, its media type, and what writes the bytes of a file."""

    suffix: str
    media_type: str
    write: Callable[[Selection, Sequence[Record]], bytes]


FORMATS: Final[dict[str, Format]] = {
    made.suffix: made
    for made in (
        Format("geojson", "application/geo+json", to_geojson),
        Format("csv", "text/csv; charset=utf-8", to_csv),
        Format(
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_excel
        ),
        Format("gpkg", "application/geopackage+sqlite3", to_geopackage),
        Format("parquet", "application/vnd.apache.parquet", to_geoparquet),
        Format("kml", "application/vnd.google-earth.kml+xml", to_kml),
    )
}
"""The formats by their suffix, in the order in which they are offered."""

"""Read and validate what a source holds: the same rules wherever it comes from."""

from __future__ import annotations

from pathlib import PurePath

import geopandas as gpd
import pandas as pd

from geo.file_bytes import read_bytes
from geo.findings import Findings
from geo.municipalities import check_municipalities, read_municipalities
from geo.problems import Note
from geo.projects import FACT_COLUMNS, REQUIRED_COLUMNS, check_projects, read_projects
from geo.provenance import Record
from geo.sources.formats import FRAME_READERS
from geo.sources.frames import features, text_table
from geo.sources.source import MOST_BYTES, Content, Kind, Source


def load_municipalities(
    source: Source, *, whole_country: bool = True
) -> tuple[gpd.GeoDataFrame, tuple[Note, ...]]:
    """Return what :func:`geo.municipalities.read_municipalities` returns, from any source.

    GeoJSON unless the source is a table or its name ends as a GeoParquet or a GeoPackage does.
    Raises as that function does, and :class:`geo.sources.source.AwayError`.
    """
    findings = Findings(source.name, "row")
    content = _open(source.content(), "municipalities", findings)
    if isinstance(content, pd.DataFrame):
        read = features(content, findings)
        return check_municipalities(read, findings, whole_country=whole_country), findings.notes
    return read_municipalities(content, whole_country=whole_country)


def load_projects(
    source: Source, municipalities: gpd.GeoDataFrame
) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Return what :func:`geo.projects.read_projects` returns, from any source.

    CSV unless the source is a table or its name ends as a Parquet or a GeoPackage does.
    Raises as that function does, and :class:`geo.sources.source.AwayError`.
    """
    findings = Findings(source.name, "row")
    content = _open(source.content(), "projects", findings)
    if isinstance(content, pd.DataFrame):
        table = text_table(content, REQUIRED_COLUMNS, FACT_COLUMNS, findings)
        return check_projects(table, municipalities), findings.notes
    return read_projects(content, municipalities)


def load_records(*sources: Source) -> tuple[Record, ...]:
    """Return the provenance records of the sources, in their order; a source may have none.

    Raises :class:`geo.problems.DataError` when a record cannot be read.
    """
    found = (source.record() for source in sources)
    return tuple(record for record in found if record is not None)


def _open(content: Content, kind: Kind, findings: Findings) -> Content:
    """Return the content itself, or as a frame when it is a file of a format that holds one."""
    if isinstance(content, pd.DataFrame):
        return content
    read = FRAME_READERS.get(PurePath(content.name).suffix.casefold())
    return read(read_bytes(content, MOST_BYTES), kind, findings) if read else content

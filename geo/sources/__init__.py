"""Where the two tables come from: a path, the web, an S3 bucket or PostGIS, all read by one rule.

An address is a path, ``https://…``, ``s3://bucket/key`` or ``postgresql://…``. Each kind of place
says whether its data changed and hands them over; ``geo.sources.read`` validates them all alike.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from geo.sources.files import FileSource
from geo.sources.source import Kind, Source

Address = str | Path


def open_source(address: Address, kind: Kind) -> Source:
    """Return the source at ``address``; nothing is asked of it yet.

    ``kind`` is the name of the table in a database, unless the address names another.
    """
    # What a source needs is imported with the first of its kind: files alone start sooner.
    scheme = urlsplit(address).scheme if isinstance(address, str) else ""
    if scheme in ("http", "https"):
        from geo.sources.web import WebSource  # noqa: PLC0415

        return WebSource(str(address))
    if scheme == "s3":
        from geo.sources.s3 import S3Source  # noqa: PLC0415

        return S3Source(str(address))
    if scheme in ("postgresql", "postgres"):
        from geo.sources.postgis import PostgisSource  # noqa: PLC0415

        return PostgisSource(str(address), kind)
    return FileSource(Path(address))

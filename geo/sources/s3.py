"""A data file in an S3 bucket (``s3://bucket/key``), by pyarrow's own client.

Keys, region and endpoint come from where the AWS tools look for them: ``AWS_ACCESS_KEY_ID``,
``AWS_SECRET_ACCESS_KEY``, ``AWS_REGION``, ``AWS_ENDPOINT_URL``, ``~/.aws``, the machine's role.
"""

from __future__ import annotations

import os
import re
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pyarrow import fs

from geo.file_bytes import FileBytes
from geo.problems import DataError, Problem
from geo.provenance import Record
from geo.sources.records import read_entry, record_name
from geo.sources.source import MOST_BYTES, AwayError, away

_ERROR = re.compile(r"AWS Error (\w+)")


class S3Source:
    """An object in a bucket; its signature is what a HEAD request tells of it."""

    is_remote = True

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._key = PurePosixPath(parts.netloc + parts.path)
        self.name = self._key.name

    @cached_property
    def _bucket(self) -> fs.S3FileSystem:
        return fs.S3FileSystem(
            endpoint_override=os.environ.get("AWS_ENDPOINT_URL_S3")
            or os.environ.get("AWS_ENDPOINT_URL"),
            connect_timeout=3,
            request_timeout=10,
            retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=2),
        )

    def signature(self) -> object:
        """Return ETag, size and time of the object."""
        try:
            with self._bucket.open_input_stream(str(self._key)) as stream:
                told = stream.metadata()
        except OSError as error:
            raise self._away(error) from None
        return tuple(told.get(name) for name in ("ETag", "Content-Length", "Last-Modified"))

    def content(self) -> FileBytes:
        """Return the object."""
        return FileBytes(self.name, self._read(self._key))

    def record(self) -> Record | None:
        """Return the record beside the object, if there is one."""
        beside = self._key.with_name(record_name(self.name))
        try:
            found = self._bucket.get_file_info(str(beside))
        except OSError as error:
            raise self._away(error) from None
        if found.type != fs.FileType.File:
            return None
        return read_entry(self.name, self._read(beside))

    def _read(self, key: PurePosixPath) -> bytes:
        try:
            with self._bucket.open_input_stream(str(key)) as stream:
                data: bytes = stream.read(MOST_BYTES + 1)
        except OSError as error:
            raise self._away(error) from None
        if len(data) > MOST_BYTES:
            limit = {"limit": f"{MOST_BYTES:,}"}
            raise DataError([Problem("file_too_large", self.name, values=limit)])
        return data

    def _away(self, error: OSError) -> AwayError:
        said = _ERROR.search(str(error))
        return away(self.name, said[1] if said else type(error).__name__)

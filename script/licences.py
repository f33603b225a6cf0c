"""Lists the licence of every installed package, and fails on one that is unknown or not free.

script/audit runs it: .venv/bin/python script/licences.py
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

FREE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "IPA", "ISC", "LGPL-3.0-only",
    "MIT", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib",
}  # fmt: skip
"""What a package that the dashboard runs on may be under."""

FREE_FOR_TOOLS = FREE | {"Artistic-1.0-Perl", "GPL-3.0-only"}
"""And a tool of the tests, which is run here and passed on to nobody."""

SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Artistic License": "Artistic-1.0-Perl",
    "BSD": "BSD-3-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "GPL-3.0": "GPL-3.0-only",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""What packages write that do not use the names of SPDX."""

READ_BY_HAND = {
    "gixy-ng": "MPL-2.0",  # its LICENSE file; the metadata say nothing
    "xstatic-leaflet": "BSD-2-Clause",  # "(same as Leaflet)", and Leaflet is under this one
}


@dataclass(frozen=True)
class Licensed:
    """One installed package."""

    name: str
    version: str
    licence: str
    is_tool: bool

    @property
    def is_free(self) -> bool:
        """Whether one alternative of the licence has only parts that are allowed."""
        allowed = FREE_FOR_TOOLS if self.is_tool else FREE
        plain = re.sub(r"[()]", "", self.licence)
        return any(set(one.split(" AND ")) <= allowed for one in plain.split(" OR "))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def read_licence(found: Distribution) -> str:
    """Return the licence as an SPDX expression, or what the package says, or "unknown"."""
    name = canonical(found.metadata["Name"])
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    expression = found.metadata.get("License-Expression")
    if expression:
        return expression
    text = (found.metadata.get("License") or "").strip()
    classifiers = [
        line.split(" :: ")[-1]
        for line in found.metadata.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    said = [text, *classifiers]
    known = (SPDX.get(one, one) for one in said)
    return next((one for one in known if one in FREE_FOR_TOOLS), said[-1] or "unknown")


def list_licences() -> Iterator[Licensed]:
    """Yield every installed package by name; what requirements.txt does not pin is a tool."""
    pins = (ROOT / "requirements.txt").read_text("utf-8")
    runs = {canonical(name) for name in re.findall(r"^([\w.-]+)==", pins, re.MULTILINE)}
    installed = {canonical(one.metadata["Name"]): one for one in distributions()}
    for name, found in sorted(installed.items()):
        yield Licensed(name, found.version, read_licence(found), name not in runs)


def main() -> int:
    packages = list(list_licences())
    for one in packages:
        use = "tests" if one.is_tool else "runs"
        mark = "" if one.is_free else "  <- not allowed"
        print(f"{one.name:28}{one.version:18}{use:7}{one.licence}{mark}")
    refused = [one.name for one in packages if not one.is_free]
    print(f"{len(packages)} packages, {len(refused)} of them under no allowed licence")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

"""Which codes a new file must hold: those in use, moved on by the table of mergers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from geo.build.in_use import Municipality
from geo.mergers import Merger, find_successor
from geo.problems import DataError, Problem


def expect_codes(
    found: Collection[str],
    in_use: Mapping[str, Municipality],
    mergers: Mapping[str, Merger],
    file: str,
) -> frozenset[str]:
    """Return the codes that must be there, given those found in ``file``.

    A code may go only where ``mergers`` leads from it to one that is found, and a new one may
    come only as such a successor: so every old table still joins afterwards.

    Raises
    ------
    DataError
        With every code that is gone or new without a line in ``mergers``.
    """
    gone = {code: find_successor(code, mergers, found) for code in in_use if code not in found}
    successors = {steps[-1].new_code for steps in gone.values() if steps}
    problems = [
        Problem("build_code_gone", file, value=code, values={"name": in_use[code]["name"]})
        for code, steps in gone.items()
        if not steps
    ]
    problems += [
        Problem("build_code_unknown", file, value=code)
        for code in sorted(set(found) - set(in_use) - successors)
    ]
    if problems:
        raise DataError(problems)
    return frozenset((set(in_use) - set(gone)) | successors)

"""What is wrong with a data file, in a form that the command line and the page can both say.

A :class:`Problem` names the rule that was broken, the place and the value. Its words stand in
``geo/texts`` under ``problem.<rule>``: ``wrong`` (what is wrong), ``mend`` (the likely mend).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geo.catalogue import Catalogue, load_catalogue

_LONGEST_VALUE = 60


@dataclass(frozen=True)
class Problem:
    """One broken rule at one place.

    ``line`` counts from 1, the heading line included, as editors and Excel do; for GeoJSON it is
    the number of the feature. ``values`` fill the fields of the rule's texts.
    """

    rule: str
    file: str
    line: int | None = None
    column: str = ""
    value: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def describe(self, texts: Catalogue) -> str:
        """Return one line: file, line, column, value, what is wrong, what is allowed, the mend."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        shown = "" if self.value is None else f" {shorten(self.value)!r}"
        wrong = texts(f"problem.{self.rule}.wrong", **self.values)
        mend = texts(f"problem.{self.rule}.mend", **self.values)
        return " ".join(f"{place}{shown}: {wrong} {mend}".split())


@dataclass(frozen=True)
class Note(Problem):
    """Something that was read without doubt although it was not written as the rules say."""


class DataError(Exception):
    """A data file that cannot be used, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(describe_all(self.problems, load_catalogue("en"))))


def describe_all(problems: Iterable[Problem], texts: Catalogue, limit: int = 50) -> list[str]:
    """Return one line a problem, the first ``limit`` in full, then how many more there are."""
    problems = tuple(problems)
    lines = [problem.describe(texts) for problem in problems[:limit]]
    if len(problems) > limit:
        lines.append(texts("problem.more", count=len(problems) - limit))
    return lines


def shorten(value: str) -> str:
    """Return a value short enough for one line, its control characters left out."""
    printable = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value[: _LONGEST_VALUE + 1])
    return printable if len(printable) <= _LONGEST_VALUE else printable[:_LONGEST_VALUE] + "…"

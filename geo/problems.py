"""What is found in a data file, in a form that the command line and the page can both say.

A :class:`Problem` breaks a rule and stops the file; a :class:`Note` says what was read without
doubt although it was not written as the rules say. Both name the rule, the place and the value.
Their words stand in ``geo/texts``: ``problem.<rule>.wrong`` and ``.mend``, ``note.<rule>.done``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import ClassVar, Literal

from geo.catalogue import Catalogue, load_catalogue

_LONGEST_VALUE = 60
_LONGEST_FIELD = 200
_FULL_WIDTH_SPACE = "\N{IDEOGRAPHIC SPACE}"


@dataclass(frozen=True)
class Finding:
    """One thing found at one place.

    ``line`` counts from 1: the line, the heading line included, as editors do; for GeoJSON the
    feature, for a table that is no text the row, as ``unit`` says. ``values`` fill the fields of
    the rule's texts; a tuple is a list.
    """

    keys: ClassVar[tuple[str, ...]]

    rule: str
    file: str = ""
    line: int | None = None
    column: str = ""
    value: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    unit: Literal["line", "feature", "row"] = "line"

    def describe(self, texts: Catalogue) -> str:
        """Return one line: file, line, column, value, then the rule's sentences."""
        number = texts(f"problem.{self.unit}", number=self.line) if self.line else ""
        place = ":".join(shorten(part) for part in (self.file, number, self.column) if part)
        shown = "" if self.value is None else texts("problem.value", value=shorten(self.value))
        values = {name: _one_line(value, texts) for name, value in self.values.items()}
        sentences = [texts(key.format(rule=self.rule), **values) for key in self.keys]
        return f"{place}{shown}: {_join_sentences(sentences, texts)}"


@dataclass(frozen=True)
class Problem(Finding):
    """One broken rule at one place."""

    keys: ClassVar = ("problem.{rule}.wrong", "problem.{rule}.mend")


@dataclass(frozen=True)
class Note(Finding):
    """Something that was read without doubt although it was not written as the rules say.

    One note stands for all ``count`` cells of a column read in the same way; the place and the
    value are those of the first.
    """

    keys: ClassVar = ("note.{rule}.done",)

    count: int = 1

    def describe(self, texts: Catalogue) -> str:
        """Return one line: the first place and value, what was done, how many more there are."""
        line = super().describe(texts)
        if self.count == 1:
            return line
        return _join_sentences([line, texts("note.more", count=self.count - 1)], texts)


class DataError(Exception):
    """A data file that cannot be used.

    ``problems`` holds what was found, in order of line: all of it, or the first thousand or more
    where there are very many; ``total`` is the number of all.
    """

    def __init__(self, problems: Iterable[Problem], total: int | None = None) -> None:
        self.problems = tuple(problems)
        self.total = len(self.problems) if total is None else total
        super().__init__("\n".join(self.describe(load_catalogue("en"))))

    def __reduce__(self) -> tuple[type[DataError], tuple[tuple[Problem, ...], int]]:
        """Tell how to make it again in another process."""
        return type(self), (self.problems, self.total)

    def describe(self, texts: Catalogue, limit: int = 50) -> list[str]:
        """Return one line a problem, the first ``limit`` in full, then how many more there are."""
        return describe_all(self.problems, texts, limit, self.total)


def describe_all(
    findings: Iterable[Finding], texts: Catalogue, limit: int = 50, total: int | None = None
) -> list[str]:
    """Return one line a finding, the first ``limit`` in full, then how many more there are.

    ``total`` is the number of all where ``findings`` holds only the first of them.
    """
    findings = tuple(findings)
    lines = [finding.describe(texts) for finding in findings[:limit]]
    left_out = (len(findings) if total is None else total) - len(lines)
    if left_out > 0:
        lines.append(texts("problem.more", count=left_out))
    return lines


def _join_sentences(sentences: Iterable[str], texts: Catalogue) -> str:
    return reduce(lambda one, two: texts("problem.both", first=one, second=two), sentences)


def _one_line(value: object, texts: Catalogue) -> object:
    if isinstance(value, tuple):
        value = texts("problem.comma").join(map(str, value))
    return shorten(value, _LONGEST_FIELD) if isinstance(value, str) else value


def shorten(value: str, longest: int = _LONGEST_VALUE) -> str:
    """Return a value short enough for one line, what cannot be printed shown as ``\\ufffd``."""
    printable = "".join(
        char if char.isprintable() or char == _FULL_WIDTH_SPACE else "\N{REPLACEMENT CHARACTER}"
        for char in value[: longest + 1]
    )
    return printable if len(printable) <= longest else printable[:longest] + "…"

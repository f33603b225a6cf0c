"""The rules of a single cell of ``projects.csv``, made from its entry in the column dictionary."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from geo.csv_text import UNWRITABLE
from geo.problems import Note, Problem
from geo.schema import LIST_SEPARATOR, Column, split_list
from geo.table import Judge, Verdict

_PLAIN_TEXT: Final = rf"(?!\s)[^\t\n{UNWRITABLE.pattern[1:-1]}]+(?<!\s)"
_PLAIN_PART: Final = _PLAIN_TEXT.replace(r"\n", r"\n;；")
_PLAIN_ADDRESS: Final = r"https?://[a-z0-9][a-z0-9.-]*(/[!-:<-~]*)?"
"""One address in ASCII, without the separator of a list."""

_BREAKS = re.compile(r"[\t\n]+")
_FULL_WIDTH_SEPARATOR: Final = "；"
_INTEGER = re.compile(r"([0-9]{1,9})(\.0+)?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,15})?")
_YEAR = re.compile(
    r"(?:(?P<western>[0-9]{4})(?:\.0+)?|FY(?P<fy>[0-9]{4})"
    r"|(?:令和|R)(?P<reiwa>元|[0-9]{1,2})|(?:平成|H)(?P<heisei>元|[0-9]{1,2}))(?:年度)?",
    re.IGNORECASE,
)
_ERAS: Final = {"western": 0, "fy": 0, "reiwa": 2018, "heisei": 1988}
_NUMERIC: Final = ("project_id", "municipality_codes")

Read = tuple[str, str]
"""The text as read, and the rule of the note that says so (``""``: as it stood)."""

_PartReader = Callable[[str], Read | Problem]


def cell_judge(column: Column) -> Judge:
    """Return the judge of one cell of ``column``: blanks, spaces, form, allowed words."""
    read_part = _part_reader(column)
    is_plain = re.compile(_plain_pattern(column)).fullmatch

    def judge(cell: str) -> Verdict | None:
        return None if is_plain(cell) else _judge_cell(cell, column, read_part)

    return judge


def _judge_cell(cell: str, column: Column, read_part: _PartReader) -> Verdict | None:
    if UNWRITABLE.search(cell):
        return _refuse(column, "control", cell)
    text, rules = _tidy(cell, column)
    if not text and not column.is_nullable:
        return _refuse(column, "blank", cell or None)
    parts = _parts(text, column)
    if problem := _list_problem(parts, column):
        return Verdict(problems=(problem,))
    read = [read_part(part) for part in parts]
    if problems := tuple(found for found in read if isinstance(found, Problem)):
        return Verdict(problems=problems)
    pairs = [found for found in read if not isinstance(found, Problem)]
    text = LIST_SEPARATOR.join(part for part, _ in pairs)
    if text == cell:
        return None
    rules += [rule for _, rule in pairs if rule]
    notes = (
        Note(rule, column=column.name, value=cell, values={"read": text})
        for rule in dict.fromkeys(rules)
    )
    return Verdict((text,), tuple(notes))


def _plain_pattern(column: Column) -> str:
    """Return a pattern of cells that are surely right as they stand, which most are."""
    if column.allowed:
        return "|".join(column.allowed)
    if column.kind == "integer":
        return "[1-9][0-9]{0,8}"
    if column.kind == "number":
        return _NUMBER.pattern
    if column.name == "municipality_codes":
        return "[0-9.]+"  # whether it is a code is seen beside name and prefecture
    if column.name in _NUMERIC:
        return column.pattern
    plain_text = _PLAIN_PART if column.is_list else _PLAIN_TEXT
    return _PLAIN_ADDRESS if column.pattern else plain_text


def _parts(text: str, column: Column) -> list[str]:
    if column.is_list or not text:
        return split_list(text)
    return [text]


def _refuse(column: Column, rule: str, value: str | None, **values: object) -> Verdict:
    return Verdict(problems=(Problem(rule, column=column.name, value=value, values=values),))


def _tidy(cell: str, column: Column) -> tuple[str, list[str]]:
    """Return the cell without what can be taken off without doubt, and the rules of the notes."""
    rules = []
    text = cell.strip()
    if text != cell:
        rules.append("trimmed")
    if _BREAKS.search(text):
        text = _BREAKS.sub(" ", text)
        rules.append("line_break")
    is_numeric = column.kind != "text" or column.name in _NUMERIC
    if is_numeric and text != (folded := unicodedata.normalize("NFKC", text).strip()):
        text = folded
        rules.append("full_width")
    if column.is_list:
        if _FULL_WIDTH_SEPARATOR in text:
            text = text.replace(_FULL_WIDTH_SEPARATOR, LIST_SEPARATOR)
            rules.append("list_separator")
        parts = split_list(text)
        if parts != (trimmed := [part.strip() for part in parts]):
            text = LIST_SEPARATOR.join(trimmed)
            rules.append("trimmed")
    return text, rules


def _list_problem(parts: list[str], column: Column) -> Problem | None:
    if "" in parts:
        return Problem("list_blank", column=column.name, value=LIST_SEPARATOR.join(parts))
    if column.kind == "text" and len(set(parts)) < len(parts):
        twice = Counter(parts).most_common(1)[0][0]
        return Problem("list_repeated", column=column.name, value=twice)
    return None


def _part_reader(column: Column) -> _PartReader:
    """Return the reader of one part of a cell: the part as read, or the problem."""

    def problem(rule: str, part: str, **values: object) -> Problem:
        return Problem(rule, column=column.name, value=part, values=values)

    allowed = column.allowed

    def read_year(part: str) -> Read | Problem:
        match = _YEAR.fullmatch(part)
        if match is None:
            return problem("year", part, allowed=allowed)
        era = str(match.lastgroup)
        year = str(_ERAS[era] + (1 if match[era] == "元" else int(match[era])))
        if year not in column.allowed:
            return problem("not_allowed", part, allowed=allowed)
        return year, "" if year == part else "year_form"

    def read_integer(part: str) -> Read | Problem:
        match = _INTEGER.fullmatch(part)
        if match is None or int(match[1]) == 0:
            return problem("integer", part)
        number = str(int(match[1]))
        return number, "" if number == part else "number_form"

    def read_number(part: str) -> Read | Problem:
        return (part, "") if _NUMBER.fullmatch(part) else problem("number", part)

    def read_word(part: str) -> Read | Problem:
        return (
            (part, "") if part in column.allowed else problem("not_allowed", part, allowed=allowed)
        )

    def read_address(part: str) -> Read | Problem:
        good = re.fullmatch(column.pattern, part) and _has_host(part)
        return (part, "") if good else problem("source_address", part)

    def read_id(part: str) -> Read | Problem:
        return (part, "") if re.fullmatch(column.pattern, part) else problem("id_form", part)

    if column.kind == "integer":
        return read_year if column.allowed else read_integer
    if column.kind == "number":
        return read_number
    if column.allowed:
        return read_word
    return {"sources": read_address, "project_id": read_id}.get(
        column.name, lambda part: (part, "")
    )


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False

"""The Japanese font of the pictures, and what is asked of it: its glyphs, widths and line breaks.

A server may have no Japanese font, so IPAexGothic comes from the package ``matplotlib-fontja``.
Importing that package would scan its fonts and change matplotlib's settings for the whole process;
only the path of its font is taken, and each text names the font itself.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from matplotlib.font_manager import FontProperties

NO_GLYPH: Final = "〓"
"""The geta mark: what Japanese printers set where they have no type for a character."""

_MM_PER_POINT: Final = 25.4 / 72
_PIECES: Final = re.compile(
    r"[!-~]+ ?|.[、。，．：；）」』”’ー・？！ぁぃぅぇぉっゃゅょァィゥェォッャュョ]*", re.DOTALL
)
"""What stays together in a line: a Latin word, or a character and the marks that close it."""


@cache
def font_path() -> Path:
    """Return the path of IPAexGothic; raise ``ModuleNotFoundError`` where it is not installed."""
    package = find_spec("matplotlib_fontja")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("pictures need the package matplotlib-fontja")
    return Path(package.submodule_search_locations[0], "fonts", "ipaexg.ttf")


def font(size: float) -> FontProperties:
    """Return the font at a size in points."""
    return FontProperties(fname=str(font_path()), size=size)


def printable(text: str) -> str:
    """Return the text with :data:`NO_GLYPH` for every character that the font does not have."""
    return "".join(char if ord(char) in _advances() else NO_GLYPH for char in text)


def width_mm(text: str, size: float) -> float:
    """Return how wide a line is, in millimetres, at a size in points."""
    advances = _advances()
    units = sum(advances.get(ord(char), advances[ord(NO_GLYPH)]) for char in text)
    return units * size * _MM_PER_POINT


def wrap(text: str, size: float, widest_mm: float, most_lines: int) -> list[str]:
    """Break a text into lines of at most ``widest_mm``; what does not fit ends in an ellipsis."""
    lines = [""]
    for piece in _PIECES.findall(printable(text)):
        if lines[-1] and width_mm(lines[-1] + piece.rstrip(), size) > widest_mm:
            lines.append("")
        lines[-1] += piece
    kept = [line.rstrip() for line in lines[:most_lines]]
    if len(lines) > most_lines:
        kept[-1] = _shorten(kept[-1], size, widest_mm)
    return [
        _shorten(line, size, widest_mm) if _is_wide(line, size, widest_mm) else line
        for line in kept
    ]


def _shorten(line: str, size: float, widest_mm: float) -> str:
    while line and _is_wide(f"{line}…", size, widest_mm):
        line = line[:-1]
    return f"{line}…"


def _is_wide(line: str, size: float, widest_mm: float) -> bool:
    return width_mm(line, size) > widest_mm


@cache
def _advances() -> dict[int, float]:
    """Return the width of each character of the font, as a share of its size."""
    with TTFont(font_path(), lazy=True) as opened:
        widths = opened["hmtx"].metrics
        em = opened["head"].unitsPerEm
        return {char: widths[glyph][0] / em for char, glyph in opened.getBestCmap().items()}

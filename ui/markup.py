"""The one place where text from data becomes HTML or Markdown: everything filled in is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import streamlit as st
from markupsafe import Markup, escape

_ADDRESS: Final = re.compile(r"""https?://[^\s<>"'`{}|\\^\[\]]+""")
_MARKS: Final = re.compile(r"([!-/:-@\[-`{-~])")
_JOINED: Final = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=[<>~-])(?=[<>=-])", re.IGNORECASE)
_WORD_JOINER: Final = "\N{WORD JOINER}"


def fill(template: str, *values: object, **named: object) -> Markup:
    """Fill a literal HTML template; each value is escaped unless it is Markup made here.

    ``template`` is a literal of our own code, never text from data.
    """
    return Markup(template).format(*values, **named)  # noqa: S704  (the template is a literal)


def join(parts: Iterable[Markup], separator: str = "") -> Markup:
    """Join pieces of markup; the separator is text."""
    return escape(separator).join(parts)


def show(markup: Markup) -> None:
    """Show markup made by :func:`fill`; the browser sanitises it once more."""
    st.html(str(markup))


def link(address: str, text: str) -> Markup:
    """Return a link that opens apart.

    What is no address of http or https, or has a character that no address may have, is only text.
    """
    if not (_ADDRESS.fullmatch(address) and address.isprintable()):
        return fill("{}", text)
    return fill('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>', address, text)


def plain(text: str) -> str:
    """Return a text for a title, label or caption, which Streamlit reads as Markdown.

    Every mark is escaped. What Streamlit replaces after that (addresses, ``:material/map:``,
    ``:smile:``, arrows) is parted by a word joiner, which has no width.
    """
    parted = _JOINED.sub(_WORD_JOINER, " ".join(text.split()))
    return _MARKS.sub(r"\\\1", parted)

"""The one place where text from data becomes HTML: everything filled in is escaped."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup


def fill(template: str, *values: object, **named: object) -> Markup:
    """Fill a literal HTML template; each value is escaped unless it is Markup made here.

    ``template`` is a literal of our own code, never text from data.
    """
    return Markup(template).format(*values, **named)  # noqa: S704  (the template is a literal)


def join(parts: Iterable[Markup], separator: str = "") -> Markup:
    """Join pieces of markup."""
    return Markup(separator).join(parts)  # noqa: S704  (the separator is a literal)


def show(markup: Markup) -> None:
    """Show markup made by :func:`fill`; the browser sanitises it once more."""
    st.html(str(markup))


def link(address: str, text: str) -> Markup:
    """Return a link that opens apart; an address that is not http or https is only text."""
    if not address.startswith(("http://", "https://")):
        return fill("{}", text)
    return fill('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>', address, text)

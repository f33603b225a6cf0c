"""Dates as each language writes them."""

from __future__ import annotations

from datetime import date

from geo.catalogue import Catalogue


def write_date(day: date | str, texts: Catalogue) -> str:
    """Return a day as the catalogue's language writes it: 2025年3月10日, 10 March 2025.

    ``day`` is a date or ``YYYY-MM-DD``; other text raises ValueError.
    """
    when = date.fromisoformat(day) if isinstance(day, str) else day
    month = texts(f"date.month_{when.month}")
    return texts("date.form", year=when.year, month=month, day=when.day)

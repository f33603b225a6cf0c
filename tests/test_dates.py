"""Dates in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from geo.catalogue import load_catalogue
from geo.dates import write_date


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        ("2025-03-10", "2025年3月10日", "10 March 2025"),
        (date(2026, 12, 1), "2026年12月1日", "1 December 2026"),
    ],
)
def test_a_date_is_written_as_the_language_does(day, ja, en):
    assert write_date(day, load_catalogue("ja")) == ja
    assert write_date(day, load_catalogue("en")) == en


def test_what_is_no_date_is_refused():
    with pytest.raises(ValueError, match="month"):
        write_date("2025-13-01", load_catalogue("ja"))

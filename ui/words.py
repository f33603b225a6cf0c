"""The texts of the dashboard in one language: those of ``geo`` and those of the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from geo.catalogue import GEO_TEXTS, Catalogue, Language, load_catalogue

UI_TEXTS: Final = Path(__file__).with_name("texts")


def words(language: Language) -> Catalogue:
    """Return all texts of the dashboard in one language; read once, then kept."""
    return load_catalogue(language, GEO_TEXTS, UI_TEXTS)

"""Text catalogues: every text that a reader meets stands in ``texts/*.<language>.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

Language = Literal["ja", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
GEO_TEXTS: Final = Path(__file__).with_name("texts")


@dataclass(frozen=True)
class Catalogue:
    """The texts of one language by dotted key (``category.leading``).

    Calling it gives the text with its ``{fields}`` filled in; a key that is not there raises
    ``KeyError`` with the key and the language, because a missing text is a defect.
    """

    language: Language
    texts: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of ``key``, its ``{fields}`` filled in with ``values``."""
        try:
            text = self.texts[key]
        except KeyError:
            raise KeyError(f"no text {key!r} in the {self.language!r} catalogue") from None
        return text.format(**values) if values else text

    def __contains__(self, key: str) -> bool:
        return key in self.texts


@cache
def load_catalogue(language: Language, *folders: Path) -> Catalogue:
    """Read every ``*.<language>.toml`` of the folders (``geo/texts`` when none is named).

    Raises ``ValueError`` when two files give the same key.
    """
    texts: dict[str, str] = {}
    for folder in folders or (GEO_TEXTS,):
        for path in sorted(folder.glob(f"*.{language}.toml")):
            for key, text in _flatten(tomllib.loads(path.read_text("utf-8"))):
                if key in texts:
                    raise ValueError(f"{path}: the key {key!r} stands in another file too")
                texts[key] = text
    return Catalogue(language, texts)


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)

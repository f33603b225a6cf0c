"""How the map looks: what colour tells, which level is painted, what lies behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

COLOUR_BY: Final = ("category", "fy", "scope")
LEVELS: Final = ("municipality", "prefecture")
BACKGROUNDS: Final = ("none", "pale", "standard", "photo")

_ALLOWED: Final = {"colour": COLOUR_BY, "level": LEVELS, "background": BACKGROUNDS}


@dataclass(frozen=True)
class Look:
    """What a viewer chose for the map; the first of each list unless told otherwise."""

    colour: str = COLOUR_BY[0]
    level: str = LEVELS[0]
    background: str = BACKGROUNDS[0]

    def __post_init__(self) -> None:
        for name, allowed in _ALLOWED.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name} {getattr(self, name)!r}: allowed are {list(allowed)}")

    def to_query(self) -> dict[str, str]:
        """Return the look as link parameters; what is as usual is left out."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> tuple[Look, tuple[str, ...]]:
        """Read a look from link parameters; return it and those that were not understood."""
        given = {name: query[name] for name in _ALLOWED if name in query}
        known = {name: value for name, value in given.items() if value in _ALLOWED[name]}
        return cls(**known), tuple(name for name in given if name not in known)

"""What is to be pictured, and where its marks stand on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from geo.atlas import Atlas, Selection
from geo.catalogue import Catalogue
from geo.look import Look
from geo.paint import classes_of, describe_programme
from geo.picture.shapes import Window


@dataclass(frozen=True)
class Mark:
    """A project at a place of the page, in millimetres."""

    code: str
    name: str
    classes: Sequence[str]
    x: float
    y: float


@dataclass(frozen=True, eq=False)
class Pictured:
    """What is pictured, how, and in which language."""

    atlas: Atlas
    selection: Selection
    look: Look
    texts: Catalogue

    @cached_property
    def pairs(self) -> list[dict[Any, Any]]:
        """The shown pairs with the classes of their project, the FY2020 additions last, on top."""
        table = self.selection.pairs.drop(columns="geometry").sort_values("selected_fy")
        return [
            pair | {"classes": classes_of(pair["category"], pair["scope"], pair["selected_fy"])}
            for pair in table.to_dict("records")
        ]

    def marks(self, window: Window) -> list[Mark]:
        """Return the marks of the shown projects that stand in a window."""
        shown = {(pair["municipality_code"], pair["project_id"]): pair for pair in self.pairs}
        places = [
            one for one in describe_programme(self.atlas)["markers"] if tuple(one[:2]) in shown
        ]
        points = window.project(np.array([one[2:4] for one in places], float).reshape(-1, 2))
        found = []
        for (code, project_id, *_), (x, y) in zip(places, points.tolist(), strict=True):
            pair = shown[code, project_id]
            name = pair["name"] if self.texts.language == "ja" else pair["name_en"]
            if window.holds(x, y):
                found.append(Mark(code, name, pair["classes"], x, y))
        return found

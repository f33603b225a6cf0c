"""The legends of the map: samples as the style sheet draws them, and their words."""

from __future__ import annotations

from typing import Any, Final

from geo.catalogue import Catalogue
from geo.classes import CLASSES

_SAMPLES: Final = {
    "category": (
        ("leading_city", "area mark leading city"),
        ("leading_district", "area mark leading district"),
        ("priority_city", "area mark priority city"),
        ("priority_district", "area mark priority district"),
        ("fy2020_outline", "area plain fy2020"),
        ("none", "area none"),
    ),
    "fy": (
        ("fy2019_city", "area city fy2019"),
        ("fy2019_district", "area district fy2019"),
        ("fy2020_city", "area city fy2020"),
        ("fy2020_district", "area district fy2020"),
        ("leading_mark", "mark leading plain"),
        ("priority_mark", "mark priority plain"),
        ("none", "area none"),
    ),
    "scope": (
        ("city", "area city"),
        ("district", "area district"),
        ("leading_mark", "mark leading plain"),
        ("priority_mark", "mark priority plain"),
        ("fy2020_outline", "area plain fy2020"),
        ("none", "area none"),
    ),
    "prefecture": tuple((f"count{index}", f"area count{index}") for index in range(len(CLASSES))),
}


def describe_legend(name: str, texts: Catalogue) -> list[dict[str, Any]]:
    """Return a legend: the classes of each sample and what they mean, in the order of reading.

    ``name`` is what colour tells, or ``prefecture`` for the counts by prefecture. Hatch always
    says district, a thick outline FY2020, circle and diamond the category: what the colour does
    not tell has a sample without colour.
    """
    samples = [(classes.split(), texts(f"legend.{key}")) for key, classes in _SAMPLES[name]]
    return [{"classes": classes, "text": text} for classes, text in samples]

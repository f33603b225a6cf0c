"""A sheet of paper drawn in millimetres, and its bytes: PNG, PDF or SVG, the same every time.

matplotlib is used without pyplot, so that no figure outlives its picture. It is not safe to use
from several threads at once, and the server has one for each viewer: :data:`DRAWING` lets one draw
at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any, Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.patheffects import Stroke

from geo.paint import COLOURS
from geo.picture.font import font, printable

DRAWING: Final = threading.Lock()
DOTS_PER_INCH: Final = 300
INK: Final = COLOURS["outline"]
HALO: Final = "halo"
_MM: Final = 1 / 25.4
_SETTINGS: Final[Any] = {
    "text.hinting": "none",  # letters as wide as they were measured
    "pdf.fonttype": 42,  # TrueType: the text can be searched and copied
    "svg.fonttype": "path",  # no reader needs the font
    "svg.hashsalt": "smart-city-atlas",
}


@dataclass(frozen=True)
class About:
    """What a picture's file says of itself; ``made_on`` is its only date."""

    title: str
    subject: str
    sources: str
    made_on: date


class Page:
    """A page of ``width`` times ``height`` millimetres; x from the left, y from the bottom."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width * _MM, height * _MM), facecolor="white")
        self.paper: Axes = self.figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height))
        self.paper.axis("off")

    def draw(self, shape: Patch, within: Patch | None = None) -> None:
        """Add a shape in millimetres; ``within`` cuts off what of it lies outside."""
        self.paper.add_artist(shape)  # add_patch would measure every curve of it
        if within is not None:
            shape.set_clip_path(within)

    def line(self, start: Sequence[float], end: Sequence[float], **style: Any) -> None:
        """Draw a straight line between two points."""
        self.paper.plot(
            [start[0], end[0]],
            [start[1], end[1]],
            **{"color": INK, "scalex": False, "scaley": False, **style},
        )

    def text(self, x: float, y: float, text: str, size: float, **style: Any) -> None:
        """Write one line; ``size`` in points; ``halo`` gives it an outline of that colour."""
        halo = style.pop("halo", None)
        chosen = {"color": INK, "va": "baseline", "font": font(size), "parse_math": False, **style}
        if halo:
            # A text of its own: what has an effect is drawn as curves, which nobody can search.
            outline = [Stroke(linewidth=size * 0.28, foreground=halo)]
            self.paper.text(x, y, printable(text), path_effects=outline, gid=HALO, **chosen)
        self.paper.text(x, y, printable(text), **chosen)

    def write(self, suffix: str, about: About) -> bytes:
        """Return the page as ``png`` (300 dpi), ``pdf`` or ``svg``."""
        content = BytesIO()
        with rc_context(_SETTINGS):
            self.figure.savefig(
                content, format=suffix, dpi=DOTS_PER_INCH, metadata=_METADATA[suffix](about)
            )
        return content.getvalue()


_AUTHOR: Final = "Smart City Atlas"


def _pdf(about: About) -> Mapping[str, object]:
    day = datetime.combine(about.made_on, time(), UTC)  # 9 in the morning in Japan
    return {
        "Title": about.title,
        "Author": _AUTHOR,
        "Subject": about.subject,
        "Keywords": about.sources,
        "CreationDate": day,
    }


def _png(about: About) -> Mapping[str, object]:
    return {
        "Title": about.title,
        "Author": _AUTHOR,
        "Description": about.subject,
        "Source": about.sources,
        "Creation Time": about.made_on.isoformat(),
    }


def _svg(about: About) -> Mapping[str, object]:
    return {
        "Title": about.title,
        "Creator": _AUTHOR,
        "Description": about.subject,
        "Source": about.sources,
        "Date": about.made_on.isoformat(),
    }


_METADATA: Final = {"pdf": _pdf, "png": _png, "svg": _svg}

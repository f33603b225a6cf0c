"""Data files whose every text tries to be more than a text: markup, Markdown, templates, formulas.

Each field keeps a word of its own (``planted-organisation``), so that a test sees where a text came
out, and every mark it leaves behind carries the word ``planted``: an element, an address, a script.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE
from geo.schema import MUNICIPALITY_COLUMNS, PROJECT_COLUMNS

RUN: Final = "window.__planted=1"
"""What a planted script does; a test looks for it in every frame."""

MARKUP: Final = (
    f'"><img src=/planted.png alt=planted onerror="{RUN}">',
    f"'><svg id=planted onload='{RUN}'></svg>",
    f"</script><script id=planted>{RUN}</script>",
    f"<a href='javascript:{RUN}' title=planted>planted</a>",
    "<iframe title=planted src=//planted.example></iframe>",
    "<style>*{background:url(//planted.example/s.png)}</style>",
    "<!-- planted ]]>",
    r"\u003cimg src=/planted.png alt=planted\u003e",
    "&lt;img src=/planted.png alt=planted&gt;",
    "{{7*7}} ${7*7} {%planted%} {7*7} {0} #{7*7} %s",
    f"\u202etxet\u202c javascript:{RUN}",
)
"""HTML, attributes, ends of scripts and comments, JSON and HTML escapes, templates, direction."""

MARKDOWN: Final = (
    "![planted](http://planted.example/i.png)",
    f"[planted](javascript:{RUN})",
    "[planted](http://planted.example/)",
    "<http://planted.example/>",
    "http://planted.example/bare www.planted.example planted@planted.example",
    ":red[planted] :blue-background[planted] :badge[planted] :small[planted]",
    ":material/planted: :streamlit: :smile:",
    "**planted** _planted_ ~~planted~~ [^planted]",
    "$\\href{http://planted.example}{planted}$ $$planted$$",
    "`planted` ```planted```",
)
"""Markdown as Streamlit reads it in labels and captions, the strongest marks last."""

FORMULAS: Final = ("=cmd|'/c planted'!A1 ", "+1 ", "-1 ", "@SUM(1) ", "＝1 ", "")
"""What a text begins with: what a spreadsheet takes for a formula."""

FREE_LISTS: Final = ("themes", "point_name")
FREE_TEXTS: Final = ("target_area", "project_name", "organisation", "summary_ja", "summary_en")
FREE_NAMES: Final = ("county", "name", "name_kana", "name_en")
"""The fields that hold free text; ``municipality_names`` must be those of the boundaries."""

DATES: Final = ("data_date", "retrieved")
"""The fields of a provenance record whose texts are refused unless they are days."""

REFUSED: Final = (
    "<img src=/planted.png alt=planted onerror=__planted=1>",
    "![planted](http://planted.example/i.png)",
    "</script><script id=planted>__planted=1</script>",
    "[planted](javascript:__planted=1) `planted` $planted$",
    ":red[planted] :material/planted: **planted** {{7*7}}",
    "javascript:__planted=1",
)
"""Short texts: a message quotes no more than sixty characters."""

ADDRESS: Final = f'https://planted.example/"><img/src=/planted.png/alt=planted/onerror={RUN}>'
"""An address that the rules let pass: it begins with https and has a host."""


@dataclass(frozen=True)
class Planted:
    """The files planted by :func:`plant`."""

    projects: Path
    municipalities: Path

    @property
    def environment(self) -> dict[str, str]:
        """What tells a dashboard to use them."""
        return {
            "ATLAS_PROJECTS": str(self.projects),
            "ATLAS_MUNICIPALITIES": str(self.municipalities),
        }


def text(field: str, number: int = 0) -> str:
    """Return the text planted into a field; by ``number`` another formula, markup first or last."""
    halves = (" ".join(MARKUP), " ".join(MARKDOWN))
    first, second = halves if number % 2 else reversed(halves)
    return f"{FORMULAS[number % len(FORMULAS)]}planted-{field} {first} {second}"


def part(field: str, number: int = 0) -> str:
    """Return :func:`text` as a part of a list: without the separator."""
    return text(field, number).replace(";", "")


def plant(folder: Path) -> Planted:
    """Write both data files and their records into ``folder``, planted wherever text is free.

    Of the municipalities those with a project are planted.
    """
    rows = read_csv()
    codes = {code for row in rows for code in row["municipality_codes"].split(";")}
    collection = json.loads(MUNICIPALITIES_FILE.read_bytes()) | {"name": text("collection")}
    names = {}
    for number, feature in enumerate(collection["features"]):
        properties = feature["properties"]
        code = properties["municipality_code"]
        if code not in codes:
            continue
        # In a list of names each must be another, and none may hold the separator.
        names[code] = part(f"name-{code}", number)
        properties |= {name: text(name, number) for name in FREE_NAMES}
        properties |= {"name": names[code], text("other"): 1}
        feature["id"] = text("feature", number)
    municipalities = folder / MUNICIPALITIES_FILE.name
    municipalities.write_text(json.dumps(collection, ensure_ascii=False), "utf-8")
    projects = folder / PROJECTS_FILE.name
    write_csv(projects, (_planted_row(*row, names) for row in enumerate(rows)))
    for file in (PROJECTS_FILE, MUNICIPALITIES_FILE):
        record = json.loads(file.with_name(f"{file.stem}.provenance.json").read_bytes())
        planted = _planted_record(record) | {"file": file.name}
        path = folder / f"{file.stem}.provenance.json"
        path.write_text(json.dumps(planted, ensure_ascii=False), "utf-8")
    return Planted(projects, municipalities)


def plant_refused(folder: Path) -> Planted:
    """Write files that no rule lets pass: the values that must be refused are planted instead.

    The projects' file bears a planted name.
    """
    rows = read_csv()
    closed = [column.name for column in PROJECT_COLUMNS if column.name not in FREE_TEXTS]
    for number, column in enumerate(closed):
        rows[number][column] = _short(number)
    projects = folder / "<img src=x alt=planted>`$x$`[planted](javascript:1).csv"
    write_csv(projects, rows)
    collection = json.loads(MUNICIPALITIES_FILE.read_bytes())
    for number, column in enumerate(MUNICIPALITY_COLUMNS):
        if column.name not in FREE_NAMES:
            collection["features"][number]["properties"][column.name] = _short(number)
    municipalities = folder / MUNICIPALITIES_FILE.name
    municipalities.write_text(json.dumps(collection, ensure_ascii=False), "utf-8")
    return Planted(projects, municipalities)


def _short(number: int) -> str:
    """Return one planted text, short enough to stand whole in the message that quotes it."""
    return REFUSED[number % len(REFUSED)]


def read_csv(path: Path = PROJECTS_FILE) -> list[dict[str, str]]:
    """Return the rows of a file of projects as they stand."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(path: Path, rows: Iterator[dict[str, str]] | list[dict[str, str]]) -> None:
    """Write rows as a file of projects."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in PROJECT_COLUMNS])
        writer.writeheader()
        writer.writerows(rows)


def _planted_row(number: int, row: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    codes = row["municipality_codes"].split(";")
    points = [part("point_name", place) for place, _ in enumerate(row["point_lat"].split(";"))]
    return row | {
        **{name: text(name, number) for name in FREE_TEXTS},
        "themes": f"健康・医療;{part('themes', number % 2)}",
        "point_name": ";".join(points) if row["point_lat"] else "",
        "municipality_names": ";".join(names[code] for code in codes),
        "sources": f"{ADDRESS};https://<img/src=/planted.png/alt=planted>/",
    }


def _planted_record(value: Any, field: str = "record") -> Any:
    """Return a provenance record in which every text is planted; addresses would run a script."""
    if isinstance(value, dict):
        return {key: _planted_record(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_planted_record(inner, field) for inner in value]
    if not isinstance(value, str) or field in DATES:
        return value
    return f"javascript:{RUN}" if field.endswith("_url") else text(field)

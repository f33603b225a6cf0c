"""Write ``messages.toml`` anew from what the readers say now: see the package's own words."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.bad_inputs import municipalities, projects
from tests.bad_inputs.case import (
    Case,
    messages,
    read_as_country,
    read_as_municipalities,
    read_as_projects,
)

MESSAGES = Path(__file__).with_name("messages.toml")

SUITES = {
    "projects": ("projects.csv", read_as_projects, tuple(projects.cases())),
    "municipalities": (
        "municipalities.geojson",
        read_as_municipalities,
        tuple(municipalities.cases()),
    ),
    "country": ("municipalities.geojson", read_as_country, tuple(municipalities.country_cases())),
}


def _entry(suite: str, case: Case, said: dict[str, str | list[str]]) -> str:
    lines = [f"[{suite}.{json.dumps(case.name, ensure_ascii=False)}]"]
    lines.append(f"outcome = {json.dumps(said['outcome'])}")
    for language in ("en", "ja"):
        quoted = [f"  {json.dumps(line, ensure_ascii=False)},\n" for line in said[language]]
        lines.append(f"{language} = [\n{''.join(quoted)}]" if quoted else f"{language} = []")
    return "\n".join(lines)


def main() -> None:
    entries = []
    for suite, (file, read, cases) in SUITES.items():
        for case in cases:
            with tempfile.TemporaryDirectory() as folder:
                entries.append(_entry(suite, case, messages(case, Path(folder), file, read)))
    MESSAGES.write_text("\n\n".join(entries) + "\n", "utf-8")


if __name__ == "__main__":
    main()

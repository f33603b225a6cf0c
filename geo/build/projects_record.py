"""``python -m geo.build.projects_record``: mend the projects' record after the table was edited.

What follows from the table is made anew: ``bytes``, ``sha256``, ``counts``, and for each page the
projects that name it. The rest of the record (sources, licences, dates) is kept as it stands.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE, load_atlas
from geo.build import BuildError
from geo.build.write import encode_record, replace_files
from geo.catalogue import load_catalogue
from geo.problems import DataError, describe_all
from geo.schema import CATEGORIES, CONFIDENCES, FISCAL_YEARS, SCOPES, split_list


def main(arguments: Sequence[str] | None = None) -> int:
    """Mend the record; return 0, or 1 after saying every problem (nothing is written then)."""
    parser = argparse.ArgumentParser(prog="script/record-projects", description=__doc__)
    parser.add_argument("--projects", type=Path, default=PROJECTS_FILE, metavar="FILE")
    parser.add_argument("--municipalities", type=Path, default=MUNICIPALITIES_FILE, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        said = record_projects(options.projects, options.municipalities)
    except DataError as error:
        problems = list(describe_all(error.problems, load_catalogue("en"), error.total))
    except BuildError as error:
        problems = list(error.problems)
    except OSError as error:
        problems = [f"{error.filename}: {error.strerror}"]
    else:
        sys.stdout.write(f"record: {said}\n")
        return 0
    for problem in (*problems, "stopped; the record is as it was"):
        sys.stderr.write(f"record: {problem}\n")
    return 1


def record_projects(projects: Path, municipalities: Path) -> str:
    """Bring the ``.provenance.json`` beside ``projects`` in line with it; say what was done.

    Raises
    ------
    DataError
        When the table does not hold.
    BuildError
        When the record cannot be read, or does not have a page that the table names.
    """
    path = projects.with_suffix(".provenance.json")
    before = path.read_bytes()
    content = projects.read_bytes()
    atlas = load_atlas(projects, municipalities)
    if projects.read_bytes() != content:
        raise BuildError([f"{projects} was changed meanwhile: run this again"])
    try:
        record = json.loads(before)
        pages = [page for source in record["sources"] for page in source.get("pages", ())]
        known = {page["url"] for page in pages}
    except (ValueError, KeyError, TypeError) as error:
        raise BuildError([f"{path}: not a provenance record ({error})"]) from error
    naming = _projects_of_pages(atlas.projects)
    if missing := [url for url in naming if url not in known]:
        raise BuildError(
            f"{path.name}: {url} (column sources of {', '.join(naming[url])}) stands in no pages"
            ' list: add {"url": …, "projects": []} to the source that it belongs to'
            for url in missing
        )
    for page in pages:
        page["projects"] = naming.get(page["url"], [])
    record["counts"] = _count(atlas.projects, atlas.pairs) | {"source_pages": len(naming)}
    record["bytes"] = len(content)
    record["sha256"] = hashlib.sha256(content).hexdigest()
    after = encode_record(record)
    if after == before:
        return f"{path} is right already"
    replace_files({path: after})
    return f"{path}: {record['counts']['projects']} projects, sha256 {record['sha256']}"


def _projects_of_pages(projects: pd.DataFrame) -> dict[str, list[str]]:
    naming: dict[str, list[str]] = {}
    for project_id, sources in zip(projects["project_id"], projects["sources"], strict=True):
        for url in dict.fromkeys(split_list(sources)):
            naming.setdefault(url, []).append(project_id)
    return naming


def _count(projects: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, Any]:
    def times(column: str, values: Sequence[str]) -> dict[str, int]:
        return {value: int((projects[column] == value).sum()) for value in values}

    return {
        "projects": len(projects),
        "pairs": len(pairs),
        "municipalities": int(pairs["municipality_code"].nunique()),
        "by_category_fy": {
            category: {
                str(fy): int((of_category["selected_fy"] == fy).sum()) for fy in FISCAL_YEARS
            }
            for category in CATEGORIES
            for of_category in (projects[projects["category"] == category],)
        },
        "by_scope": times("scope", SCOPES),
        "by_confidence": times("confidence", sorted(CONFIDENCES)),
    }


if __name__ == "__main__":
    sys.exit(main())

"""``python -m geo.build.datapackage``: make ``data/datapackage.json``, which describes the data.

It is a Frictionless Data Package (version 1), made from ``geo/schema.py``, the labels of
``geo/texts`` and the provenance records; the same files give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from geo.build.write import encode_record, replace_files
from geo.catalogue import Catalogue, load_catalogue
from geo.provenance import DATA, Record, read_record
from geo.schema import LIST_SEPARATOR, MUNICIPALITY_COLUMNS, PROJECT_COLUMNS, Column

PACKAGE_NAME: Final = "datapackage.json"

_TYPES: Final = {"text": "string", "integer": "integer", "number": "number"}
_NUMBER: Final = r"-?[0-9]+(?:\.[0-9]+)?"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the data package; return 0, or 1 after saying what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m geo.build.datapackage", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, metavar="FOLDER")
    folder: Path = parser.parse_args(arguments).data
    try:
        content = make_package(folder)
        replace_files({folder / PACKAGE_NAME: content})
    except OSError as error:
        sys.stderr.write(f"datapackage: {error.filename}: {error.strerror}\n")
        return 1
    sys.stdout.write(f"{folder / PACKAGE_NAME}: {len(content):,} bytes\n")
    return 0


def make_package(folder: Path = DATA) -> bytes:
    """Return the data package of the two data files in ``folder`` as JSON."""
    projects = _describe_resource(read_record("projects", folder), PROJECT_COLUMNS, "project_id")
    municipalities = _describe_resource(
        read_record("municipalities", folder), MUNICIPALITY_COLUMNS, "municipality_code"
    )
    table = {
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
    }
    shapes = {
        "profile": "data-resource",
        "format": "geojson",
        "mediatype": "application/geo+json",
    }
    return encode_record(
        {
            "profile": "data-package",
            "name": "smart-city-atlas",
            "title": "Smart City Atlas: MLIT Smart City model projects, FY2019-FY2020",
            "description": (
                "The 43 Smart City model projects of the Ministry of Land, Infrastructure,"
                " Transport and Tourism of Japan, and the municipalities that they stand in."
                " README.md beside this file is the data dictionary in full."
            ),
            "resources": [projects | table, municipalities | shapes],
        }
    )


def _describe_resource(record: Record, columns: Sequence[Column], key: str) -> dict[str, Any]:
    content = record.file.read_bytes()
    return {
        "name": record.file.stem,
        "path": record.file.name,
        "title": record.title("en"),
        "description": f"As of: {record.entry['data_date_en']}.",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": _describe_licences(record),
        "sources": [_describe_source(source) for source in record.sources],
        "schema": {
            "fields": [_describe_column(column, key, load_catalogue("en")) for column in columns],
            "missingValues": [""],
        }
        | ({} if _is_blank_somewhere(columns, key) else {"primaryKey": [key]}),
    }


def _is_blank_somewhere(columns: Sequence[Column], key: str) -> bool:
    return any(column.is_nullable for column in columns if column.name == key)


def _describe_licences(record: Record) -> list[dict[str, str]]:
    """Return each licence that has a page, once; the others stand with their source."""
    by_page = {
        source["licence_url"]: source["licence_en"]
        for source in record.sources
        if source["licence_url"]
    }
    return [{"path": page, "title": title} for page, title in by_page.items()]


def _describe_source(source: dict[str, Any]) -> dict[str, Any]:
    described = {
        "title": ": ".join(filter(None, [source["producer_en"], source["title_en"]])),
        "path": source["page_url"],
        "licence": source["licence_en"],
        "attribution": source["attribution_en"],
        "attribution_ja": source["attribution_ja"],
        "fields": source["used_for"],
    }
    return {name: value for name, value in described.items() if value}


def _describe_column(column: Column, key: str, texts: Catalogue) -> dict[str, Any]:
    """Return one column as a field of a Table Schema; a list is one text with its pattern."""
    constraints: dict[str, Any] = {"required": not column.is_nullable}
    if column.name == key:
        constraints["unique"] = True
    pattern = column.pattern or (_NUMBER if column.kind == "number" and column.is_list else "")
    if pattern and column.is_list:
        part = pattern.replace(r"\S", rf"[^\s{LIST_SEPARATOR}]")
        pattern = f"(?:{part})(?:{LIST_SEPARATOR}(?:{part}))*"
    if pattern:
        constraints["pattern"] = pattern
    if column.allowed:
        is_integer = column.kind == "integer"
        constraints["enum"] = [int(value) if is_integer else value for value in column.allowed]
    title = texts(f"column.{column.name}")
    return {
        "name": column.name,
        "type": "string" if column.is_list else _TYPES[column.kind],
        "title": title,
        "description": _say_column(column, title),
        "constraints": constraints,
    }


def _say_column(column: Column, title: str) -> str:
    said = [title]
    if column.unit and column.unit not in title:
        said.append(f"in {column.unit}")
    if column.is_list:
        said.append(f"a list of one or more, '{LIST_SEPARATOR}' between them")
    if column.allowed:
        said.append(f"one of {', '.join(column.allowed)}")
    if column.is_nullable:
        said.append("blank where it does not apply or no source states it")
    return "; ".join(said) + "."


if __name__ == "__main__":
    sys.exit(main())

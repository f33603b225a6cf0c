"""The documents name what there is, and what they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo.cli import main
from geo.provenance import Record, read_record
from geo.schema import MUNICIPALITY_COLUMNS, PROJECT_COLUMNS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
FOLDERS = ("data", "deploy", "docs", "geo", "pages", "script", "tests", "ui")
RECORDS = sorted(path.name.split(".")[0] for path in (ROOT / "data").glob("*.provenance.json"))


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("heading", "columns"),
    [("projects.csv", PROJECT_COLUMNS), ("municipalities.geojson", MUNICIPALITY_COLUMNS)],
    ids=["projects", "municipalities"],
)
def test_each_column_stands_in_the_dictionary_in_order(heading, columns):
    section = read("data/README.md").split(f"\n## `{heading}`\n")[1].split("\n## ")[0]
    # The dictionary is the section's first table.
    table = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert table is not None
    told = re.findall(r"^\| `(\w+)` \|", table[0], re.MULTILINE)
    assert told == [column.name for column in columns]


def test_each_of_the_commands_stands_in_the_readme(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert {"validate", "summary", "export", "locate"} <= set(commands)
    for command in commands:
        assert f".venv/bin/python -m geo {command}" in read("README.md")


def test_each_script_stands_in_the_readme():
    for path in filter(Path.is_file, (ROOT / "script").iterdir()):
        assert f"| `script/{path.name}` |" in read("README.md")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_file_that_is_named_exists(document):
    text = read(document)
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link}
    paths = set(re.findall(rf"(?<![\w/.])(?:{'|'.join(FOLDERS)})/[\w*./-]*\w", text))
    files = set(re.findall(r"`((?:[\w-]+/)*[\w.*-]+\.(?:py|md|txt|csv|toml|json))`", text))
    bare = {name for name in files if "/" not in name and not (ROOT / name).exists()}
    missing = [
        name
        for name in sorted((links | paths | files) - bare)
        if not any(ROOT.glob(name.rstrip("/")))
    ]
    missing += [name for name in sorted(bare) if not (ROOT / "data" / name).exists()]
    assert not missing


@pytest.mark.parametrize("name", RECORDS)
def test_each_attribution_stands_in_the_readme(name):
    record: Record = read_record(name)
    for language in ("ja", "en"):
        for source in record.sources:
            assert source[f"attribution_{language}"] in read("README.md")
            assert source[f"licence_{language}"].casefold() in read("README.md").casefold()

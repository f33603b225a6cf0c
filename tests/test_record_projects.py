"""The mending of the projects' record, on copies."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from geo.build.projects_record import main

ROOT = Path(__file__).resolve().parents[1]
RECORD = "projects.provenance.json"


@pytest.fixture
def table(tmp_path):
    for name in ("projects.csv", RECORD):
        shutil.copy(ROOT / "data" / name, tmp_path)
    return tmp_path / "projects.csv"


def record_of(table):
    return json.loads(table.with_name(RECORD).read_text("utf-8"))


def edit(table, old, new):
    text = table.read_text("utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), "utf-8")


def test_the_shipped_record_is_right_already(table, capsys):
    before = table.with_name(RECORD).read_bytes()
    assert main(["--projects", str(table)]) == 0
    assert "right already" in capsys.readouterr().out
    assert table.with_name(RECORD).read_bytes() == before


def test_an_edit_is_recorded_and_the_rest_is_kept(table):
    before = record_of(table)
    removed = table.read_text("utf-8").splitlines()[-1]
    assert removed.startswith("P21,")
    edit(table, removed + "\n", "")
    assert main(["--projects", str(table)]) == 0
    after = record_of(table)
    content = table.read_bytes()
    assert after["bytes"] == len(content)
    assert after["sha256"] == hashlib.sha256(content).hexdigest()
    assert (after["counts"]["projects"], after["counts"]["pairs"]) == (42, 44)
    assert after["counts"]["by_category_fy"]["priority"] == {"2019": 16, "2020": 4}
    pages = [page for source in after["sources"] for page in source.get("pages", [])]
    assert not any("P21" in page["projects"] for page in pages)
    for record in (before, after):
        for key in ("bytes", "sha256", "counts"):
            del record[key]
        for source in record["sources"]:
            for page in source.get("pages", []):
                page["projects"] = [name for name in page["projects"] if name != "P21"]
    assert after == before
    assert list(after) == list(before)
    assert sorted(path.name for path in table.parent.iterdir()) == ["projects.csv", RECORD]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("L01,leading", "L01,leadin", "leadin"),
        ("https://", "https://new.example.jp/;https://", "https://new.example.jp/"),
    ],
    ids=["a table that does not hold", "a page without an entry"],
)
def test_what_is_wrong_is_said_and_nothing_is_written(table, capsys, old, new, said):
    before = table.with_name(RECORD).read_bytes()
    edit(table, old, new)
    assert main(["--projects", str(table)]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert "the record is as it was" in error
    assert table.with_name(RECORD).read_bytes() == before


def test_a_record_that_is_missing_or_broken_is_told(table, capsys):
    table.with_name(RECORD).write_text("[", "utf-8")
    assert main(["--projects", str(table)]) == 1
    assert "not a provenance record" in capsys.readouterr().err
    table.with_name(RECORD).unlink()
    assert main(["--projects", str(table)]) == 1
    assert RECORD in capsys.readouterr().err


def test_the_script_works_from_another_folder(table):
    edit(table, "\n", "\r\n")
    done = subprocess.run(
        [str(ROOT / "script" / "record-projects"), "--projects", "projects.csv"],
        cwd=table.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert record_of(table)["bytes"] == len(table.read_bytes())

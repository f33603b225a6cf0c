"""The records beside the data files, and that they are of these very files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from geo.filters import Filter
from geo.provenance import DATA, Record, find_records, read_record, read_records

DAY = r"\d{4}-\d{2}-\d{2}"
RECORDS = read_records()


def test_both_files_have_their_record():
    assert [record.file.name for record in RECORDS] == ["projects.csv", "municipalities.geojson"]
    assert read_record("projects") == RECORDS[0]


@pytest.mark.parametrize("path", sorted(DATA.glob("*.provenance.json")), ids=lambda path: path.stem)
def test_the_sha256_is_that_of_the_file(path):
    record = Record(path, json.loads(path.read_text("utf-8")))
    assert record.is_of_this_file()
    if "bytes" in record.entry:
        assert record.entry["bytes"] == record.file.stat().st_size


def test_a_changed_file_is_not_the_recorded_one(tmp_path):
    for name in ("projects.csv", "projects.provenance.json"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    record = read_record("projects", tmp_path)
    assert record.is_of_this_file()
    with record.file.open("ab") as file:
        file.write(b"\n")
    assert not record.is_of_this_file()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.path.stem)
def test_every_source_says_what_it_asks_for_in_both_languages(record):
    assert record.sources
    for language in ("ja", "en"):
        assert record.title(language)
        assert record.data_date_basis(language)
        assert all(record.attributions(language))
        assert all(source[f"licence_{language}"] for source in record.sources)
    for source in record.sources:
        for name in ("page_url", "licence_url", "terms_url"):
            assert source[name] is None or source[name].startswith("https://")


def test_a_date_is_a_day_or_openly_none():
    projects, municipalities = RECORDS
    assert projects.data_date is None
    assert re.fullmatch(DAY, municipalities.data_date)


def test_the_recorded_counts_are_those_of_the_data(atlas):
    summary = atlas.select(Filter()).summary
    projects, municipalities = (record.entry["counts"] for record in RECORDS)
    for name in ("projects", "pairs", "municipalities", "by_category_fy", "by_scope"):
        assert projects[name] == summary[name]
    assert municipalities["municipalities"] == len(atlas.row_of_code)
    assert municipalities["features"] == len(atlas.municipalities)
    assert municipalities["by_kind"] == atlas.municipalities["kind"].value_counts().to_dict()


def test_records_are_found_beside_the_files_wherever_they_lie(tmp_path):
    assert find_records(*(record.file for record in RECORDS)) == RECORDS
    assert find_records(tmp_path / "projects.csv", DATA / "municipalities.geojson") == RECORDS[1:]
    assert find_records(Path("nowhere/other.csv")) == ()

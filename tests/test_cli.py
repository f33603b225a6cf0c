"""The command line: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from geo.atlas import PROJECTS_FILE
from geo.catalogue import load_catalogue
from geo.cli import main
from geo.export import to_geojson
from geo.filters import Filter
from geo.look import Look
from geo.picture.map_sheet import draw_map
from geo.picture.pictured import Pictured
from geo.provenance import read_records
from tests import squares

ROOT = Path(__file__).resolve().parents[1]


def test_validate_counts_what_is_good(capsys):
    assert main(["validate"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    *notes, last = said.out.splitlines()
    assert last == "43 projects, 45 pairs, 1741 municipalities, no problems"
    assert notes == []


def test_validate_tells_every_problem_with_its_place(capsys, tmp_path):
    lines = PROJECTS_FILE.read_text("utf-8").splitlines()
    lines[1] = lines[1].replace("01100", "01999")
    lines[2:] = [line.replace(",leading,", ",best,", 1) for line in lines[2:]]
    broken = tmp_path / "broken.csv"
    broken.write_text("\n".join(lines), "utf-8")
    assert main(["validate", "--projects", str(broken)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    told = said.err.splitlines()
    assert "broken.csv:2:municipality_codes '01999'" in said.err
    for line in range(3, 24):
        assert f"broken.csv:{line}:category 'best'" in said.err
    assert len(told) >= 22
    assert "Traceback" not in said.err


def test_validate_speaks_japanese_when_asked(capsys, tmp_path):
    missing = str(tmp_path / "none.geojson")
    for language, word in (("en", "no such file"), ("ja", "ファイル")):
        assert main(["validate", "--municipalities", missing, "--lang", language]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert len(said.err.splitlines()) == 1
        assert said.err.startswith("none.geojson")
        assert word in said.err


def test_more_than_fifty_problems_are_all_told(capsys, tmp_path):
    features = [squares.feature("01100") for _ in range(80)]
    path = tmp_path / "many.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    assert main(["validate", "--municipalities", str(path)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert sum("'01100'" in line for line in told) >= 79


def test_export_writes_what_the_filter_shows(capsys, atlas, tmp_path):
    path = tmp_path / "shown.geojson"
    facets = "--category leading --fy 2019 --fy 2020 --scope city"
    facets += " --prefecture 東京都 --prefecture 静岡県"
    assert main(["export", *facets.split(), "--format", "geojson", "--output", str(path)]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")
    shown = Filter(
        frozenset({"leading"}),
        scopes=frozenset({"city"}),
        prefectures=frozenset({"東京都", "静岡県"}),
    )
    assert path.read_bytes() == to_geojson(atlas.select(shown), read_records())
    assert json.loads(path.read_bytes())["features"]


def test_export_of_another_file_does_not_name_our_sources(capsys, tmp_path):
    other = tmp_path / "projects.csv"
    other.write_bytes(PROJECTS_FILE.read_bytes())
    assert main(["export", "--projects", str(other), "--fy", "2020"]) == 0
    sources = json.loads(capsys.readouterr().out)["sources"]
    assert [source["data"] for source in sources] == [read_records()[1].title("en")]


def test_picture_draws_what_the_filter_shows_as_the_page_does(capsys, atlas, tmp_path):
    path = tmp_path / "shown.pdf"
    arguments = "--fy 2020 --format pdf --lang ja --colour-by fy --date 2026-11-23 --output"
    assert main(["picture", *arguments.split(), str(path)]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")
    shown = atlas.select(Filter(fiscal_years=frozenset({2020})))
    pictured = Pictured(atlas, shown, Look("fy"), load_catalogue("ja"))
    assert path.read_bytes() == draw_map(pictured, read_records(), date(2026, 11, 23), "pdf")


def test_locate_tells_the_municipality_and_its_projects(capsys):
    assert main(["locate", "141.35", "43.06"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["municipality_code"] == "01100"
    assert found["code_with_check_digit"] == "011002"
    assert (found["prefecture"], found["name"]) == ("北海道", "札幌市")
    assert found["county"] is None
    assert [project["project_id"] for project in found["projects"]] == ["L01"]
    assert found["projects"][0]["earlier_fy"] is None
    assert found["projects"][0]["table_no"] == 1


def test_locate_in_the_sea_is_a_no(capsys):
    assert main(["locate", "135", "39"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "no municipality there\n")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], "COMMAND"),
        (["paint"], "paint"),
        (["summary", "--best"], "--best"),
        (["export", "--category", "best"], "best"),
        (["export", "--fy", "2021"], "2021"),
        (["export", "--fy", "R2"], "R2"),
        (["export", "--scope", "town"], "town"),
        (["export", "--prefecture", "東京"], "東京"),
        (["export", "--format", "shp"], "shp"),
        (["export", "--output"], "--output"),
        (["picture", "--format", "svg"], "svg"),
        (["picture", "--colour-by", "theme"], "theme"),
        (["picture", "--date", "today"], "today"),
        (["locate"], "LON"),
        (["locate", "139.7"], "LAT"),
        (["locate", "139.7", "35.7", "0"], "0"),
        (["locate", "東", "35"], "東"),
        (["locate", "nan", "35"], "nan"),
        (["locate", "inf", "35"], "inf"),
        (["locate", "180.5", "35"], "180.5"),
        (["locate", "35", "139"], "139"),
        (["validate", "--lang", "fr"], "fr"),
        (["summary", "two\nlines"], "two lines"),
    ],
)
def test_bad_arguments_end_with_2_and_one_line(capsys, arguments, word):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert word in said.err


@pytest.mark.parametrize("command", ["", "validate", "summary", "export", "picture", "locate"])
def test_help_is_no_mistake(capsys, command):
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    assert ended.value.code == 0
    assert "usage: python -m geo" in capsys.readouterr().out


def test_as_a_command_it_prints_the_summary_in_utf_8_wherever_it_runs(atlas):
    environment = {"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "geo", "summary"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=True, timeout=60
    )
    assert done.stderr == b""
    assert json.loads(done.stdout.decode("utf-8")) == atlas.select(Filter()).summary


def test_an_output_that_cannot_be_written_is_told_in_one_line(capsys, tmp_path):
    path = tmp_path / "no folder" / "shown.geojson"
    assert main(["export", "--output", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"{path}: No such file or directory\n"


def test_a_reader_that_leaves_early_gets_no_traceback():
    command = [sys.executable, "-m", "geo", "export"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1

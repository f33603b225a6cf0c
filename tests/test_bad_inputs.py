"""The corpus of ``tests/bad_inputs``: what each odd or broken file gives, word for word."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from geo import cli
from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE
from geo.catalogue import LANGUAGES, load_catalogue
from geo.municipalities import read_municipalities
from geo.problems import DataError, describe_all
from tests.bad_inputs import big
from tests.bad_inputs.__main__ import MESSAGES, SUITES
from tests.bad_inputs.case import messages
from ui import store

ROOT = Path(__file__).resolve().parents[1]
EXPECTED = tomllib.loads(MESSAGES.read_text("utf-8"))
CASES = [(suite, case) for suite, (_, _, cases) in SUITES.items() for case in cases]


@pytest.mark.parametrize(
    ("suite", "case"), CASES, ids=[f"{suite}: {case.name}" for suite, case in CASES]
)
def test_the_file_gives_its_messages(suite, case, tmp_path):
    file, read, _ = SUITES[suite]
    assert messages(case, tmp_path, file, read) == EXPECTED[suite][case.name]


def test_every_message_belongs_to_a_case():
    names = {(suite, case.name) for suite, case in CASES}
    assert {(suite, name) for suite, cases in EXPECTED.items() for name in cases} == names
    assert len(names) == len(CASES)


def test_the_corpus_is_as_large_as_it_is_said_to_be():
    outcomes = [said["outcome"] for cases in EXPECTED.values() for said in cases.values()]
    assert len(outcomes) >= 80
    assert outcomes.count("read") >= 20
    assert outcomes.count("refused") >= 60


def test_each_problem_is_one_line():
    for cases in EXPECTED.values():
        for said in cases.values():
            for language in LANGUAGES:
                assert all("\n" not in line and len(line) < 500 for line in said[language])


def test_a_refused_file_says_something_and_a_good_one_nothing():
    for suite, cases in EXPECTED.items():
        assert suite == "country" or cases["good"] == {"outcome": "read", "en": [], "ja": []}
        for said in cases.values():
            assert said["outcome"] == "read" or said["en"]


def test_the_first_fifty_are_told_in_full_and_the_rest_counted():
    lines = EXPECTED["projects"]["sixty rows, all wrong"]["en"]
    assert len(lines) == 51
    assert lines[-1] == "… and 10 more problems"


def test_big_files_are_read_or_refused_in_words_within_a_gigabyte(tmp_path):
    """One test, so that one worker makes the files once; a hang ends with the process's time."""
    command = [sys.executable, "-m", "tests.bad_inputs.big", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    told = json.loads(done.stdout)
    for name, case in big.CASES.items():
        said = told["said"][name]
        assert said["status"] == (0 if case.is_read else 1), name
        assert any(case.words in line for line in said["lines"]), name
        assert not any("Traceback" in line for line in said["lines"]), name
        assert len(said["lines"]) <= 1_001, name
    assert told["peak_megabytes"] < 1_000


SAID_TWICE = {
    f"{case.name}, {language}": (case.data, language)
    for suite, case in CASES
    for language in LANGUAGES
    if suite == "projects"
    and case.name
    in ("no file", "NUL inside", "a column missing", "headings only", "sixty rows, all wrong")
} | {"UTF-16, all of it": (PROJECTS_FILE.read_text("utf-8").encode("utf-16"), "ja")}


@pytest.fixture(scope="module")
def read_places_once():
    """The boundaries are read once for all cases; what is said of the projects is at stake."""
    with pytest.MonkeyPatch.context() as patched:
        read = read_municipalities(MUNICIPALITIES_FILE)
        patched.setattr(cli, "load_municipalities", lambda _: read)
        patched.setattr(store, "load_municipalities", lambda _: read)
        patched.setattr(store, "make_assets", lambda *_: None)
        yield


@pytest.mark.usefixtures("read_places_once")
@pytest.mark.parametrize("name", SAID_TWICE)
def test_the_command_line_and_the_dashboard_say_the_same(name, tmp_path, capsys):
    data, language = SAID_TWICE[name]
    path = tmp_path / "projects.csv"
    if data is not None:
        path.write_bytes(data)
    status = cli.main(["validate", "--projects", str(path), "--lang", language])
    told = capsys.readouterr()
    state = store.Store(path).get()
    words = load_catalogue(language)
    if status == 0:
        notes = describe_all(state.atlas.notes, words)
        assert notes
        assert told.out.splitlines()[:-1] == notes
    else:
        refusal = DataError(state.problems, state.total_problems)
        assert told.err.splitlines() == refusal.describe(words, len(state.problems))

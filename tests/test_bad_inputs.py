"""The corpus of ``tests/bad_inputs``: what each odd or broken file gives, word for word."""

from __future__ import annotations

import tomllib

import pytest

from geo.catalogue import LANGUAGES
from tests.bad_inputs.__main__ import MESSAGES, SUITES
from tests.bad_inputs.case import messages

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

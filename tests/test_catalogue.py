"""The text catalogues: both languages whole, every key there, none left over."""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest

from geo.catalogue import GEO_TEXTS, LANGUAGES, Catalogue, load_catalogue

ROOT = Path(__file__).resolve().parents[1]
UI_TEXTS = ROOT / "ui" / "texts"
JA = load_catalogue("ja", GEO_TEXTS, UI_TEXTS)
EN = load_catalogue("en", GEO_TEXTS, UI_TEXTS)
KEYS = sorted(JA.texts)
FILES = sorted(
    path
    for pattern in ("geo/**/*.py", "ui/**/*.py", "pages/*.py", "dashboard.py")
    for path in ROOT.glob(pattern)
)


def fields_of(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


# --- both languages ----------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [GEO_TEXTS, UI_TEXTS], ids=["geo", "ui"])
def test_both_languages_have_the_same_files_and_keys(folder):
    stems = {path.name.removesuffix(".ja.toml") for path in folder.glob("*.ja.toml")}
    assert stems == {path.name.removesuffix(".en.toml") for path in folder.glob("*.en.toml")}
    assert stems
    assert {path.suffix for path in folder.iterdir()} == {".toml"}
    ja, en = (load_catalogue(language, folder).texts for language in ("ja", "en"))
    assert list(ja) == list(en), "the same keys in the same order"


def test_both_languages_say_the_same_fields():
    assert [k for k in KEYS if fields_of(JA.texts[k]) != fields_of(EN.texts[k])] == []


@pytest.mark.parametrize("catalogue", [JA, EN], ids=["ja", "en"])
def test_no_text_is_blank(catalogue):
    assert [key for key, text in catalogue.texts.items() if not text.strip()] == []


def test_no_text_was_left_untranslated():
    letters = re.compile(r"[^\W\d_]")
    same = {key for key in KEYS if JA.texts[key] == EN.texts[key]}
    worded = {key for key in same if letters.search(re.sub(r"\{.*?\}", "", JA.texts[key]))}
    names = {key for key in worded if key.startswith(("language.", "format."))}
    assert worded == names, "a language's name stands in itself, a format's in the world's"


# --- code and catalogue ------------------------------------------------------------------------


@cache
def tree_of(path):
    return ast.parse(path.read_text("utf-8"))


def strings():
    """Yield every string of the code as a pattern: what is filled in stands for anything."""
    for path in FILES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.JoinedStr):
                yield "".join(
                    re.escape(part.value) if isinstance(part, ast.Constant) else ".+"
                    for part in node.values
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.sub(r"\\\{\w+\\\}", ".+", re.escape(node.value))


def text_calls():
    """Yield each ``texts("key", field=...)`` of the code with its place."""
    for path in FILES:
        for node in ast.walk(tree_of(path)):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            is_named = isinstance(node.func, ast.Name) and node.func.id == "texts"
            is_made = isinstance(node.func, ast.Call) and "words" in ast.dump(node.func.func)
            if is_named or is_made:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


PATTERNS = {pattern for pattern in strings() if re.match(r"\w+\\\.|\w+\.(?!\+)", pattern)}


def test_the_scan_sees_the_calls():
    assert len(list(text_calls())) > 30


def test_every_key_that_the_code_names_is_there_with_its_fields():
    for place, call in text_calls():
        key = call.args[0]
        if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
            continue
        assert key.value in JA, f"{place}: no text {key.value!r}"
        given = {keyword.arg for keyword in call.keywords}
        if None not in given:
            assert fields_of(JA.texts[key.value]) == given, f"{place}: fields of {key.value!r}"


def test_every_key_that_the_code_builds_has_texts():
    for place, call in text_calls():
        if isinstance(call.args[0], ast.JoinedStr):
            parts = call.args[0].values
            pattern = "".join(
                re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in parts
            )
            assert any(re.fullmatch(pattern, key) for key in KEYS), f"{place}: {pattern}"


def test_no_text_is_left_over():
    used = re.compile("|".join(f"(?:{pattern})" for pattern in sorted(PATTERNS)))
    assert [key for key in KEYS if not used.fullmatch(key)] == []
    rules = {key.split(".")[1] for key in KEYS if re.fullmatch(r"(problem|note)\.\w+\.\w+", key)}
    assert sorted(rules - CONSTANTS) == []


CONSTANTS = {
    node.value
    for path in FILES
    for node in ast.walk(tree_of(path))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}


def test_every_rule_that_the_code_names_has_its_words():
    for path in FILES:
        for node in ast.walk(tree_of(path)):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else None
            name = node.func.id if isinstance(node.func, ast.Name) else name
            rule = node.args[0]
            if not (isinstance(rule, ast.Constant) and isinstance(rule.value, str)):
                continue
            place = f"{path.relative_to(ROOT)}:{node.lineno}: {rule.value}"
            if name in {"Problem", "problem"}:
                assert f"problem.{rule.value}.wrong" in JA, place
                assert f"problem.{rule.value}.mend" in JA, place
            elif name in {"Note", "note"}:
                assert f"note.{rule.value}.done" in JA, place


# --- the catalogue itself ----------------------------------------------------------------------


def test_fields_are_filled_in():
    texts = Catalogue("en", {"a": "{key} of {n:,}", "b": "no {fields}"})
    assert texts("a", key="x", n=1741) == "x of 1,741"
    assert texts("b") == "no {fields}"
    assert "a" in texts
    assert "c" not in texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_text_is_told_with_key_and_language(language):
    with pytest.raises(KeyError, match=f"'no.such'.*'{language}'"):
        load_catalogue(language)("no.such")


def test_a_key_in_two_files_is_refused(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.ja.toml").write_text('[a]\nb = "c"\n', "utf-8")
    with pytest.raises(ValueError, match=r"two\.ja\.toml.*'a\.b'"):
        load_catalogue("ja", tmp_path)

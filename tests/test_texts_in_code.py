"""No text of a page stands in the code: it comes from the catalogues."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted([*ROOT.glob("ui/*.py"), *ROOT.glob("pages/*.py"), ROOT / "dashboard.py"])
SHOWS = {
    "button", "caption", "checkbox", "error", "expander", "header", "info", "markdown",
    "multiselect", "segmented_control", "selectbox", "subheader", "success", "text", "text_input",
    "title", "toggle", "warning", "write", "download_button",
}  # fmt: skip
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_literal_is_shown(path):
    tree = ast.parse(path.read_text("utf-8"))
    for call in calls(tree):
        first = call.args[0]
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            continue
        is_shown = isinstance(call.func, ast.Attribute) and call.func.attr in SHOWS
        if is_shown and getattr(call.func.value, "id", "") in ("st", "sidebar"):
            pytest.fail(f"line {call.lineno}: {first.value!r} is shown; put it in ui/texts")
        if isinstance(call.func, ast.Name) and call.func.id == "fill":
            words = re.sub(r"<[^>]*>|\{[^}]*\}", "", first.value)
            assert not re.search(r"[^\W\d_]", words), f"line {call.lineno}: {words!r}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_japanese_stands_in_the_code(path):
    assert not JAPANESE.search(path.read_text("utf-8"))


def test_neither_does_it_in_the_scripts_of_the_page():
    for path in [*ROOT.glob("ui/assets/*.js"), *ROOT.glob("geo/assets/*.js")]:
        assert not JAPANESE.search(path.read_text("utf-8"))

"""Text from data reaches HTML and Markdown through ``ui/markup.py`` alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import planted
from ui.markup import fill, join, link, plain

ROOT = Path(__file__).parents[1]
FILES = sorted([*ROOT.glob("ui/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "dashboard.py"])
SCRIPTS = sorted([*ROOT.glob("ui/assets/*.js"), *ROOT.glob("geo/assets/*.js")])

MAKES_HTML = {
    "ui/markup.py": {"html", "Markup"},  # the one place
    "ui/style.py": {"html"},  # our own style sheet, a file
    "ui/map_view.py": {"component"},  # our own script, given data as JSON
}
WAYS_TO_HTML = {"html", "iframe", "component", "declare_component", "Markup", "unsafe_allow_html"}
WAYS_TO_HTML |= {"unsafe_allow_javascript", "HTMLResponse", "_repr_html_"}

IS_MARKDOWN = {
    "badge", "button", "caption", "checkbox", "download_button", "error", "expander", "header",
    "info", "link_button", "markdown", "metric", "multiselect", "page_link", "pills", "popover",
    "radio", "segmented_control", "selectbox", "status", "subheader", "success", "tabs",
    "text_area", "text_input", "title", "toast", "toggle", "warning", "write",
}  # fmt: skip
MARKDOWN_OPTIONS = {"pills", "radio", "segmented_control"}
"""Widgets whose options are Markdown too; those of the others are text."""
TEXTS_FROM_DATA = {
    "county", "municipality_names", "name", "name_en", "name_kana", "organisation", "point_name",
    "project_name", "sources", "summary_en", "summary_ja", "target_area", "themes",
}  # fmt: skip
GIVE_TEXT_FROM_DATA = {"describe", "describe_all", "place_name", "theme_name", "themes_text"}
"""Functions, and ``record.title(…)``."""


def nodes(path: Path, kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[ast.AST]:
    tree = ast.parse(path.read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, kind))


def named(node: ast.expr) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_html_is_made_in_one_place(path):
    allowed = MAKES_HTML.get(str(path.relative_to(ROOT)), set())
    used = {named(call.func) for call in nodes(path, ast.Call)}
    used |= {word.arg for call in nodes(path, ast.Call) for word in call.keywords}
    assert used & WAYS_TO_HTML <= allowed


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_of_html_are_literals(path):
    for call in nodes(path, ast.Call):
        if named(call.func) == "fill":
            assert isinstance(call.args[0], ast.Constant), f"line {call.lineno}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_html_of_a_text(path):
    ways = r"(inner|outer)HTML\s*\+?=[^=]|insertAdjacentHTML|document\.write|\beval\(|srcdoc"
    assert not re.search(ways, path.read_text("utf-8"))


# --- labels ------------------------------------------------------------------------------------


def is_text_from_data(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return node.slice.value in TEXTS_FROM_DATA
    if not isinstance(node, ast.Call):
        return False
    is_title = isinstance(node.func, ast.Attribute) and node.func.attr == "title"
    return is_title or named(node.func) in GIVE_TEXT_FROM_DATA


class Labels:
    """The expressions that a file shows as Markdown, names and functions followed to their ends."""

    def __init__(self, path: Path) -> None:
        self.made: dict[str, list[ast.expr]] = {}
        for node in nodes(path, (ast.Assign, ast.FunctionDef)):
            if isinstance(node, ast.FunctionDef):
                found = [one.value for one in ast.walk(node) if isinstance(one, ast.Return)]
                self.made.setdefault(node.name, []).extend(one for one in found if one)
            else:
                for target in node.targets:
                    self.made.setdefault(named(target), []).append(node.value)
        self.calls = [call for call in nodes(path, ast.Call) if named(call.func) in IS_MARKDOWN]

    def unescaped(self) -> Iterator[str]:
        for call in self.calls:
            if not isinstance(call.func, ast.Attribute):
                continue
            wanted = {"label", "body", "help"}
            wanted |= {"format_func"} if call.func.attr in MARKDOWN_OPTIONS else set()
            shown = [*call.args[:1], *(word.value for word in call.keywords if word.arg in wanted)]
            for one in shown:
                yield from (f"line {call.lineno}: {text}" for text in self._texts(one, set()))

    def _texts(self, node: ast.AST, seen: set[str]) -> Iterator[str]:
        """Yield the texts from data in an expression that :func:`plain` was not given."""
        if isinstance(node, ast.Call) and named(node.func) in ("plain", "len"):
            return
        if is_text_from_data(node):
            yield ast.unparse(node)
        if isinstance(node, ast.Name) and node.id in self.made and node.id not in seen:
            for value in self.made[node.id]:
                yield from self._texts(value, seen | {node.id})
        for inner in ast.iter_child_nodes(node):
            yield from self._texts(inner, seen)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_text_from_data_is_escaped_where_markdown_is_read(path):
    assert list(Labels(path).unescaped()) == []


@pytest.mark.parametrize(
    "code",
    [
        'st.caption(place["name"])',
        'st.button(texts("a", name=place["name_en"]))',
        'def label(x):\n    name = x["name"]\n    return texts("a", b=name)\nst.button(label(x))',
        "st.subheader(record.title(language))",
        'box.radio("a", values, format_func=lambda value: theme_name(value, texts))',
    ],
)
def test_the_guard_finds_what_is_not(code, tmp_path):
    path = tmp_path / "page.py"
    path.write_text(code, "utf-8")
    assert list(Labels(path).unescaped())


# --- the one place -----------------------------------------------------------------------------


def test_what_is_filled_in_is_escaped_and_templates_nest():
    inner = fill("<b>{}</b>", '<i a="1">{0}')
    assert inner == "<b>&lt;i a=&#34;1&#34;&gt;{0}</b>"
    assert fill("<p>{}</p>", join([inner, inner], "<")) == f"<p>{inner}&lt;{inner}</p>"


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://www.mlit.go.jp/a?b=1&c=%E3%82%B9#d", True),
        ("http://例え.jp/地図;a", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("JAVASCRIPT:https://example.jp/", False),
        ("//example.jp/", False),
        ('https://example.jp/"onclick="x', False),
        ("https://<img/src=x>/", False),
        ("https://example.jp/\u202egnp.exe", False),
        ("https://example.jp/ onclick=x", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_become_links(address, is_link):
    made = link(address, "<text>")
    assert made.startswith("<a href=") == is_link
    assert "&lt;text&gt;" in made
    assert ("javascript:" in made) is False


def test_marks_of_markdown_are_escaped_and_nothing_is_lost():
    for text in (*planted.MARKUP, *planted.MARKDOWN, "a\n# b\n\n    c", "柏市（千葉県）"):
        escaped = plain(text)
        assert not re.search(
            r"(?<!\\)[!\"#$%&'()*+,./:;<=>?@\[\]^_`{|}~-]", escaped.replace("\\\\", "")
        )
        shown = re.sub(r"\\(.)", r"\1", escaped).replace("\N{WORD JOINER}", "")
        assert shown == " ".join(text.split())


@pytest.mark.parametrize("text", ["柏市", "つくば市 中心部", "Kashiwa City"])
def test_a_name_without_marks_stays_as_it_is(text):
    assert plain(text) == text

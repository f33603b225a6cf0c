"""What must hold of the readers, the link and the downloads, whatever they are given."""

from __future__ import annotations

import csv
import io
import json
from unittest.mock import patch

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE, make_atlas
from geo.csv_table import read_table
from geo.filters import PREFECTURE_NAMES, Filter, count_themes
from geo.findings import Findings
from geo.formats import FORMATS
from geo.problems import DataError
from geo.projects import FACT_COLUMNS, REQUIRED_COLUMNS
from geo.schema import CATEGORIES, FISCAL_YEARS, PROJECT_COLUMNS, SCOPES
from tests import squares
from tests.fuzz.checks import check_link, check_municipalities, check_projects

NAMES = [column.name for column in PROJECT_COLUMNS]
FREE_NAMES = ["project_name", "organisation", "summary_ja", "summary_en"]
GOOD_CELLS = sorted({cell for row in squares.PROJECTS for cell in row.values()})
ODD_CELLS = (
    "",
    " ",
    "；",
    ";",
    '"',
    "'",
    "\n",
    "\r",
    "\t",
    "\0",
    "\ufeff",
    "０",
    "nan",
    "1e9",
    ",",
)
LINK_NAMES = ("category", "fy", "scope", "prefecture", "theme", "q", "place", "project", "lang")
LINK_WORDS = (*CATEGORIES, *SCOPES, "2019", "2020", "none", "13", "01100", "L01", "ja", "観光", ",")
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")


def tried(examples):
    """Return settings under which the same cases are tried in every run."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


texts = st.text(max_size=40)
cells = st.sampled_from(GOOD_CELLS) | st.sampled_from(ODD_CELLS) | texts
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
filters = st.builds(
    Filter,
    categories=st.frozensets(st.sampled_from(CATEGORIES)),
    fiscal_years=st.frozensets(st.sampled_from(FISCAL_YEARS)),
    scopes=st.frozensets(st.sampled_from(SCOPES)),
    prefectures=st.frozensets(st.sampled_from(PREFECTURE_NAMES), max_size=5),
    themes=st.frozensets(st.sampled_from(["健康・医療", "観光", "a,b", "50%2C", "%"])),
    text=texts,
)
links = st.dictionaries(
    st.sampled_from(LINK_NAMES) | texts,
    st.lists(st.sampled_from(LINK_WORDS) | texts, max_size=4).map(",".join),
    max_size=9,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def tables(draw):
    """Draw a CSV file: some columns in some order, rows good but for some cells."""
    names = draw(st.permutations(NAMES)) if draw(st.booleans()) else NAMES
    names = names[: draw(st.integers(1, len(names)))] if draw(st.booleans()) else names
    rows = draw(st.lists(st.sampled_from(squares.PROJECTS), max_size=4, unique_by=id))
    changes = draw(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(NAMES), cells)))
    rows = [dict(row) for row in rows]
    for at, name, cell in changes:
        if at < len(rows):
            rows[at][name] = cell
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=draw(st.sampled_from(",;\t")),
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    writer.writerows([names, *([row[name] for name in names] for row in rows)])
    return text.getvalue().encode(draw(encodings), "ignore")


@st.composite
def readable(draw):
    """Draw a CSV file that most likely can be read: good rows, whose free texts are anything."""
    rows = draw(st.lists(st.sampled_from(squares.PROJECTS), min_size=1, max_size=4, unique_by=id))
    told = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=20)
    free = st.dictionaries(st.sampled_from(FREE_NAMES), told, max_size=3)
    return squares.csv_text(row | draw(free) for row in rows).encode(
        draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    )


@st.composite
def damaged(draw, whole):
    """Draw a copy of a good file in which some pieces were replaced by others."""
    data = whole
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 20)))
        piece = draw(
            st.binary(max_size=8) | st.sampled_from([b'"', b"\n", b",", b"\0", b"[", b"}"])
        )
        data = data[:start] + piece + data[end:]
    return data


@st.composite
def collections(draw):
    """Draw a collection in which some members of some features are anything."""
    collection = squares.collection()
    for feature in collection["features"]:
        if draw(st.integers(0, 3)) == 0:
            part = draw(st.sampled_from([feature, feature["properties"], feature["geometry"]]))
            part[draw(st.sampled_from(sorted(part)))] = draw(json_values)
    return json.dumps(collection, ensure_ascii=draw(st.booleans())).encode("utf-8", "replace")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("properties")


@pytest.fixture(scope="module")
def country(folder):
    return squares.municipalities(folder)


@tried(150)
@given(data=st.binary(max_size=200) | tables() | readable() | damaged(squares.csv_text().encode()))
@example(data=squares.csv_text().encode())
def test_a_file_of_projects_is_refused_in_words_or_reads_the_same_again(data, folder, country):
    check_projects(data, folder, country)


@tried(25)
@given(data=damaged(PROJECTS_FILE.read_bytes()))
def test_a_damaged_copy_of_the_real_projects_is_refused_in_words_or_read(data, folder, atlas):
    check_projects(data, folder, atlas.municipalities)


@tried(150)
@given(
    data=st.binary(max_size=200)
    | json_values.map(lambda value: json.dumps(value).encode())
    | collections()
    | damaged(json.dumps(squares.collection()).encode())
)
@example(data=json.dumps(squares.collection()).encode())
def test_a_file_of_municipalities_is_refused_in_words_or_reads_the_same_again(data, folder):
    check_municipalities(data, folder)


@tried(4)
@given(data=damaged(MUNICIPALITIES_FILE.read_bytes()))
def test_a_damaged_copy_of_the_real_boundaries_is_refused_in_words_or_read(data, folder):
    check_municipalities(data, folder)


@tried(150)
@given(data=tables() | readable())
def test_a_regular_file_has_the_same_cells_in_the_fast_and_in_the_careful_way(data, folder):
    path = folder / "projects.csv"
    path.write_bytes(data)

    def read():
        findings = Findings(path.name)
        try:
            table = read_table(path, REQUIRED_COLUMNS, FACT_COLUMNS, findings)
        except DataError as error:
            return str(error), None, None
        return (findings.notes, findings.error().problems), table.cells, table.lines.tolist()

    said, fast, lines = read()
    with patch("geo.csv_table.read_regular", lambda *_: None):
        said_carefully, careful, careful_lines = read()
    assert (said, lines) == (said_carefully, careful_lines)
    if fast is not None:
        pd.testing.assert_frame_equal(fast, careful)


@tried(200)
@given(shown=filters)
@example(shown=Filter(text="a \0 b"))
def test_a_filter_comes_back_whole_from_its_link(shown, drawn):
    themes = {*count_themes(drawn.projects), *shown.themes}
    assert Filter.from_query(shown.to_query(), themes) == (shown, ())


@tried(200)
@given(query=links)
def test_any_link_gives_a_view_whose_own_link_gives_it_again(query, drawn):
    check_link(query, drawn)


@tried(15)
@given(shown=filters)
@example(shown=Filter())
@example(shown=Filter(categories=frozenset()))
def test_any_filter_can_be_taken_away_in_every_format(shown, drawn):
    selection = drawn.select(shown)
    for made in FORMATS.values():
        assert made.write(selection, ())
    collection = json.loads(FORMATS["geojson"].write(selection, ()))
    assert len(collection["features"]) == len(selection.pairs) == collection["counts"]["pairs"]


@tried(20)
@given(
    name=st.text(
        st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("=+-@＝＋－＠'\" "),
        max_size=20,
    ),
    searched=texts,
)
@example(name="=1+1", searched="@SUM(1)")
@example(name="＝HYPERLINK(1)", searched="")
def test_no_text_is_a_formula_in_a_spreadsheet(name, searched, drawn, country):
    facts = dict.fromkeys(("project_name", "organisation", "summary_ja"), name)
    projects = drawn.projects.drop(columns="search_text").assign(**facts)
    selection = make_atlas(projects, country).select(Filter())
    told = FORMATS["csv"].write(selection, ()).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(told)):
        assert not any(cell.startswith(FORMULA_STARTS) for cell in row)
    sought = make_atlas(projects, country).select(Filter(text=searched))
    for shown in (selection, sought):
        book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(shown, ())))
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f"
                    assert not str(cell.value or "").startswith(FORMULA_STARTS)

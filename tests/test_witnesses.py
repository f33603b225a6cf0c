"""Every figure has a witness: what the article and the fact sheets say, typed in once more here.

The article is 「国土交通省におけるスマートシティの取組」. Its tables follow line by line, spaces
inside a cell removed and a second municipality or area after ``;`` or ``，``.

``FACTS`` holds a sha256 for each column of the fact sheets (``facts/projects_facts.csv`` of the
folder shared by the project's developers) that ``data/projects.csv`` takes over as it is. It was
made by

    import csv, hashlib
    rows = list(csv.DictReader(open("projects_facts.csv", encoding="utf-8-sig")))
    facts = {f"{row['table'][0].upper()}{int(row['no']):02d}": row for row in rows}
    for column in ("project_name", "consortium", ...):
        text = "".join(f"{key}\\t{facts[key][column]}\\n" for key in sorted(facts))
        print(column, hashlib.sha256(text.encode()).hexdigest())
"""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from geo.catalogue import GEO_TEXTS, load_catalogue
from ui.programme import ARTICLE, FLOW

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = {
    row["project_id"]: row
    for row in csv.DictReader((ROOT / "data" / "projects.csv").read_text("utf-8").splitlines())
}

LEADING = """\
1 北海道 札幌市 市の中心部および郊外
2 秋田県 仙北市 市全域
3 茨城県 つくば市 市全域
4 栃木県 宇都宮市 市全域
5 埼玉県 毛呂山町 町全域
6 千葉県 柏市 柏の葉キャンパス駅周辺
7 東京都 千代田区 大手町・丸の内・有楽町エリア
8 東京都 江東区 豊洲エリア
9 静岡県 熱海市;下田市 熱海市市街地，下田市市街地
10 静岡県 藤枝市 市全域
11 愛知県 春日井市 高蔵寺ニュータウン
12 京都府 精華町;木津川市 けいはんな学研都市（精華・西木津地区）
13 島根県 益田市 市全域
14 広島県 三次市 川西地区
15 愛媛県 松山市 中心市街地西部
16 埼玉県 さいたま市 大宮駅・さいたま新都心周辺地区
17 東京都 大田区 羽田空港跡地第1ゾーン
18 新潟県 新潟市 中心市街地
19 愛知県 岡崎市 乙川リバーフロントQURUWA地区
20 大阪府 大阪市 うめきた2期地区，夢洲地区
21 兵庫県 加古川市 市全域
22 熊本県 荒尾市 南新地地区
"""

PRIORITY = """\
1 宮城県 仙台市 泉パークタウン
2 茨城県 守谷市 市全域
3 群馬県 前橋市 市全域
4 神奈川県 横浜市 みなとみらい21地区
5 神奈川県 川崎市 新百合ヶ丘駅周辺地区
6 神奈川県 横須賀市 市全域
7 福井県 永平寺町 町全域
8 岐阜県 岐阜市 市全域
9 岡山県 倉敷市 中心市街地
10 広島県 呉市 市全域
11 広島県 福山市 市全域
12 徳島県 美波町 町全域
13 香川県 高松市 市全域
14 愛媛県 新居浜市 市全域
15 福岡県 福岡市 九州大学箱崎キャンパス跡地等及び周辺地域
16 長崎県 島原市 島原半島
17 福島県 南相馬市 市全域
18 茨城県 水戸市 市全域
19 埼玉県 熊谷市 市全域
20 東京都 東村山市 市全域
21 石川県 加賀市 市全域
"""

FACTS = {
    "project_name": "62cba4d6709d2fa6688ae96b6b3a7897a13ab708fa7b9d1e8911ac667aeffcea",
    "organisation": "f8dba9abd23a6abcf686e5a89413a8c94b280702acf67527357d7e56c34c0114",
    "themes": "fcdb8ba2503fd63ebf0f713717682d7d626750b4a7e14eed5d0adb8fa1324b32",
    "summary_ja": "cb3f12449e29fdbd1a830697418af85a976d541da8b28c4895a0c73749792630",
    "summary_en": "2499ddcfe0ba35571d055182c7d3515993463e8c700da69fa7fa5fa3d2383c23",
    "point_name": "d1fd7a6501a66f27b3d2d3d0c644848143017aa5f009efe75c92b28634456079",
    "point_lat": "4ca7c61e528595a53ff28484a55760c461ea3700f3d9f20fd8103f13934bfd6e",
    "point_lon": "7967a1fb3e0e87bb58116706b0398de3cd8de1ccdb11c76000d8ca4bb57ac818",
    "sources": "40028d53b56127776be1e7269873fbbc63413530db13413852dee447b6a8b1af",
    "confidence": "af1472035f6ad32b5277a41f8389e08a031331bb6fa8ddd0a04db21f04b38d11",
}
"""By the column's name here; the sheets call organisation consortium, and points lat and lon."""


@pytest.mark.parametrize(
    ("category", "table", "rows"), [("leading", LEADING, 22), ("priority", PRIORITY, 21)]
)
def test_the_tables_are_those_of_the_article(category, table, rows):
    columns = ("table_no", "prefecture", "municipality_names", "target_area")
    ours = [
        " ".join(row[column] for column in columns)
        for row in PROJECTS.values()
        if row["category"] == category
    ]
    assert ours == table.splitlines()
    assert len(ours) == rows


def test_the_additions_of_fy2020_are_the_last_seven_and_the_last_five():
    added = [name for name, row in PROJECTS.items() if row["selected_fy"] == "2020"]
    assert added == [
        *("L16", "L17", "L18", "L19", "L20", "L21", "L22"),
        *("P17", "P18", "P19", "P20", "P21"),
    ]
    assert {row["selected_fy"] for row in PROJECTS.values()} == {"2019", "2020"}


def test_the_seven_that_were_promoted_and_how_that_is_known():
    columns = ("earlier_category", "earlier_fy", "earlier_basis")
    earlier = {name: tuple(row[column] for column in columns) for name, row in PROJECTS.items()}
    inferred = dict.fromkeys(
        ("L16", "L17", "L18", "L19", "L20", "L21"), ("priority", "2019", "inferred")
    )
    stated = {"L22": ("priority", "2019", "stated")}
    assert {name: cells for name, cells in earlier.items() if any(cells)} == inferred | stated
    of_2019 = [row["category"] for row in PROJECTS.values() if row["selected_fy"] == "2019"]
    assert of_2019.count("priority") + len(inferred | stated) == 23


@pytest.mark.parametrize("column", FACTS)
def test_the_facts_are_those_of_the_fact_sheets(column):
    text = "".join(f"{name}\t{PROJECTS[name][column]}\n" for name in sorted(PROJECTS))
    assert hashlib.sha256(text.encode()).hexdigest() == FACTS[column]


def test_the_figures_shown_are_those_of_the_sources():
    assert {key: number for key, number, page in FLOW if page == ARTICLE} == {
        "leading_2019": 15,
        "priority_2019": 23,
        "promoted": 7,
        "leading_2020": 7,
        "priority_2020": 5,
        "tables": 43,
        "seeds": 146,
        "needs": 61,
    }
    assert [(key, number) for key, number, page in FLOW if page != ARTICLE] == [("proposals", 73)]


def test_the_texts_that_reconcile_23_with_16_say_both():
    ja = load_catalogue("ja", GEO_TEXTS, ROOT / "ui" / "texts")("flow.reconciliation")
    en = load_catalogue("en", GEO_TEXTS, ROOT / "ui" / "texts")("flow.reconciliation")
    assert all(figure in ja for figure in ("23件", "16件", "7件"))
    assert all(figure in en for figure in ("23 priority", "only 16", "seven"))


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("README.md", ("leading", "priority", "together")),
        ("README.md", ("先行モデルプロジェクト", "重点事業化促進プロジェクト", "計")),
        ("data/README.md", ("leading", "priority", "together")),
    ],
    ids=["README in English", "README in Japanese", "data dictionary"],
)
def test_the_documents_have_the_articles_figures(document, words):
    text = (ROOT / document).read_text("utf-8")
    for word, figures in zip(words, ("15 | 7 | 22", "16 | 5 | 21", "31 | 12 | 43"), strict=True):
        assert f"| {word} | {figures} |" in text


@pytest.mark.parametrize("name", ["projects.csv", "municipalities.geojson", "mergers.csv"])
def test_the_checksum_of_a_data_file_is_that_of_its_record_and_of_the_data_package(name):
    data = ROOT / "data"
    digest = hashlib.sha256((data / name).read_bytes()).hexdigest()
    record = json.loads((data / name).with_suffix(".provenance.json").read_bytes())
    assert (record["file"], record["sha256"]) == (name, digest)
    package = json.loads((data / "datapackage.json").read_bytes())
    hashes = {resource["path"]: resource["hash"] for resource in package["resources"]}
    assert hashes.get(name, f"sha256:{digest}") == f"sha256:{digest}"
    assert {"projects.csv", "municipalities.geojson"} <= hashes.keys()


def read_official_areas():
    """Return the figures of the official table that a public page could be found to cite."""
    with (ROOT / "tests" / "official_areas.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", read_official_areas(), ids=lambda row: row["code"] or "country")
def test_an_area_is_within_three_percent_of_the_official_figure(row, atlas):
    frame = atlas.municipalities
    chosen = frame if not row["code"] else frame[frame["municipality_code"] == row["code"]]
    assert chosen["area_km2"].sum() == pytest.approx(float(row["area_km2"]), rel=0.03)
    assert row["source"].startswith("http")

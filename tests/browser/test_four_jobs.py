"""The four jobs, judged by what a person sees."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MATSUMOTO = (137.97, 36.24)
KASHIWA = (139.97, 35.86)
PACIFIC = (145.0, 33.0)


def codes_of(atlas, fy=None):
    pairs = atlas.pairs if fy is None else atlas.pairs[atlas.pairs["selected_fy"] == fy]
    return sorted(pairs["municipality_code"])


def test_the_national_map_shows_all_projects(viewer, atlas):
    viewer.expect_projects(45)
    assert viewer.shown_codes() == codes_of(atlas)
    expect(viewer.page.get_by_role("heading", level=1)).to_have_text(
        "スマートシティ・モデルプロジェクト地図"
    )
    expect(viewer.page.get_by_text("43プロジェクト／45市区町村")).to_be_visible()
    expect(viewer.map.locator(".legend li")).to_have_count(6)
    south, north = viewer.in_map("(b => [b.getSouth(), b.getNorth()])(map_atlas.getBounds())")
    assert south < 24.1
    assert north > 45.5


def test_the_land_is_painted(viewer):
    """The base map is a canvas: look at its pixels."""
    share = viewer.in_map(
        """{
          const canvas = document.querySelector("canvas");
          const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          let painted = 0;
          for (let at = 3; at < data.length; at += 4) painted += data[at] > 0;
          return painted / (data.length / 4);
        }""".replace("{", "(() => {", 1)
        + ")()"
    )
    assert 0.03 < share < 0.5


def test_the_toggle_hides_the_additions_and_moves_with_the_year(viewer, atlas):
    viewer.go_to(*KASHIWA, 8)
    before = viewer.view()
    viewer.page.get_by_text("令和2年度の追加分", exact=True).click()
    viewer.expect_projects(33)
    assert viewer.shown_codes() == codes_of(atlas, 2019)
    year = viewer.page.get_by_role("checkbox", name=re.compile("^令和2年度（12）"))
    expect(year).not_to_be_checked()
    assert viewer.view() == before
    viewer.page.get_by_text("令和2年度（12）").click()
    viewer.expect_projects(45)
    toggle = viewer.page.get_by_role("switch", name=re.compile("令和2年度の追加分"))
    expect(toggle).to_be_checked()


def test_hiding_the_additions_when_only_they_are_shown_shows_the_rest(viewer, atlas):
    viewer.page.get_by_text("令和元年度（31）").click()
    viewer.expect_projects(12)
    assert viewer.shown_codes() == codes_of(atlas, 2020)
    viewer.page.get_by_text("令和2年度の追加分", exact=True).click()
    viewer.expect_projects(33)


def test_a_choice_hides_what_it_says_and_shows_it_again(viewer):
    for label, pairs in (
        ("先行モデルプロジェクト（22）", 21),
        ("重点事業化促進プロジェクト（21）", 24),
        ("市町村全域（22）", 23),
        ("特定地区（21）", 22),
    ):
        viewer.page.get_by_text(label).click()
        viewer.expect_projects(pairs)
        viewer.page.get_by_text(label).click()
        viewer.expect_projects(45)


def test_a_prefecture_narrows_and_keeps_its_choice_when_counts_change(viewer):
    box = viewer.page.get_by_role("combobox", name="都道府県")
    box.fill("静岡")
    viewer.page.get_by_role("option", name=re.compile("静岡県（2）")).click()
    viewer.expect_projects(3)
    viewer.page.keyboard.press("Escape")
    viewer.page.get_by_text("市町村全域（1）").click()
    viewer.expect_projects(2)
    expect(viewer.page.get_by_text("静岡県（1）").first).to_be_visible()


def test_nothing_shown_says_so_and_offers_the_reset(viewer):
    viewer.page.get_by_label("名称・区域で検索").fill("どこにもない名前")
    viewer.page.keyboard.press("Enter")
    expect(
        viewer.page.get_by_text("この条件に当てはまるプロジェクトはありません。")
    ).to_be_visible()
    viewer.expect_projects(0)
    viewer.page.get_by_role("button", name="条件を元に戻す").click()
    viewer.expect_projects(45)


def test_a_click_shows_the_details_of_what_was_clicked(viewer):
    viewer.go_to(*KASHIWA, 9)
    viewer.click_at(*KASHIWA)
    details = viewer.page.get_by_role("region", name="市区町村の詳細")
    expect(details.get_by_role("heading", level=2)).to_have_text("柏市")
    for text in ("千葉県", "122173", "L06", "柏の葉キャンパス駅周辺", "令和元年度", "特定地区"):
        expect(details).to_contain_text(text)
    expect(viewer.map.locator("path.selection")).to_have_attribute("data-code", "12217")


def test_a_place_without_projects_has_details_too_and_a_second_click_works(viewer):
    details = viewer.page.get_by_role("region", name="市区町村の詳細")
    viewer.go_to(*MATSUMOTO, 8)
    viewer.click_at(*MATSUMOTO)
    expect(details.get_by_role("heading", level=2)).to_have_text("松本市")
    expect(details).to_contain_text("モデルプロジェクトはありません")
    viewer.click_at(138.19, 36.65)
    expect(details.get_by_role("heading", level=2)).to_have_text("長野市")
    viewer.click_at(*MATSUMOTO)
    expect(details.get_by_role("heading", level=2)).to_have_text("松本市")
    viewer.click_at(*MATSUMOTO)
    expect(details.get_by_role("heading", level=2)).to_have_text("松本市")
    expect(viewer.map.locator("path.selection")).to_have_attribute("data-code", "20202")


def test_a_click_on_the_sea_says_so_quietly_and_keeps_the_selection(viewer):
    viewer.go_to(*MATSUMOTO, 7)
    viewer.click_at(*MATSUMOTO)
    details = viewer.page.get_by_role("region", name="市区町村の詳細")
    expect(details.get_by_role("heading", level=2)).to_have_text("松本市")
    viewer.go_to(*PACIFIC, 6)
    viewer.click_at(*PACIFIC)
    expect(viewer.page.get_by_text("選んだ地点に市区町村はありません。")).to_be_visible()
    expect(details.get_by_role("heading", level=2)).to_have_text("松本市")


def test_a_ward_of_tokyo_is_hit_on_the_national_map_by_its_mark(viewer):
    mark = viewer.map.get_by_role("button", name=re.compile("大田区"))
    expect(mark).to_be_visible()
    mark.focus()
    viewer.page.keyboard.press("Enter")
    details = viewer.page.get_by_role("region", name="市区町村の詳細")
    expect(details.get_by_role("heading", level=2)).to_have_text("大田区")


def test_the_tooltip_names_the_place_and_its_project(viewer):
    viewer.map.locator(".mark[data-code='05215']").hover()
    tooltip = viewer.map.locator(".leaflet-tooltip")
    expect(tooltip).to_contain_text("秋田県 仙北市")
    expect(tooltip).to_contain_text("先行モデル（令和元年度）")


def test_the_download_holds_what_is_shown(viewer, atlas, tmp_path):
    viewer.page.get_by_text("先行モデルプロジェクト（22）").click()
    viewer.expect_projects(21)
    runs = viewer.received
    with viewer.page.expect_download() as download:
        viewer.page.get_by_role("button", name="表示中の21件をGeoJSONでダウンロード").click()
    name = download.value.suggested_filename
    assert re.fullmatch(r"smart-city-atlas_category-priority_\d{4}-\d\d-\d\d\.geojson", name)
    assert date.fromisoformat(name[-18:-8])
    path = Path(tmp_path) / name
    download.value.save_as(path)
    collection = json.loads(path.read_text("utf-8"))
    priority = atlas.pairs[atlas.pairs["category"] == "priority"]
    assert [one["id"] for one in collection["features"]] == list(priority["pair_id"])
    assert collection["filter"]["category"] == ["priority"]
    assert viewer.received - runs < 5_000, "a download must not rerun the page"

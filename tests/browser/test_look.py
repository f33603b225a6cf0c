"""What the viewer chooses of the map: colours, the level of the prefectures, a background."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from geo.backgrounds import TILE_HOST
from geo.paint import COLOURS

pytestmark = pytest.mark.browser

MARK_OF_SAPPORO = ".mark[data-code='01100'] .shape"


def rgb(name: str) -> str:
    colour = COLOURS[name]
    return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


def test_colour_says_what_is_chosen_and_the_legend_follows(viewer):
    mark = viewer.map.locator(MARK_OF_SAPPORO)
    expect(mark).to_have_css("stroke", rgb("leading"))
    for choice, name, legend in (
        ("選定年度", "fy2019", "令和2年度・市町村全域（太枠）"),
        ("対象範囲", "district", "ひし形：重点事業化促進"),
        ("種別", "leading", "先行モデル・市町村全域"),
    ):
        viewer.page.get_by_test_id("stMain").get_by_text(choice, exact=True).click()
        expect(mark).to_have_css("stroke", rgb(name))
        expect(viewer.map.locator(".legend")).to_contain_text(legend)
    viewer.expect_projects(45)


def test_the_prefectures_show_their_counts_and_what_they_have(viewer):
    viewer.page.get_by_text("都道府県", exact=True).last.click()
    counts = viewer.map.locator(".count")
    expect(counts).to_have_count(29)
    viewer.expect_projects(0)
    assert sum(map(int, counts.all_inner_texts())) == 43
    viewer.page.get_by_text("令和2年度の追加分", exact=True).click()
    expect(counts).to_have_count(23)
    assert sum(map(int, counts.all_inner_texts())) == 31
    viewer.go_to(137.0, 35.0, 8)
    viewer.click_at(137.2, 35.05)
    details = viewer.page.get_by_role("region", name="都道府県の詳細")
    expect(details.get_by_role("heading", level=2)).to_have_text("愛知県")
    expect(details).to_contain_text("表示中のプロジェクト　1件")
    expect(viewer.page).to_have_url(re.compile(r"level=prefecture.*place=23"))
    expect(viewer.map.locator("path.selection")).to_have_attribute("data-code", "23")
    viewer.page.get_by_role("button", name="春日井市").click()
    expect(viewer.page).to_have_url(re.compile("place=23206"))


def test_a_background_is_asked_for_only_when_chosen_and_names_its_source(visitor):
    visitor.open("/?lang=ja")
    assert visitor.outside_requests == []
    visitor.open("/?background=photo&lang=ja")
    attribution = visitor.map.locator(".leaflet-control-attribution")
    expect(attribution).to_contain_text("地理院タイル（写真）")
    expect(attribution.get_by_role("link")).to_have_attribute(
        "href", "https://maps.gsi.go.jp/development/ichiran.html"
    )
    expect(attribution).to_contain_text("背景地図を取得できません")  # no host is in reach here
    visitor.expect_projects(45)
    assert {url.split("/xyz/")[0] for url in visitor.outside_requests} == {TILE_HOST}
    visitor.may_ask = (TILE_HOST,)


def test_the_jumps_show_their_region(viewer):
    for name, (lon, lat) in {"沖縄": (127.7, 26.2), "関西": (135.5, 34.7)}.items():
        viewer.map.get_by_role("button", name=name).click()
        assert viewer.in_map(f"map_atlas.getBounds().contains([{lat}, {lon}])")
        assert viewer.view()[0] > 6

"""Pages, languages and links."""

from __future__ import annotations

import asyncio
import html
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect

from tests.sessions import Session
from ui.words import words

pytestmark = pytest.mark.browser

DAMAGED = [
    "?fy=1999",
    "?fy=",
    "?fy=2019,2019,x",
    "?category=leaping",
    "?category=none",
    "?scope=%00",
    "?scope=city%2Cdistrict%2Ctown",
    "?prefecture=99",
    "?prefecture=13,abc",
    "?theme=%F0%9F%A6%84",
    "?q=" + "a" * 1500,
    "?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "?q=%FF%FE",
    "?place=99999",
    "?place=../../etc/passwd",
    "?place=1",
    "?colour=red&level=&background=osm",
    "?project=L99",
    "?project=%7B%7B7*7%7D%7D",
    "?lang=xx",
    "?lang=ja&lang=en&fy=2020&fy=2019",
]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("page", ["projects", "statistics", "about"])
def test_each_page_opens_by_its_link_in_both_languages(visitor, page, language):
    texts = words(language)
    visitor.open(f"/{page}?lang={language}", has_map=False)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(texts(f"{page}.title"))
    expect(visitor.page.locator(f"html[lang={language}]")).to_be_attached()
    expect(visitor.page.get_by_test_id("stException")).to_have_count(0)


def test_a_link_opens_to_the_same_view_in_a_fresh_browser(new_viewer, dashboard):
    first = new_viewer(dashboard)
    first.open("/?lang=en")
    first.page.get_by_text("FY2020 additions", exact=True).click()
    first.expect_projects(33)
    first.page.get_by_label("Find a municipality").fill("tsukuba-shi")
    first.page.keyboard.press("Enter")
    first.page.get_by_role("button", name="Tsukuba City (Ibaraki)").click()
    expect(first.page).to_have_url(re.compile("place=08220"))
    first.page.get_by_text("Year", exact=True).click()
    expect(first.page).to_have_url(re.compile("colour=fy"))
    second = new_viewer(dashboard)
    second.open(first.page.url.removeprefix(dashboard))
    second.expect_projects(33)
    expect(second.map.locator("html")).to_have_attribute("data-colour", "fy")
    expect(second.map.locator(".legend")).to_contain_text("FY2019, whole city")
    details = second.page.get_by_role("region", name="Details of the municipality")
    expect(details.get_by_role("heading", level=2)).to_have_text("Tsukuba City")
    expect(details).to_contain_text("Tsukuba")


def test_back_and_forward_move_through_the_views(viewer):
    viewer.page.get_by_text("令和2年度の追加分", exact=True).click()
    viewer.expect_projects(33)
    viewer.page.get_by_text("特定地区（15）").click()
    viewer.expect_projects(16)
    viewer.page.go_back()
    viewer.expect_projects(33)
    viewer.page.go_back()
    viewer.expect_projects(45)
    viewer.page.go_forward()
    viewer.expect_projects(33)


def test_another_page_keeps_the_filter(viewer):
    viewer.page.get_by_text("令和2年度の追加分", exact=True).click()
    viewer.expect_projects(33)
    viewer.page.get_by_role("link", name="統計").click()
    expect(viewer.page.get_by_role("heading", level=1)).to_have_text("統計")
    expect(viewer.page.get_by_text("絞り込みの結果、31件を集計しています。")).to_be_visible()
    expect(viewer.page).to_have_url(re.compile("fy=2019"))


async def open_damaged(address: str) -> None:
    for link in DAMAGED:
        async with await Session.open(address, link.removeprefix("?")) as session:
            language = dict(parse_qsl(session.query))["lang"]
            texts = session.texts()
            assert words(language)("app.title") in texts, link
            assert words(language)("footer.heading") in texts[-1], link  # all of the page is there
            assert "table" in session.component("map"), link
            assert session.errors() == [], link


def test_damaged_links_give_a_working_page(dashboard):
    """As the server answers them; what the browser makes of a link itself comes next."""
    with ThreadPoolExecutor(1) as pool:  # Playwright has the loop of this thread
        pool.submit(asyncio.run, open_damaged(dashboard)).result(timeout=120)


@pytest.mark.parametrize("link", ["?scope=%00", "?q=%FF%FE", "?lang=ja&lang=en&fy=2020&fy=2019"])
def test_a_link_that_the_browser_reads_first_gives_a_working_page(visitor, link):
    visitor.open(f"/about{link}", has_map=False)
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    expect(visitor.page.get_by_test_id("stException")).to_have_count(0)


def test_the_search_box_finds_and_selects_a_municipality(viewer):
    for typed in ("柏市", "かしわし", "Kashiwa-shi", "122173"):  # more in tests/test_search.py
        viewer.page.get_by_label("市区町村を探す").fill(typed)
        viewer.page.keyboard.press("Enter")
        expect(viewer.page.get_by_role("button", name="柏市（千葉県）")).to_be_visible()
    viewer.page.get_by_role("button", name="柏市（千葉県）").click()
    expect(viewer.map.locator("path.selection")).to_have_attribute("data-code", "12217")


def test_details_show_the_facts_with_their_sources(viewer):
    viewer.open("/?place=43204&lang=ja")
    details = viewer.page.get_by_role("region", name="市区町村の詳細")
    for text in (
        "荒尾ウェルビーイングスマートシティ",
        "出典に記載あり",
        "記載なし",
        "近くのプロジェクト",
    ):
        expect(details).to_contain_text(text)
    source = details.get_by_role("link", name="www.nishinippon.co.jp")
    expect(source).to_have_attribute("target", "_blank")


def test_the_embedded_map_stands_alone_with_its_filter_and_sources(visitor):
    visitor.open("/?fy=2020&lang=en&embed=true")
    visitor.expect_projects(12)
    expect(visitor.page.get_by_role("checkbox")).to_have_count(0)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_count(0)
    expect(visitor.page.locator("footer.sources")).to_contain_text("Japan Meteorological Agency")


def test_the_snippet_leads_to_the_embedded_map(viewer, new_viewer, dashboard):
    viewer.page.get_by_text("令和元年度（31）").click()
    viewer.expect_projects(12)
    viewer.page.get_by_role("button", name="埋め込み").click()
    snippet = viewer.page.get_by_test_id("stCode").inner_text()
    address = html.unescape(re.search(r'src="([^"]*)"', snippet).group(1))
    assert address.startswith(dashboard)
    framed = new_viewer(dashboard)
    framed.open(address.removeprefix(dashboard))
    framed.expect_projects(12)

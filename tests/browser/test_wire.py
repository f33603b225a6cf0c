"""What goes over the wire, and what the page says when the data are broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.driver import ROOT, running_dashboard

pytestmark = pytest.mark.browser


def test_the_boundaries_come_once_and_a_reload_brings_none(viewer):
    def boundaries():
        return [url for url in viewer.requests if "/atlas/boundaries-" in url]

    assert len(boundaries()) == 1
    viewer.page.reload(wait_until="commit")
    expect(viewer.map.locator("html[data-painted]")).to_be_attached(timeout=30_000)
    sizes = viewer.in_map(
        "performance.getEntriesByType('resource')"
        ".filter(one => one.name.includes('/boundaries-')).map(one => one.transferSize)"
    )
    assert sizes == [0]


def test_every_filter_change_sends_at_most_20_kb(viewer):
    labels = ["先行モデルプロジェクト", "令和元年度", "特定地区"]
    for label in [label for label in labels for _ in ("off", "on")]:
        before, asked = viewer.received, len(viewer.requests)
        painted = int(viewer.map.locator("html").get_attribute("data-painted"))
        viewer.page.get_by_text(re.compile(f"^{label}（")).click()
        expect(viewer.map.locator(f"html[data-painted='{painted}']")).not_to_be_attached()
        expect(viewer.page.locator("[data-test-script-state='notRunning']")).to_be_attached()
        assert viewer.received - before <= 20_000
        assert viewer.requests[asked:] == []


@pytest.mark.parametrize(("locale", "lang"), [("ja-JP", "ja"), ("en-GB", "en")])
def test_the_page_says_its_language(new_viewer, dashboard, locale, lang):
    viewer = new_viewer(dashboard, locale=locale)
    viewer.open()
    expect(viewer.page.locator(f"html[lang={lang}]")).to_be_attached()
    expect(viewer.map.locator(f"html[lang={lang}]")).to_be_attached()


def test_broken_data_are_told_in_words(new_viewer, tmp_path):
    broken = Path(tmp_path) / "projects.csv"
    rows = (ROOT / "data" / "projects.csv").read_text("utf-8").replace("01100", "99999")
    broken.write_text(rows.replace("leading,2,", "leaping,2,"), "utf-8")
    with running_dashboard(expected_health=503, ATLAS_PROJECTS=str(broken)) as address:
        viewer = new_viewer(address)
        viewer.page.goto(address, wait_until="commit")
        expect(viewer.page.get_by_text("データを読み込めませんでした")).to_be_visible(
            timeout=30_000
        )
        expect(viewer.page.get_by_text("projects.csv:2:municipality_codes")).to_be_visible()
        expect(viewer.page.get_by_text("projects.csv:3:category")).to_be_visible()
        expect(viewer.page.get_by_text("Traceback")).to_have_count(0)
        expect(viewer.page.get_by_text(str(tmp_path))).to_have_count(0)

"""What goes over the wire, and what the page says when the data are broken."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.request
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


def ask(address, **headers):
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_the_boundaries_are_compressed_and_may_be_kept_for_ever(viewer):
    address = next(url for url in viewer.requests if "/atlas/boundaries-" in url)
    status, headers, body = ask(address, **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in headers["Cache-Control"]
    assert len(body) < 500_000
    assert len(json.loads(gzip.decompress(body))["municipalities"]) == 1742
    status, _, body = ask(address, **{"If-None-Match": headers["ETag"]})
    assert (status, body) == (304, b"")


@pytest.mark.parametrize(
    "path", ["atlas/", "atlas/map.html", "atlas/..%2f..%2fREADME.md", "atlas/%2e%2e/dashboard.py"]
)
def test_nothing_but_the_files_of_the_map_is_served(dashboard, path):
    _, headers, body = ask(f"{dashboard}/{path}")
    assert b"Smart City Atlas" not in body or headers["Content-Type"].startswith("text/html")
    assert b"streamlit as st" not in body


def test_health_counts_the_data(dashboard):
    status, _, body = ask(f"{dashboard}/health")
    assert status == 200
    assert json.loads(body) == {
        "status": "ok",
        "projects": 43,
        "municipalities": 1741,
        "problems": 0,
    }

"""Data from elsewhere, and data that change while the server runs, as a viewer sees them."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import expect

from geo.atlas import PROJECTS_FILE
from tests.browser.driver import ARTIFACTS, running_dashboard
from tests.services.postgres import PASSWORD
from ui.words import words

pytestmark = pytest.mark.browser

KASHIWA = "/?place=12217&lang=ja"
LONGEST_SECONDS = 20
"""Until a change is seen: 10 s is what the store's pauses allow, the rest is for a busy machine."""


@pytest.fixture(scope="module")
def projects_file(tmp_path_factory) -> Path:
    return Path(shutil.copy(PROJECTS_FILE, tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def on_a_file(projects_file):
    with running_dashboard(ATLAS_PROJECTS=str(projects_file)) as address:
        yield address


@pytest.fixture
def on_postgis(postgis):
    with running_dashboard(ATLAS_PROJECTS=postgis, ATLAS_MUNICIPALITIES=postgis) as address:
        yield address


def open_whole(viewer):
    viewer.open(KASHIWA)
    expect(viewer.page.locator("footer.sources")).to_be_attached(timeout=30_000)
    expect(viewer.page.locator("[data-test-script-state='notRunning']")).to_be_attached()


def details(viewer):
    return viewer.page.get_by_role("region", name="市区町村の詳細")


def notice(viewer):
    return viewer.page.get_by_text(words("ja")("broken.kept"))


def reload_until(viewer, is_there):
    """Reload until the page shows what is waited for."""
    ends = time.monotonic() + LONGEST_SECONDS
    while not is_there():
        assert time.monotonic() < ends, viewer.page.locator("body").inner_text()
        open_whole(viewer)


def log_of(address):
    return (ARTIFACTS / f"server-{urlsplit(address).port}.log").read_text()


def everything_shown(viewer):
    """Return what a viewer sees of the data, and the names, by content, of the map's files."""
    open_whole(viewer)
    files = {urlsplit(url).path for url in viewer.requests if "/atlas/" in url}
    assert len([name for name in files if "boundaries-" in name or "programme-" in name]) == 2
    texts = [viewer.page.locator(part).inner_text() for part in (".counts", "footer.sources")]
    return viewer.shown_codes(), files, texts, details(viewer).inner_text()


def see_a_change_and_a_fault(viewer, change, spoil, named):
    """A change is shown; a fault leaves what was shown, with a notice, and is named in the log."""
    change()
    reload_until(viewer, lambda: "試験中の区域" in details(viewer).inner_text())
    assert notice(viewer).count() == 0
    spoil()
    reload_until(viewer, lambda: notice(viewer).count() == 1)
    assert "試験中の区域" in details(viewer).inner_text()
    viewer.expect_projects(45)
    assert named in log_of(viewer.address)


def test_postgis_shows_what_the_files_show_and_its_changes(
    new_viewer, dashboard, on_postgis, postgis
):
    viewer = new_viewer(on_postgis)
    assert everything_shown(viewer) == everything_shown(new_viewer(dashboard))

    def run(statement):
        with psycopg.connect(postgis) as connection:
            connection.execute(statement)

    see_a_change_and_a_fault(
        viewer,
        lambda: run("UPDATE projects SET target_area = '試験中の区域' WHERE project_id = 'L06'"),
        lambda: run("UPDATE projects SET municipality_codes = '99999' WHERE project_id = 'L06'"),
        "projects:row 6:municipality_codes '99999'",
    )
    assert PASSWORD not in log_of(on_postgis)


def test_a_replaced_file_is_shown_and_a_broken_one_is_told(new_viewer, on_a_file, projects_file):
    viewer = new_viewer(on_a_file)
    open_whole(viewer)
    lines = PROJECTS_FILE.read_text("utf-8").splitlines(keepends=True)
    assert "柏の葉キャンパス駅周辺" in lines[6]

    def put(line):
        new = projects_file.with_suffix(".new")
        new.write_text("".join([*lines[:6], line, *lines[7:]]), "utf-8")
        new.replace(projects_file)

    see_a_change_and_a_fault(
        viewer,
        lambda: put(lines[6].replace("柏の葉キャンパス駅周辺", "試験中の区域")),
        lambda: put(lines[6].replace("12217", "99999")),
        "projects.csv:7:municipality_codes '99999'",
    )

"""The data in use: read again when they change, the last good ones kept."""

from __future__ import annotations

import logging
import shutil
import threading

import pytest

from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE
from geo.sources.source import away
from ui import store
from ui.store import Store


@pytest.fixture
def file(tmp_path):
    """Return the projects' file alone, without its record."""
    return shutil.copy(PROJECTS_FILE, tmp_path / "projects.csv")


@pytest.fixture
def quick(atlas, monkeypatch):
    """What these tests do not look at is not made: boundaries, and the map's files."""
    monkeypatch.setattr(store, "load_municipalities", lambda _source: (atlas.municipalities, ()))
    monkeypatch.setattr(store, "make_assets", lambda *_: "assets")


def without_the_last_row(file):
    file.write_text("\n".join(file.read_text("utf-8").splitlines()[:-1]) + "\n", "utf-8")


def test_a_changed_file_is_read_again_and_a_broken_one_leaves_the_last_good(file, caplog):
    kept = Store(file, MUNICIPALITIES_FILE)
    first = kept.get()
    assert kept.refresh() is first, "nothing changed, nothing read"

    without_the_last_row(file)
    assert kept.get() is first, "who asks does not wait for a look"
    second = kept.refresh()
    assert kept.get() is second
    assert len(second.atlas.projects) == 42
    assert second.atlas.municipalities is first.atlas.municipalities, "unchanged, not read again"
    assert second.assets.boundaries == first.assets.boundaries
    assert second.assets.page != first.assets.page
    assert not caplog.records

    file.write_text("not a table", "utf-8")
    third = kept.refresh()
    assert third.atlas is second.atlas
    assert [problem.rule for problem in third.problems] == ["heading_missing"]

    file.unlink()
    fourth = kept.refresh()
    assert fourth.atlas is second.atlas
    assert [problem.rule for problem in fourth.problems] == ["file_missing"]
    kept.refresh()
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 2, "each problem is told once"
    assert "projects.csv" in said[0]
    assert "heading line" in said[0]
    assert "no such file" in said[1]


def test_no_data_at_all_is_a_state_with_problems(tmp_path):
    state = Store(tmp_path / "none.csv", tmp_path / "none.geojson").get()
    assert state.atlas is None
    assert state.assets is None
    assert state.problems


@pytest.mark.usefixtures("quick")
def test_a_broken_record_is_a_problem_of_the_data(file):
    beside = file.with_name("projects.provenance.json")
    kept = Store(file, MUNICIPALITIES_FILE)
    assert [record.entry["file"] for record in kept.get().records] == ["municipalities.geojson"]
    beside.write_text("{")
    assert [problem.rule for problem in kept.refresh().problems] == ["record_broken"]
    shutil.copy(PROJECTS_FILE.with_name(beside.name), beside)
    assert [record.entry["file"] for record in kept.refresh().records] == [
        "projects.csv",
        "municipalities.geojson",
    ]


@pytest.mark.usefixtures("quick")
def test_a_place_that_does_not_answer_leaves_the_last_good_until_it_does(file, caplog, monkeypatch):
    caplog.set_level(logging.WARNING)
    kept = Store(file, MUNICIPALITIES_FILE)
    first = kept.get()

    def fail():
        raise away("projects", "Connection refused")

    with monkeypatch.context() as patched:
        patched.setattr(kept._projects, "signature", fail)
        state = kept.refresh()
        assert kept.refresh() == state
    assert state.atlas is first.atlas
    assert [problem.rule for problem in state.problems] == ["source_away"]
    assert kept.refresh() is first, "nothing changed meanwhile, nothing read"
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "Connection refused" in caplog.text

    without_the_last_row(file)
    with monkeypatch.context() as patched:
        patched.setattr(kept._projects, "content", fail)
        assert kept.refresh().atlas is first.atlas
    assert len(kept.refresh().atlas.projects) == 42, "what failed halfway is tried again"


@pytest.mark.usefixtures("quick")
def test_a_thread_looks_while_the_store_is_watched(file, caplog, monkeypatch):
    monkeypatch.setattr(store, "LOOK_EVERY_SECONDS", 0.01)
    kept = Store(file, MUNICIPALITIES_FILE)
    kept.get()
    looks = []
    enough = threading.Event()
    look = kept.refresh

    def refresh():
        looks.append(len(looks))
        if len(looks) == 1:
            raise RuntimeError("a fault of ours does not end the watch")
        look()
        enough.set()

    monkeypatch.setattr(kept, "refresh", refresh)
    without_the_last_row(file)
    with kept.watched():
        assert enough.wait(30)
    assert len(kept.get().atlas.projects) == 42
    assert "a fault of ours" in caplog.text

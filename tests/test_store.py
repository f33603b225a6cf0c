"""The data in use: read again when a file changes, the last good ones kept."""

from __future__ import annotations

import shutil

import pytest

from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE
from ui import store
from ui.store import Store


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "LOOK_EVERY_SECONDS", 0.0)
    projects = tmp_path / "projects.csv"
    shutil.copy(PROJECTS_FILE, projects)
    return projects


def test_a_changed_file_is_read_again_and_a_broken_one_leaves_the_last_good(files):
    kept = Store(files, MUNICIPALITIES_FILE)
    first = kept.get()
    assert kept.get() is first, "nothing changed, nothing read"
    rows = files.read_text("utf-8").splitlines()

    files.write_text("\n".join(rows[:-1]) + "\n", "utf-8")
    second = kept.get()
    assert len(second.atlas.projects) == 42
    assert second.assets.boundaries == first.assets.boundaries
    assert second.assets.page != first.assets.page

    files.write_text("not a table", "utf-8")
    third = kept.get()
    assert third.atlas is second.atlas
    assert third.problems

    files.unlink()
    assert kept.get().atlas is second.atlas
    assert kept.get().problems


def test_no_data_at_all_is_a_state_with_problems(tmp_path):
    state = Store(tmp_path / "none.csv", tmp_path / "none.geojson").get()
    assert state.atlas is None
    assert state.assets is None
    assert state.problems

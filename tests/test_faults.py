"""Faults while it serves: after each the data in use are whole, and new ones are still seen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE
from geo.file_bytes import read_bytes
from geo.formats import FORMATS
from geo.sources.source import MOST_BYTES
from ui import downloads, store
from ui.store import Store

ROOT = Path(__file__).parents[1]
RECORD = "projects.provenance.json"


@pytest.fixture
def folder(tmp_path, atlas, monkeypatch):
    """A data folder of our own. Boundaries and the map's files are lent, which take seconds."""
    here = tmp_path / "data"
    here.mkdir()
    for name in (PROJECTS_FILE.name, RECORD, MUNICIPALITIES_FILE.name):
        shutil.copy(PROJECTS_FILE.with_name(name), here)

    def lend(source):
        read_bytes(source.content(), MOST_BYTES)
        return atlas.municipalities, ()

    monkeypatch.setattr(store, "load_municipalities", lend)
    monkeypatch.setattr(store, "make_assets", lambda *_: "assets")
    return here


@pytest.fixture
def kept(folder):
    made = Store(folder / PROJECTS_FILE.name, folder / MUNICIPALITIES_FILE.name)
    assert is_whole(made.get())
    return made


def is_whole(state):
    """Tell whether all that pages and downloads take from a state is there."""
    return len(state.atlas.projects) in (42, 43) and len(state.records) == 1 and bool(state.assets)


def rules(state):
    return [problem.rule for problem in state.problems]


def without_the_last_row(text):
    return "\n".join(text.splitlines()[:-1]) + "\n"


def test_the_data_folder_vanishes_and_comes_back(folder, kept):
    first = kept.get()
    folder.rename(folder.with_name("away"))
    state = kept.refresh()
    assert is_whole(state)
    assert state.atlas is first.atlas
    assert state.problems
    folder.with_name("away").rename(folder)
    assert is_whole(kept.refresh())
    assert rules(kept.get()) == []


def test_half_a_file_is_never_shown_and_the_whole_one_is(folder, kept):
    file = folder / PROJECTS_FILE.name
    new = without_the_last_row(file.read_text("utf-8")).encode()
    for share in (0.0, 0.3, 0.99):
        file.write_bytes(new[: int(len(new) * share)])
        state = kept.refresh()
        assert is_whole(state)
        assert len(state.atlas.projects) == 43
        assert state.problems
    file.write_bytes(new)
    state = kept.refresh()
    assert is_whole(state)
    assert (len(state.atlas.projects), rules(state)) == (42, [])


def test_a_file_replaced_as_our_scripts_do_is_the_old_or_the_new(folder, kept):
    file = folder / PROJECTS_FILE.name
    new = folder / ".projects.csv.new"
    new.write_text(without_the_last_row(file.read_text("utf-8")), "utf-8")
    assert len(kept.refresh().atlas.projects) == 43
    new.replace(file)
    assert len(kept.refresh().atlas.projects) == 42


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "[" * 100_000,
        '{"file": "projects.csv"}',
        '{"file": "projects.csv", "sources": 1, "title_ja": "", "title_en": "", "data_date": null}',
    ],
)
def test_a_provenance_record_that_is_none_leaves_the_last(folder, kept, text):
    record = folder / RECORD
    good = record.read_text("utf-8")
    record.write_text(text, "utf-8")
    state = kept.refresh()
    assert is_whole(state)
    assert rules(state) == ["record_broken"]
    record.write_text(good, "utf-8")
    assert rules(kept.refresh()) == []


@pytest.mark.parametrize(
    ("field", "value"), [("data_date", "planted"), ("title_ja", None), ("sha256", None)]
)
def test_a_record_with_a_part_that_cannot_be_shown_is_refused(folder, kept, field, value):
    record = folder / RECORD
    text = record.read_text("utf-8")
    lines = [
        line if not line.startswith(f'  "{field}":') else f'  "{field}": "{value}",'
        for line in text.splitlines()
        if value is not None or not line.startswith(f'  "{field}":')
    ]
    record.write_text("\n".join(lines).replace(",\n}", "\n}"), "utf-8")
    assert rules(kept.refresh()) == ["record_broken"]
    assert is_whole(kept.get())


@pytest.mark.parametrize("year", [1980, 2107])
def test_a_change_is_seen_whatever_the_clock_says(folder, kept, year):
    file = folder / PROJECTS_FILE.name
    file.write_text(without_the_last_row(file.read_text("utf-8")), "utf-8")
    when = datetime(year, 1, 1, tzinfo=UTC).timestamp()
    os.utime(file, (when, when))
    assert len(kept.refresh().atlas.projects) == 42


def test_a_change_that_keeps_time_and_size_is_seen(folder, kept):
    file = folder / PROJECTS_FILE.name
    before = file.stat()
    name = kept.get().atlas.projects["target_area"].iloc[0]
    file.write_text(file.read_text("utf-8").replace(name, name[::-1], 1), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert kept.refresh().atlas.projects["target_area"].iloc[0] == name[::-1]


def test_the_watch_does_not_look_at_the_clock_of_the_wall(folder, kept, monkeypatch):
    """The clock jumps by years, back and forth; a change is still found."""
    jumps = iter([0.0, 4e9, -4e9] * 1000)
    monkeypatch.setattr(time, "time", lambda: next(jumps))
    monkeypatch.setattr(store, "LOOK_EVERY_SECONDS", 0.01)
    file = folder / PROJECTS_FILE.name
    seen = threading.Event()
    look = kept.refresh

    def refresh():
        if len(look().atlas.projects) == 42:
            seen.set()

    monkeypatch.setattr(kept, "refresh", refresh)
    with kept.watched():
        file.write_text(without_the_last_row(file.read_text("utf-8")), "utf-8")
        assert seen.wait(30)
    assert len(kept.get().atlas.projects) == 42


def test_the_day_in_a_file_name_is_the_one_of_japan(monkeypatch):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 12, 31, 15, 0, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(downloads, "datetime", Clock)
    assert downloads.today().isoformat() == "2027-01-01"


SERVE_WITHOUT_WRITING = """
import resource, signal, sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
from geo.atlas import load_atlas
from geo.filters import Filter
from geo.formats import FORMATS
from geo.provenance import read_records

sys.dont_write_bytecode = True
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
try:
    Path(sys.argv[1]).write_text("x")
except OSError:
    print("full")
shown = load_atlas().select(Filter())
for suffix, made in FORMATS.items():
    print(suffix, len(made.write(shown, read_records())) > 5_000)
app = AppTest.from_file("ui/router.py", default_timeout=60).run()
for page in ("projects", "statistics", "about"):
    app = app.switch_page(f"../pages/{page}.py").run()
    print(page, app.title[0].value != "", len(app.exception), len(app.error))
"""


def test_nothing_is_written_so_a_full_or_read_only_disk_stops_nothing(tmp_path):
    """Every write to a file fails in this process; pages and downloads are made all the same."""
    command = [sys.executable, "-W", "ignore", "-c", SERVE_WITHOUT_WRITING, str(tmp_path / "probe")]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.splitlines() == [
        "full",
        *(f"{suffix} True" for suffix in FORMATS),
        *(f"{page} True 0 0" for page in ("projects", "statistics", "about")),
    ], done.stderr
    assert (tmp_path / "probe").read_bytes() == b""

"""A build that is killed, or finds the disk full, at any moment leaves data and record whole."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
from itertools import count

import pytest

from geo.build.__main__ import main
from geo.provenance import load_record, record_path
from tests import n03

MOMENTS = ("fsync", "replace")
"""What a build does to the disk in steps; it is stopped before and after each."""


@pytest.fixture
def home(tmp_path):
    (tmp_path / "layer").mkdir()
    n03.write_archive(tmp_path / "layer", n03.rows())
    n03.write_projects(tmp_path)
    n03.write_mergers(tmp_path)
    (tmp_path / "data").mkdir()
    return tmp_path


def write_old(home):
    """Put the boundaries in use in place, nothing else, and return their path."""
    for path in (home / "data").iterdir():
        path.unlink()
    return n03.write_in_use(home / "data")


def build(home):
    data = home / "data" / "municipalities.geojson"
    paths = {
        "--n03": home / "layer" / n03.NAME,
        "--in-use": data,
        "--projects": home / "projects.csv",
        "--mergers": home / "mergers.csv",
        "--output": data,
    }
    return main([str(part) for pair in paths.items() for part in pair])


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def at_each_moment(act):
    """Have ``act`` called with the number of each moment, from the first on."""
    numbers = count()

    def stop(function):
        def stopped(*arguments, **named):
            act(next(numbers))
            done = function(*arguments, **named)
            act(next(numbers))
            return done

        return stopped

    return {name: stop(getattr(os, name)) for name in MOMENTS}


def kill_child(home, moment):
    """Build in a process of its own that kills itself at ``moment``; tell whether it did."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    try:
        stops = at_each_moment(lambda number: number == moment and os.kill(os.getpid(), 9))
        for name, stopped in stops.items():
            setattr(os, name, stopped)
        os._exit(build(home))
    finally:
        os._exit(2)


def test_a_killed_build_leaves_the_old_pair_or_the_new_one(home):
    data = write_old(home)
    old = sha256(data)
    assert build(home) == 0
    new = sha256(data)
    found = []
    for moment in count():
        write_old(home)
        if not kill_child(home, moment):
            break
        # Whoever reads meanwhile finds a record of the very file that is there.
        assert load_record(record_path(data)).is_of_this_file()
        found.append(sha256(data))
        # The next build finishes or clears away what was left.
        assert build(home) == 0
        assert sha256(data) == new
        assert load_record(record_path(data)).is_of_this_file()
        assert sorted(path.name for path in data.parent.iterdir()) == [
            "municipalities.geojson",
            "municipalities.provenance.json",
        ]
    assert set(found) == {old, new}
    assert found == sorted(found, key=[old, new].index)
    assert len(found) > 12


def test_the_next_build_says_that_it_mended_even_when_it_goes_no_further(home, capsys):
    data = write_old(home)
    (data.parent / ".municipalities.geojson.abc.part").write_bytes(b"half")
    (home / "projects.csv").unlink()
    assert build(home) == 1
    assert "what an interrupted build had left was put in order" in capsys.readouterr().out
    assert len(list(data.parent.iterdir())) == 2


def test_a_full_disk_leaves_the_old_pair_or_the_new_one(home, monkeypatch, capsys):
    data = write_old(home)
    old = sha256(data)

    def fail(number):
        if number == moment:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for moment in count():
        write_old(home)
        with monkeypatch.context() as patched:
            for name, stopped in at_each_moment(fail).items():
                patched.setattr(os, name, stopped)
            failed = build(home) == 1
        if not failed:
            break
        assert "No space left on device" in capsys.readouterr().err
        assert load_record(record_path(data)).is_of_this_file()
        if moment < 4:
            assert sha256(data) == old
        assert not list(data.parent.glob(".*.part"))
        assert build(home) == 0
        assert len(list(data.parent.iterdir())) == 2
    assert moment > 12

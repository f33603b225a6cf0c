"""Runs take turns, whatever becomes of the one before, and none waits for ever."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ui import turns
from ui.turns import turn

LIMIT_SECONDS = 20.0  # for what never comes


def test_a_run_begins_when_the_one_before_has_ended():
    order = []
    is_asked = threading.Event()

    def second() -> None:
        is_asked.set()
        with turn():
            order.append("second")

    with ThreadPoolExecutor() as threads:
        with turn():
            waiting = threads.submit(second)
            assert is_asked.wait(LIMIT_SECONDS)
            order.append("first")
        waiting.result(LIMIT_SECONDS)
    assert order == ["first", "second"]


def test_a_run_that_fails_gives_its_turn_back(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT_SECONDS", LIMIT_SECONDS)
    with pytest.raises(KeyboardInterrupt), turn():
        raise KeyboardInterrupt  # as Streamlit's stop and rerun, no subclass of Exception
    assert turns._TURN.acquire(blocking=False)
    turns._TURN.release()


def test_a_run_that_lasts_holds_up_the_others_only_for_a_while(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT_SECONDS", 0.01)
    with turn():
        with turn():
            pass  # begun beside the first
        assert turns._TURN.locked()  # and the first still has its turn
    assert not turns._TURN.locked()

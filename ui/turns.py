"""Runs of the script take turns: one after another they are done sooner than all at once.

A run is Python from end to end, and Python computes in one thread at a time. Runs side by side
only take it from each other, and from the thread that sends their messages, which asks for it
again after each: with a hundred viewers most of a run was waiting (benchmarks/README.md).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LONGEST_WAIT_SECONDS: Final = 2.0
"""After this a run begins beside the one that lasts so long: none holds up all others for good."""

_TURN: Final = threading.Lock()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, and hold it until the block ends, in whatever way it ends."""
    is_held = _TURN.acquire(timeout=LONGEST_WAIT_SECONDS)
    try:
        yield
    finally:
        if is_held:
            _TURN.release()

"""The server's log: one line an event, for a reader or for a machine, without personal data.

``ATLAS_LOG=json`` writes JSON lines, ``text`` (the default) plain ones. Neither holds an address
of a viewer, a link or a search text: nothing here logs requests, and of an exception stand its kind
and where it arose, but not its message, which may quote what somebody typed.
"""

from __future__ import annotations

import json
import logging
import os
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Final

import streamlit.logger

FORMATS: Final = ("text", "json")
QUIET: Final = ("uvicorn", "uvicorn.error", "uvicorn.access", "websockets")
"""Loggers of which only warnings are kept: at every connection they log the viewer's address."""

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class TextFormatter(logging.Formatter):
    """One event as ``time LEVEL logger: message``; an exception follows on indented lines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as text."""
        line = f"{_time(record)} {record.levelname} {record.name}: {record.getMessage()}"
        # Indented, so that no text within an event can pass for an event of its own.
        return "\n  ".join([*line.splitlines(), *describe(record)])


class JsonFormatter(logging.Formatter):
    """One event as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as JSON."""
        event = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if hasattr(record, "error_id"):
            event["error_id"] = record.error_id
        places = describe(record)
        return json.dumps(event | ({"trace": places} if places else {}), ensure_ascii=False)


def describe(record: logging.LogRecord) -> list[str]:
    """Return where a logged exception arose, innermost last, then its kind; [] without one."""
    if not record.exc_info or record.exc_info[1] is None:
        return []
    error = record.exc_info[1]
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return [*places, type(error).__qualname__]


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def choose_formatter(name: str) -> logging.Formatter:
    """Return the formatter that ``ATLAS_LOG`` names; raise ``ValueError`` for an unknown one."""
    if name not in FORMATS:
        raise ValueError(f"ATLAS_LOG: {name!r} is none of {', '.join(FORMATS)}")
    return JsonFormatter() if name == "json" else TextFormatter()


def set_up_log() -> None:
    """Send every logger, Streamlit's and the server's included, through one format to stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(choose_formatter(os.environ.get("ATLAS_LOG", "text")))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)

    def use_root(logger: logging.Logger) -> None:
        logger.handlers.clear()
        logger.propagate = True

    # Streamlit gives each of its loggers a handler and a format of its own, some of them later.
    streamlit.logger.setup_formatter = use_root
    streamlit.logger.update_formatter()
    for name in QUIET:
        use_root(logging.getLogger(name))
        logging.getLogger(name).setLevel(logging.WARNING)

"""The log's two forms, and what never stands in it."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from ui.log import JsonFormatter, TextFormatter, choose_formatter


def logged(formatter: logging.Formatter, message: str, **extra: str) -> str:
    record = logging.LogRecord("atlas.test", logging.ERROR, __file__, 1, message, None, None)
    vars(record).update(extra)
    return formatter.format(record)


def logged_error(formatter: logging.Formatter) -> str:
    try:
        int("what a viewer typed")
    except ValueError:
        record = logging.LogRecord(
            "atlas.test", logging.ERROR, __file__, 1, "error %s", ("1a2b",), sys.exc_info()
        )
    return formatter.format(record)


def test_json_is_one_object_a_line():
    line = logged(JsonFormatter(), 'two\nlines "quoted" 市', error_id="1a2b")
    assert "\n" not in line
    event = json.loads(line)
    assert event["message"] == 'two\nlines "quoted" 市'
    assert (event["level"], event["logger"], event["error_id"]) == ("ERROR", "atlas.test", "1a2b")
    assert event["time"].endswith("+00:00")


def test_no_message_passes_for_an_event_of_its_own():
    first, *others = logged(TextFormatter(), "one\n2026-11-23 ERROR forged\rthree").split("\n")
    assert first.endswith("ERROR atlas.test: one")
    assert all(line.startswith("  ") for line in others)


@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()])
def test_an_exception_is_told_by_kind_and_place_but_not_in_its_words(formatter):
    text = logged_error(formatter)
    assert "what a viewer typed" not in text
    assert "ValueError" in text
    assert "test_log.py" in text


def test_an_unknown_form_is_refused():
    assert isinstance(choose_formatter("json"), JsonFormatter)
    with pytest.raises(ValueError, match="ATLAS_LOG: 'xml' is none of text, json"):
        choose_formatter("xml")

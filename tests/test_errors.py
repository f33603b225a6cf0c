"""An error of the server itself: a number for whoever asked, the rest for the log."""

from __future__ import annotations

import logging
import re

import pytest
from starlette.requests import Request

from ui.errors import on_request_error


@pytest.mark.parametrize(("language", "word"), [("ja", "予期しない"), ("en", "unexpected")])
def test_an_answer_that_failed_tells_a_number_and_nothing_else(caplog, language, word):
    query = f"lang={language}&q=typed".encode()
    request = Request({"type": "http", "headers": [], "query_string": query})
    with caplog.at_level(logging.ERROR):
        answer = on_request_error(request, KeyError("secret detail"))
    said = bytes(answer.body).decode()
    number = re.search(r"[0-9a-f]{8}", said)
    assert number
    assert (answer.status_code, word in said, "secret" in said) == (500, True, False)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert caplog.messages == [f"error {number[0]}"]
    assert caplog.records[0].error_id == number[0]

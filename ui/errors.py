"""Errors in our words: the viewer gets a sentence and a number, the log the rest."""

from __future__ import annotations

import logging
import secrets

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from ui.headers import ALWAYS, NOT_A_PAGE
from ui.html_language import preferred_language
from ui.state import current_language
from ui.words import words

_log = logging.getLogger("atlas.errors")


def on_script_error(error: Exception) -> bool:
    """Log an unexpected error under an id, tell the viewer the id, and show nothing more."""
    number = _log_under_number(error)
    st.error(words(current_language())("error.unexpected", id=number), icon=":material/error:")
    return True


def on_request_error(request: Request, error: Exception) -> PlainTextResponse:
    """Do the same for an answer that is no page: a file of the map, or health."""
    number = _log_under_number(error)
    text = words(preferred_language(request.scope))("error.unexpected", id=number)
    # The server's error handler stands outside of our middleware.
    return PlainTextResponse(text, 500, {**ALWAYS, "Content-Security-Policy": NOT_A_PAGE})


def _log_under_number(error: Exception) -> str:
    number = secrets.token_hex(4)
    _log.error("error %s", number, exc_info=error, extra={"error_id": number})
    return number

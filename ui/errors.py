"""Errors in our words: the viewer gets a sentence and a number, the log the rest."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from ui.state import current_language
from ui.words import words

_log = logging.getLogger("atlas.errors")


def on_script_error(error: Exception) -> bool:
    """Log an unexpected error under an id, tell the viewer the id, and show nothing more."""
    number = secrets.token_hex(4)
    _log.error("error %s", number, exc_info=error)
    st.error(words(current_language())("error.unexpected", id=number), icon=":material/error:")
    return True

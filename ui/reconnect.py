"""A page whose server went away asks for a run as soon as it has one again."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st


@st.fragment(run_every=timedelta(hours=1))
def come_back() -> None:
    """Draw nothing, and have the browser run the script when its connection comes back.

    Streamlit's page asks for a run then only if it has a fragment that repeats. Without the run
    a new session, on this server after a restart or on another one, would begin with the viewer's
    next click, and lose it: a session's first run calls no callback.
    """

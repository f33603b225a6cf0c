"""Smart City Atlas: the application that ``streamlit run dashboard.py`` and any ASGI server run."""

import streamlit as st

from ui.errors import on_script_error
from ui.html_language import HtmlLanguage
from ui.routes import ROUTES, lifespan

app = st.App(
    "ui/router.py",
    routes=ROUTES,
    middleware=[HtmlLanguage.as_middleware()],
    lifespan=lifespan,
    on_script_error=on_script_error,
)

"""Smart City Atlas: the application that ``streamlit run dashboard.py`` and any ASGI server run."""

import streamlit as st

from ui.errors import on_request_error, on_script_error
from ui.guard import Guard
from ui.headers import SafeHeaders
from ui.html_language import HtmlLanguage
from ui.log import set_up_log
from ui.routes import ROUTES, lifespan

set_up_log()
app = st.App(
    "ui/router.py",
    routes=ROUTES,
    middleware=[
        SafeHeaders.as_middleware(),
        Guard.as_middleware(),
        HtmlLanguage.as_middleware(),
    ],
    lifespan=lifespan,
    on_script_error=on_script_error,
    exception_handlers={Exception: on_request_error},
)

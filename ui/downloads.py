"""The downloads of what is shown, built only when they are asked for."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from geo.atlas import Selection
from geo.catalogue import Catalogue
from geo.export import file_name
from geo.formats import FORMATS, Format
from ui.store import current_records


def show_download(selection: Selection, texts: Catalogue) -> None:
    """Draw the choice of format and the button that downloads what is shown, without a rerun."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        suffix = st.selectbox(
            texts("download.format"),
            list(FORMATS),
            format_func=lambda name: texts(f"format.{name}"),
            key="format",
            width=220,
        )
        chosen = FORMATS[suffix]
        today = datetime.now(ZoneInfo("Asia/Tokyo")).date()
        st.download_button(
            texts(
                "download.button",
                count=len(selection.pairs),
                format=texts(f"format.{suffix}"),
            ),
            data=partial(_build, chosen, selection),
            file_name=file_name(selection.filter, today, chosen.suffix),
            mime=chosen.media_type,
            on_click="ignore",
            icon=":material/download:",
            key="download",
        )


def _build(chosen: Format, selection: Selection) -> bytes:
    return chosen.write(selection, current_records())

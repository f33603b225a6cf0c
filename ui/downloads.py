"""The download of what is shown, built only when it is asked for."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from geo.atlas import Selection
from geo.catalogue import Catalogue
from geo.export import file_name, to_geojson
from geo.provenance import read_records


def show_download(selection: Selection, texts: Catalogue) -> None:
    """Draw the button that downloads the shown projects as GeoJSON, without a rerun."""
    today = datetime.now(ZoneInfo("Asia/Tokyo")).date()
    st.download_button(
        texts("download.geojson", count=len(selection.pairs)),
        data=partial(_build, selection),
        file_name=file_name(selection.filter, today, "geojson"),
        mime="application/geo+json",
        on_click="ignore",
        icon=":material/download:",
        key="download",
    )


def _build(selection: Selection) -> bytes:
    return to_geojson(selection, read_records())

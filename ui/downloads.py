"""The downloads of what is shown, built only when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from geo.atlas import Selection
from geo.catalogue import Catalogue
from geo.export import file_name
from geo.formats import FORMATS
from geo.picture import MEDIA_TYPES
from geo.picture.map_sheet import draw_map
from geo.picture.pictured import Pictured
from ui.state import current_view
from ui.store import STORE, current_records


@dataclass(frozen=True)
class Download:
    """A file that a viewer may take: its suffix, its media type, and what makes its bytes."""

    suffix: str
    media_type: str
    make: Callable[[], bytes]


def show_download(selection: Selection, texts: Catalogue) -> None:
    """Draw the choice of format and the button that downloads what is shown, without a rerun.

    A file is made in a thread of its own; the button shows a spinner meanwhile.
    """
    made_on = today()
    downloads = {
        download.suffix: download
        for download in (*_tables(selection), *_pictures(selection, texts, made_on))
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        suffix = st.selectbox(
            texts("download.format"),
            list(downloads),
            format_func=lambda name: texts(f"format.{name}"),
            key="format",
            width=220,
        )
        show_button(
            downloads[suffix],
            texts(
                "download.button",
                count=len(selection.pairs),
                format=texts(f"format.{suffix}"),
            ),
            file_name(selection.filter, made_on, suffix),
            key="download",
        )


def show_button(download: Download, label: str, name: str, key: str) -> None:
    """Draw the button of one download; the file is made when it is pressed."""
    st.download_button(
        label,
        data=download.make,
        file_name=name,
        mime=download.media_type,
        on_click="ignore",
        icon=":material/download:",
        key=key,
    )


def today() -> date:
    """Return the day in Japan."""
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


def _tables(selection: Selection) -> list[Download]:
    def write(suffix: str) -> bytes:
        return FORMATS[suffix].write(selection, current_records())

    return [
        Download(one.suffix, one.media_type, partial(write, one.suffix)) for one in FORMATS.values()
    ]


def _pictures(selection: Selection, texts: Catalogue, made_on: date) -> list[Download]:
    atlas, look = STORE.get().atlas, current_view().look
    if atlas is None:  # a page has a selection only with data
        return []

    def draw(suffix: str) -> bytes:
        pictured = Pictured(atlas, selection, look, texts)
        return draw_map(pictured, current_records(), made_on, suffix)

    return [
        Download(suffix, MEDIA_TYPES[suffix], partial(draw, suffix)) for suffix in ("png", "pdf")
    ]

"""What a viewer has chosen: one frozen value in the session, written to and read from the link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import streamlit as st

from geo.atlas import Atlas
from geo.catalogue import LANGUAGES, Language
from geo.filters import Filter, count_themes
from geo.look import Look
from geo.prefectures import PREFECTURES
from ui.html_language import choose_language

_VIEW: Final = "view"
_WRITTEN: Final = "written query"
_IGNORED: Final = "ignored parameters"
_MISSED: Final = "missed"
_CHANGED: Final = "changed"


@dataclass(frozen=True)
class View:
    """Everything that a link carries: filter, look of the map, language, what is selected.

    ``place`` is a municipality code (five digits) or a prefecture's (two), ``project`` a project
    id, each "" for none.
    """

    shown: Filter = field(default_factory=Filter)
    look: Look = field(default_factory=Look)
    place: str = ""
    project: str = ""
    language: Language = "ja"

    def to_query(self) -> dict[str, str]:
        """Return the view as link parameters; the language always stands in it."""
        query = self.shown.to_query() | self.look.to_query()
        query |= {"place": self.place} if self.place else {}
        query |= {"project": self.project} if self.project else {}
        return {**query, "lang": self.language}

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], atlas: Atlas, language: Language
    ) -> tuple[View, tuple[str, ...]]:
        """Read a view from link parameters; return it and the parameters that were ignored.

        ``language`` holds where the link names none that we have.
        """
        shown, unknown = Filter.from_query(query, count_themes(atlas.projects))
        look, unknown_look = Look.from_query(query)
        ignored = unknown + unknown_look
        place = query.get("place", "")
        if place and not _is_place(place, atlas):
            ignored, place = (*ignored, "place"), ""
        project = query.get("project", "")
        if project and project not in set(atlas.projects["project_id"]):
            ignored, project = (*ignored, "project"), ""
        known: dict[str, Language] = {name: name for name in LANGUAGES}
        if "lang" in query and query["lang"] not in known:
            ignored = (*ignored, "lang")
        chosen = known.get(query.get("lang", ""), language)
        return cls(shown, look, place, project, chosen), ignored


_PREFECTURE_CODES: Final = frozenset(prefecture.code for prefecture in PREFECTURES)


def is_prefecture(place: str) -> bool:
    """Tell whether a selected place is a prefecture (two digits), not a municipality."""
    return place in _PREFECTURE_CODES


def _is_place(place: str, atlas: Atlas) -> bool:
    return is_prefecture(place) or place in atlas.row_of_code


def current_language() -> Language:
    """Return the language in use, also before there is a view."""
    view = st.session_state.get(_VIEW)
    if isinstance(view, View):
        return view.language
    return choose_language(
        st.query_params.get("lang", ""), st.context.headers.get("Accept-Language", "")
    )


def current_view() -> View:
    """Return the session's view."""
    view: View = st.session_state[_VIEW]
    return view


def open_view(atlas: Atlas) -> View:
    """Return the view of this run: the link's where the link has changed, else the session's.

    The link changes when it is opened, and when the viewer goes back or forward. A link without
    a language is one that Streamlit emptied on the way to another page: the view stays. So it
    does in a run that a change of the viewer's started, whose link may be older than the last one
    written, because a quick hand is faster than the way to the browser and back.
    """
    query = st.query_params.to_dict()
    is_new = _VIEW not in st.session_state
    is_other = "lang" in query and query != st.session_state.get(_WRITTEN)
    has_acted = st.session_state.pop(_CHANGED, False)
    if is_new or (is_other and not has_acted):
        view, ignored = View.from_query(query, atlas, current_language())
        st.session_state[_VIEW] = view
        st.session_state[_IGNORED] = ignored
        st.session_state[_MISSED] = ""
    return current_view()


def write_link() -> None:
    """Write the session's view into the link, once a run, after all of it is settled."""
    query = current_view().to_query()
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    st.session_state[_WRITTEN] = query


def change(**changes: Any) -> None:
    """Change fields of the view; the note on ignored parameters is then past."""
    st.session_state[_VIEW] = replace(current_view(), **changes)
    st.session_state[_CHANGED] = True
    st.session_state[_IGNORED] = ()
    st.session_state[_MISSED] = ""


def change_filter(**changes: Any) -> None:
    """Change fields of the view's filter."""
    change(shown=replace(current_view().shown, **changes))


def change_look(**changes: str) -> None:
    """Change fields of the view's look of the map."""
    change(look=replace(current_view().look, **changes))


def select_at(atlas: Atlas, picked: Mapping[str, Any]) -> None:
    """Select what was clicked on the map: ``code`` where a shape was hit, else ``lon``, ``lat``.

    A click on the sea, or on the Northern Territories, which have no municipality code, leaves
    the selection as it is and is told.
    """
    code = picked.get("code")
    if not isinstance(code, str) or not _is_place(code, atlas):
        code = _code_at(atlas, picked.get("lon"), picked.get("lat"))
    if code:
        change(place=code)
    else:
        st.session_state[_CHANGED] = True
        st.session_state[_MISSED] = "missed" if code is None else "northern_territories"


def _code_at(atlas: Atlas, lon: Any, lat: Any) -> str | None:
    """Return the code at a point, "" where the place has none, None where there is no place."""
    try:
        row = atlas.locator.find(float(lon), float(lat))
    except (TypeError, ValueError):
        return None
    return None if row is None else str(atlas.municipalities["municipality_code"].iloc[row])


def missed() -> str:
    """Return why the last click selected nothing: a key under ``details`` of the texts, or ""."""
    why: str = st.session_state.get(_MISSED, "")
    return why


def ignored_parameters() -> tuple[str, ...]:
    """Return the link's parameters that were not understood."""
    ignored: tuple[str, ...] = st.session_state.get(_IGNORED, ())
    return ignored

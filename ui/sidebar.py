"""The filters: every widget shows the view's filter and changes it, nothing else holds state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import streamlit as st

from geo.atlas import Atlas
from geo.catalogue import LANGUAGES, Catalogue
from geo.filters import LONGEST_TEXT, PREFECTURE_NAMES, Filter
from geo.schema import CATEGORIES, FISCAL_YEARS, SCOPES
from ui.facts import prefecture_name, theme_name
from ui.state import View, change, change_filter, current_view

_FACETS: Final[tuple[tuple[str, str, tuple[Any, ...]], ...]] = (
    ("category", "categories", CATEGORIES),
    ("selected_fy", "fiscal_years", FISCAL_YEARS),
    ("scope", "scopes", SCOPES),
)
_WORD_OF: Final = {"category": "category", "selected_fy": "fy", "scope": "scope"}


def show_sidebar(atlas: Atlas, view: View, texts: Catalogue) -> None:
    """Draw the language choice, the filters with their counts, and the button that resets all."""
    counts = atlas.select(view.shown).choices
    with st.sidebar:
        _language(view, texts)
        st.header(texts("filters.heading"))
        _toggle(view.shown, texts)
        for facet, attribute, values in _FACETS:
            _choices(facet, attribute, values, view.shown, counts[facet], texts)
        _prefectures(view.shown, counts["prefecture"], texts)
        _themes(view.shown, counts["themes"], texts)
        _text(view.shown, texts)
        st.button(
            texts("filters.reset"),
            key="reset",
            on_click=reset,
            icon=":material/restart_alt:",
            disabled=view.shown == Filter(),
            width="stretch",
        )


def reset() -> None:
    """Show everything again."""
    change(shown=Filter())


def _on_change(key: str, act: Callable[[Any], None]) -> dict[str, Any]:
    return {"key": key, "on_change": lambda: act(st.session_state[key])}


def _language(view: View, texts: Catalogue) -> None:
    st.session_state["language"] = view.language
    st.segmented_control(
        texts("language.label"),
        LANGUAGES,
        required=True,
        format_func=lambda language: texts(f"language.{language}"),
        label_visibility="collapsed",
        **_on_change("language", lambda language: change(language=language)),
    )


def _toggle(shown: Filter, texts: Catalogue) -> None:
    st.session_state["additions"] = shown.shows_additions
    st.toggle(
        texts("filters.additions"),
        help=texts("filters.additions_help"),
        **_on_change(
            "additions", lambda is_on: change(shown=current_view().shown.with_additions(is_on))
        ),
    )


def _choices(
    facet: str,
    attribute: str,
    values: tuple[Any, ...],
    shown: Filter,
    counts: dict[str, int],
    texts: Catalogue,
) -> None:
    st.markdown(f"**{texts(f'filters.{facet}')}**")
    for value in values:
        key = f"{facet} {value}"
        st.session_state[key] = value in getattr(shown, attribute)
        label = texts(f"{_WORD_OF[facet]}.{value}")

        def choose(is_shown: bool, value: Any = value) -> None:
            now = getattr(current_view().shown, attribute)
            change_filter(**{attribute: now | {value} if is_shown else now - {value}})

        st.checkbox(
            texts("filters.choice", label=label, count=counts[str(value)]),
            **_on_change(key, choose),
        )


def _prefectures(shown: Filter, counts: dict[str, int], texts: Catalogue) -> None:
    st.session_state["prefectures"] = [n for n in PREFECTURE_NAMES if n in shown.prefectures]

    def label(name: str) -> str:
        return texts("filters.choice", label=prefecture_name(name, texts), count=counts[name])

    st.multiselect(
        texts("filters.prefecture"),
        PREFECTURE_NAMES,
        format_func=label,
        placeholder=texts("filters.prefecture_placeholder"),
        **_on_change(
            "prefectures",
            lambda sent: change_filter(
                prefectures=read_choices(
                    sent, {name: prefecture_name(name, texts) for name in PREFECTURE_NAMES}
                )
            ),
        ),
    )


def _themes(shown: Filter, counts: dict[str, int], texts: Catalogue) -> None:
    known = list(counts)
    st.session_state["themes"] = [theme for theme in known if theme in shown.themes]
    st.multiselect(
        texts("filters.themes"),
        known,
        format_func=lambda theme: texts(
            "filters.choice", label=theme_name(theme, texts), count=counts[theme]
        ),
        placeholder=texts("filters.themes_placeholder"),
        help=texts("filters.themes_help"),
        **_on_change(
            "themes",
            lambda sent: change_filter(
                themes=read_choices(sent, {theme: theme_name(theme, texts) for theme in known})
            ),
        ),
    )


def read_choices(sent: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    """Return the values chosen; ``names`` are the values' names, which their labels begin with.

    A label holds a count: a hand quicker than the page sends one whose count has changed since,
    and Streamlit then gives the label instead of the value.
    """
    chosen = set()
    for value in sent:
        begun = [known for known, name in names.items() if value.startswith(name)]
        if value in names:
            chosen.add(value)
        elif begun:
            chosen.add(max(begun, key=lambda known: len(names[known])))
    return frozenset(chosen)


def _text(shown: Filter, texts: Catalogue) -> None:
    st.session_state["text"] = shown.text
    st.text_input(
        texts("filters.text"),
        type="search",
        max_chars=LONGEST_TEXT,
        placeholder=texts("filters.text_placeholder"),
        **_on_change("text", lambda text: change_filter(text=text or "")),
    )

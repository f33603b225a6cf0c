"""Each page, run without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from geo.catalogue import LANGUAGES
from ui.words import words


@pytest.fixture(params=LANGUAGES)
def app(request):
    app = AppTest.from_file("../ui/router.py", default_timeout=60)
    app.query_params["lang"] = request.param
    app.run()
    app.texts = words(request.param)
    return app


def test_the_map_page_runs_without_an_exception(app):
    assert not app.exception
    assert app.title[0].value == app.texts("app.title")
    assert app.toggle(key="additions").value is True
    assert len(app.checkbox) == 6


@pytest.mark.parametrize("page", ["projects", "statistics", "about"])
def test_the_other_pages_run_without_an_exception(app, page):
    app.switch_page(f"../pages/{page}.py").run()
    assert not app.exception
    assert app.title[0].value == app.texts(f"{page}.title")


def test_an_unexpected_error_is_told_in_words_with_a_number_only():
    def script():
        from ui.errors import on_script_error  # noqa: PLC0415  (AppTest runs this source alone)

        on_script_error(ValueError("secret detail"))

    app = AppTest.from_function(script, default_timeout=60).run()
    assert "予期しない問題が起きました" in app.error[0].value
    assert "secret detail" not in app.error[0].value
    assert not app.exception


def test_the_toggle_and_the_year_agree(app):
    app.toggle(key="additions").set_value(False).run()
    assert app.checkbox(key="selected_fy 2020").value is False
    app.checkbox(key="selected_fy 2020").set_value(True).run()
    assert app.toggle(key="additions").value is True


def test_the_link_carries_the_filter(app):
    app.checkbox(key="category leading").set_value(False).run()
    assert app.query_params["category"] == "priority"
    app.button(key="reset").click().run()
    assert "category" not in app.query_params
    assert app.checkbox(key="category leading").value is True


def test_nothing_shown_offers_the_reset(app):
    app.text_input(key="text").set_value("nowhere at all").run()
    assert app.info[0].value == app.texts("empty.sentence")
    app.button(key="empty reset").click().run()
    assert not app.info


def test_a_damaged_link_gives_a_working_page_and_a_note():
    app = AppTest.from_file("../ui/router.py", default_timeout=60)
    for name, value in {"fy": "1999", "place": "00000", "lang": "xx", "prefecture": "99"}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert "fy, prefecture, place, lang" in app.caption[0].value
    assert app.checkbox(key="selected_fy 2019").value is True

"""Untrusted text: whatever a data file or a link holds is shown as text, and does nothing.

After every step each frame is looked at: no script ran, no element or link was made of a text, no
address of one was asked for. And the texts are there, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import cycle
from urllib.parse import quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from geo.atlas import load_atlas
from geo.catalogue import LANGUAGES
from geo.problems import DataError
from tests import planted
from tests.browser.driver import Viewer, running_dashboard
from ui.words import words

pytestmark = pytest.mark.browser

SIGNS = """() => {
  const every = root => [...root.querySelectorAll("*")]
    .flatMap(one => [one, ...(one.shadowRoot ? every(one.shadowRoot) : [])]);
  const isMade = one => one.textContent.trim() === "planted"
    || ["alt", "src", "style"].some(name => /planted/.test(one.getAttribute(name)))
    || one.id === "planted"
    || [...one.attributes].some(({ name }) => name.startsWith("on"))
    || one.matches(".katex");
  const isOtherLink = one => one.matches("a, area") && one.hasAttribute("href")
    && !["http:", "https:"].includes(one.protocol);
  return {
    ran: window.__planted ?? null,
    found: every(document).filter(one => isMade(one) || isOtherLink(one))
      .map(one => one.outerHTML.slice(0, 300)),
  };
}"""
STREAMLITS_OWN = re.compile(r"/_stcore/(health|host-config)$|^The page that you have requested")
"""What Streamlit's page says without us: it looks for its server beside each page's address first,
and tells of an address that is no page."""


class Watch:
    """A viewer, and every sign of a planted text that did something."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.page = viewer.page
        self.said: list[str] = []
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.page.on("console", self._hear)

    def _hear(self, message) -> None:
        said = f"{message.text} {message.location['url']}"
        if message.type == "error" and not STREAMLITS_OWN.search(said):
            self.said.append(said)

    def open(self, link: str, has_map: bool = False) -> None:
        self.viewer.open(link, has_map)
        self.check()

    def check(self) -> None:
        """Look at every frame once the page has run; see the module's text."""
        expect(self.page.locator("[data-test-script-state='notRunning']")).to_be_attached()
        for frame in self.page.frames:
            assert frame.evaluate(SIGNS) == {"ran": None, "found": []}, frame.url
        asked = [urlsplit(url).path for url in self.viewer.requests]
        assert [path for path in asked if path.endswith("planted.png")] == []
        assert self.viewer.outside_requests == []
        assert self.said == []


def expect_texts(place: Locator, texts: Iterable[str]) -> None:
    for text in texts:
        expect(place).to_contain_text(text)


def test_planted_data_are_shown_as_text_and_do_nothing(new_viewer, tmp_path):
    files = planted.plant(tmp_path)
    atlas = load_atlas(files.projects, files.municipalities)
    project = atlas.projects.set_index("project_id").loc["L06"]
    place = atlas.municipalities.iloc[atlas.row_of_code["12217"]]
    themes = [theme for theme in project["themes"].split(";") if "planted" in theme]
    with running_dashboard(**files.environment) as address:
        watch = Watch(new_viewer(address))
        page = watch.page
        for language in LANGUAGES:
            texts = words(language)
            name = place["name" if language == "ja" else "name_en"]
            facts = [project[key] for key in ("project_name", "organisation", "target_area")]
            facts += [project[f"summary_{language}"], *themes]

            watch.open(f"/?place=12217&lang={language}", has_map=True)
            details = page.locator("section.details")
            expect_texts(details, [*place[list(planted.FREE_NAMES)], *facts])
            expect(details.get_by_role("link")).to_have_count(0)
            footer = page.locator("footer.sources")
            expect_texts(footer, [planted.text(f"attribution_{language}")])
            watch.viewer.go_to(139.97, 35.86, 10)
            watch.viewer.map.locator(".mark[data-code='12217']").first.hover()
            expect_texts(
                watch.viewer.map.locator(".leaflet-tooltip"), [name, project["project_name"]]
            )
            watch.check()

            page.get_by_label(texts("places.label")).fill("12217")
            page.keyboard.press("Enter")
            found = page.get_by_role("button", name=re.compile("planted-name"))
            expect(found).to_be_visible()
            assert (
                found.inner_text().replace("\N{WORD JOINER}", "").startswith(" ".join(name.split()))
            )
            watch.check()

            watch.open(f"/?place=12&lang={language}", has_map=True)
            expect(page.get_by_role("button", name=re.compile("planted-name"))).to_be_visible()

            watch.open(f"/projects?project=L06&lang={language}")
            expect_texts(page.locator("section.details"), facts)
            cells = page.locator("[role=gridcell]").filter(has_text=project["project_name"])
            expect(cells.first).to_be_attached()

            watch.open(f"/statistics?lang={language}")
            page.get_by_role("combobox", name=texts("filters.themes")).click()
            option = page.get_by_role("option", name=themes[0])
            expect(option).to_be_visible()
            watch.check()
            option.click()
            page.keyboard.press("Escape")
            expect(page).to_have_url(re.compile("theme="))
            watch.check()
            page.get_by_test_id("stVegaLiteChart").nth(2).hover()
            watch.check()

            watch.open(f"/about?lang={language}")
            heading = page.get_by_role("heading", name=re.compile(f"planted-title_{language}"))
            assert heading.first.inner_text().replace("\N{WORD JOINER}", "") == planted.text(
                f"title_{language}"
            )
            watch.open(f"/?embed=true&lang={language}", has_map=True)
        check_links(watch)


def check_links(watch: Watch) -> None:
    """Open links whose every part is planted: path, parameters known and unknown, fragment."""
    known = ("q", "category", "fy", "scope", "prefecture", "theme", "place", "project", "lang")
    for page, texts in (("/", planted.MARKUP), ("/projects", planted.MARKDOWN)):
        query = dict(zip(known, cycle(texts), strict=False))
        query |= {text: text for text in texts} | {"embed_options": texts[0]}
        watch.open(f"{page}?{urlencode(query)}#{quote(texts[0])}", has_map=page == "/")
        expect(watch.page.get_by_role("searchbox").first).to_have_value(texts[0])
        expect(watch.page.get_by_test_id("stException")).to_have_count(0)
    watch.open(f"/{quote(planted.REFUSED[0], safe='')}?lang=ja", has_map=True)


def test_planted_files_that_are_refused_are_quoted_as_text(new_viewer, tmp_path):
    files = planted.plant_refused(tmp_path)
    with running_dashboard(expected_health=503, **files.environment) as address:
        watch = Watch(new_viewer(address))
        for language in LANGUAGES:
            with pytest.raises(DataError) as refused:
                load_atlas(files.projects, files.municipalities)
            watch.page.goto(f"{address}/?lang={language}", wait_until="commit")
            lines = watch.page.get_by_test_id("stCode")
            expect(lines).to_have_text(refused.value.describe(words(language)), timeout=30_000)
            watch.check()

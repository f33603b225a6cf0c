"""Twenty viewers at once, two of them in browsers: each sees what it chose, and nobody else's."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

import pytest
from playwright.sync_api import expect

from geo.atlas import Atlas
from geo.filters import Filter
from geo.paint import paint
from tests.browser.driver import Viewer
from tests.sessions import Session
from ui.state import View
from ui.words import words

pytestmark = pytest.mark.browser

SESSIONS = 18
HEADING = re.compile("<h2>([^<]*)</h2>")


@dataclass
class Person:
    """One viewer over the websocket, and the view that is right for what it did so far."""

    atlas: Atlas
    session: Session
    view: View

    def check(self) -> None:
        """Compare all that the page shows with the view: link, map, counts, details, language."""
        texts = words(self.view.language)
        selection = self.atlas.select(self.view.shown)
        assert dict(parse_qsl(self.session.query)) == self.view.to_query()
        assert self.session.component("map")["table"] == paint(
            selection, self.view.language, self.view.place, self.view.look
        )
        said = "".join(self.session.texts())
        summary = selection.summary
        counts = texts(
            "app.counts",
            projects=summary["projects"],
            municipalities=summary["municipalities"],
            prefectures=len(summary["by_prefecture"]),
        )
        assert counts in said
        place = self.atlas.municipalities.iloc[self.atlas.row_of_code[self.view.place]]
        name = place["name" if self.view.language == "ja" else "name_en"]
        assert name in HEADING.findall(said)
        assert set(HEADING.findall(said)) <= {name, texts("footer.heading")}
        assert self.session.errors() == []

    async def choose(self, widget: str, value: object, **changes: object) -> None:
        await self.session.rerun({widget: value})
        self.view = replace(self.view, shown=replace(self.view.shown, **changes))

    async def hide_leading(self) -> None:
        shown = self.view.shown.categories
        await self.choose("category leading", False, categories=shown - {"leading"})

    async def hide_the_additions(self) -> None:
        await self.choose("additions", False, fiscal_years=frozenset({2019}))

    async def search(self) -> None:
        await self.choose("text", self.view.place, text=self.view.place)

    async def pick_another_place(self) -> None:
        codes = sorted(self.atlas.row_of_code)
        code = codes[codes.index(self.view.place) + 1]
        await self.session.trigger("map", "picked", {"code": code, "lon": 0, "lat": 0})
        self.view = replace(self.view, place=code)


ACTS: tuple[Callable[[Person], Awaitable[None]], ...] = (
    Person.hide_leading,
    Person.hide_the_additions,
    Person.search,
    Person.pick_another_place,
)


async def live(address: str, atlas: Atlas, number: int, together: asyncio.Barrier) -> None:
    """Be one viewer: a link of its own, then every act, in another order than the neighbours."""
    codes = atlas.pairs["municipality_code"].tolist()
    view = View(
        Filter(scopes=frozenset({"district"})) if number % 3 else Filter(),
        place=codes[number],
        language="ja" if number % 2 else "en",
    )
    async with await Session.open(address, urlencode(view.to_query())) as session:
        person = Person(atlas, session, view)
        person.check()
        await together.wait()  # nobody acts before all have come
        for turn in range(len(ACTS)):
            await ACTS[(number + turn) % len(ACTS)](person)
            person.check()


async def live_together(address: str, atlas: Atlas) -> None:
    together = asyncio.Barrier(SESSIONS)
    async with asyncio.TaskGroup() as group:
        for number in range(SESSIONS):
            group.create_task(live(address, atlas, number, together))


def expect_view(viewer: Viewer, place: str, projects: int, heading: str) -> None:
    viewer.expect_projects(projects)
    expect(viewer.page.locator("section.details h2")).to_have_text(place)
    expect(viewer.page.get_by_role("heading", level=1)).to_have_text(heading)


def test_no_viewer_sees_what_another_chose(new_viewer, dashboard, atlas):
    first, second = new_viewer(dashboard), new_viewer(dashboard)
    titles = [words(language)("app.title") for language in ("ja", "en")]
    with ThreadPoolExecutor(1) as pool:  # Playwright has the loop of this thread
        others = pool.submit(asyncio.run, live_together(dashboard, atlas))
        first.open("/?place=20202&lang=ja")
        second.open("/?place=12217&fy=2020&lang=en")
        expect_view(first, "松本市", 45, titles[0])
        expect_view(second, "Kashiwa City", 12, titles[1])
        first.page.get_by_text("令和2年度の追加分", exact=True).click()
        expect_view(first, "松本市", 33, titles[0])
        others.result(timeout=120)
    expect_view(first, "松本市", 33, titles[0])
    expect_view(second, "Kashiwa City", 12, titles[1])
    expect(second.page).to_have_url(f"{dashboard}/?place=12217&fy=2020&lang=en")

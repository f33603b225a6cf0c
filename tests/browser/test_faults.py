"""The data folder vanishes under a viewer and comes back: nothing is lost."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qsl, urlencode

import pytest

from geo.atlas import MUNICIPALITIES_FILE, PROJECTS_FILE
from geo.filters import Filter
from geo.paint import paint
from tests.browser.driver import running_dashboard
from tests.sessions import Session
from ui.state import View
from ui.words import words

pytestmark = pytest.mark.browser

KEPT = words("en")("broken.kept")


async def live_through(address, folder, atlas):
    view = View(Filter(frozenset({"leading"})), place="12217", language="en")
    async with await Session.open(address, urlencode(view.to_query())) as session:

        async def run_until(*, is_told: bool) -> None:
            """Run until the server, which looks every two seconds, has seen the change."""
            async with asyncio.timeout(60):
                while (KEPT in session.texts()) != is_told:
                    await session.rerun()
            assert dict(parse_qsl(session.query)) == view.to_query()
            table = paint(atlas.select(view.shown), "en", view.place)
            assert session.component("map")["table"] == table
            assert any("Kashiwa City" in text for text in session.texts())
            assert any("Japan Meteorological Agency" in text for text in session.texts())
            assert session.errors() == []

        await run_until(is_told=False)
        away = folder.rename(folder.with_name("away"))
        await run_until(is_told=True)
        away.rename(folder)
        await run_until(is_told=False)


def test_a_viewer_lives_through_the_loss_of_the_data_folder(tmp_path, atlas):
    folder = tmp_path / "data"
    folder.mkdir()
    for file in (PROJECTS_FILE, MUNICIPALITIES_FILE):
        for name in (file.name, f"{file.stem}.provenance.json"):
            shutil.copy(file.with_name(name), folder)
    files = {
        "ATLAS_PROJECTS": str(folder / PROJECTS_FILE.name),
        "ATLAS_MUNICIPALITIES": str(folder / MUNICIPALITIES_FILE.name),
    }
    with running_dashboard(**files) as address, ThreadPoolExecutor(1) as pool:
        # Playwright may have the loop of this thread.
        pool.submit(asyncio.run, live_through(address, folder, atlas)).result(timeout=240)

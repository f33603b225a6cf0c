"""Pictures of every page in both languages, wide and narrow: ``script/screenshots``."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.driver import Viewer, chromium, running_dashboard

SIZES = {"": (1400, 900), "-phone": (390, 844)}
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
PAGES = {
    "map": "/?place=12217",
    "projects": "/projects?project=L06",
    "statistics": "/statistics?",
    "about": "/about?",
}


def take_still(viewer: Viewer) -> bytes:
    """Take a picture once nothing moves: two in a row are the same."""
    before, now = b"", viewer.page.screenshot()
    for _ in range(50):
        if now == before:
            break
        before, now = now, viewer.page.screenshot()
    return now


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with running_dashboard() as address, chromium() as browser:
        for language, locale in LOCALES.items():
            for suffix, (width, height) in SIZES.items():
                for name, path in PAGES.items():
                    context = browser.new_context(
                        locale=locale, viewport={"width": width, "height": height}
                    )
                    viewer = Viewer(context.new_page(), address)
                    viewer.open(f"{path}&lang={language}".replace("?&", "?"), name == "map")
                    expect(viewer.page.locator("footer.sources")).to_be_attached()
                    viewer.settle()
                    picture = folder / f"{name}-{language}{suffix}.png"
                    picture.write_bytes(take_still(viewer))
                    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

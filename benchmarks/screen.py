"""When a page has settled: the same rule for every page, told by a script that watches it.

A part of the page has settled with the frame that shows the last drawing command on a canvas (2D or
WebGL) and the last change of the document inside that part, frames included. That it was the last
is known once, for QUIET_SECONDS, nothing was drawn, changed or received, Streamlit's script is at
rest, and the page is ready by its own sign; the quiet time itself does not count. Pictures of the
page would tell the same, but taking sixty a second costs more than the page itself.
"""

from __future__ import annotations

import asyncio
import base64
import json
import time
from typing import Any, Literal

from playwright.async_api import BrowserContext, CDPSession, Page

QUIET_SECONDS = 0.7
LONGEST_SECONDS = 60.0

Part = Literal["map", "details"]

_WATCH = """(() => {
  const PARTS = __PARTS__;
  const last = (top.settled ??= { map: 0, details: 0 });
  const now = () => (performance.timeOrigin + performance.now()) / 1000;
  const shown = new MessageChannel();
  let waiting = new Set();
  shown.port1.onmessage = ({ data }) => { for (const part of data) last[part] = now(); };
  const note = (part) => {
    if (!waiting.size) requestAnimationFrame(() => {
      shown.port2.postMessage([...waiting]);
      waiting = new Set();
    });
    waiting.add(part);
  };
  const noteChange = (node) => {
    if (window !== top) { note("map"); return; }
    const element = node.closest ? node : node.parentElement;
    for (const [part, selector] of Object.entries(PARTS)) {
      if (element && element.closest(selector)) note(part);
    }
  };
  const hook = (type, names) => {
    for (const name of names) {
      const draw = type && type.prototype[name];
      if (!draw) continue;
      type.prototype[name] = function (...given) {
        noteChange(this.canvas);
        return draw.apply(this, given);
      };
    }
  };
  const onCanvas = ["fill", "stroke", "fillRect", "clearRect", "drawImage", "fillText"];
  const onWebgl = ["drawArrays", "drawElements", "clear"];
  hook(window.CanvasRenderingContext2D, onCanvas);
  hook(window.WebGLRenderingContext, onWebgl);
  hook(window.WebGL2RenderingContext, [...onWebgl, "drawArraysInstanced", "drawElementsInstanced"]);
  new MutationObserver((changes) => changes.forEach(({ target }) => noteChange(target)))
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
})()"""

_IS_AT_REST = """() => {
  const frames = (root) => [...root.querySelectorAll("*")].flatMap((one) => {
    if (one.tagName === "IFRAME") return [one];
    return one.shadowRoot ? frames(one.shadowRoot) : [];
  });
  const inside = () => frames(document).map((one) => one.contentDocument).filter(Boolean);
  const isInFrame = (selector) => inside().some((page) => page.querySelector(selector));
  const app = document.querySelector("[data-test-script-state]");
  const isAtRest = !app || app.dataset.testScriptState === "notRunning";
  const { map, details } = window.settled;
  return [isAtRest && Boolean(READY), Math.max(map, details)];
}"""


async def watch_all(context: BrowserContext, **selectors: str) -> None:
    """Let every page of ``context`` be watched; ``selectors`` tell where map and details stand."""
    await context.add_init_script(_WATCH.replace("__PARTS__", json.dumps(selectors)))


class Screen:
    """One watched page: what it shows, and what it receives."""

    def __init__(self, page: Page, cdp: CDPSession) -> None:
        self._page = page
        self._cdp = cdp
        self.received = 0
        self._busy_at = 0.0

    @classmethod
    async def of(cls, page: Page) -> Screen:
        cdp = await page.context.new_cdp_session(page)
        screen = cls(page, cdp)
        cdp.on("Network.dataReceived", screen._be_busy)
        cdp.on("Network.loadingFinished", screen._count_answer)
        cdp.on("Network.webSocketFrameReceived", screen._count_message)
        await cdp.send("Network.enable")
        return screen

    def begin(self) -> float:
        """Forget what was received; return the time."""
        self.received = 0
        self._busy_at = time.time()
        return self._busy_at

    async def settle(self, is_ready: str) -> None:
        """Wait until the page is ready (an expression of its own) and nothing more happens."""
        async with asyncio.timeout(LONGEST_SECONDS):
            while True:
                await asyncio.sleep(0.05)
                if time.time() - self._busy_at < QUIET_SECONDS:
                    continue
                question = _IS_AT_REST.replace("READY", is_ready)
                is_at_rest, changed_at = await self._page.evaluate(question)
                if is_at_rest and time.time() - max(self._busy_at, changed_at) >= QUIET_SECONDS:
                    return

    async def settle_after(self, began: float, part: Part, is_ready: str) -> None:
        """Wait until a part has changed since ``began`` and has settled."""
        async with asyncio.timeout(LONGEST_SECONDS):
            while await self.settled_at(part) <= began:
                await asyncio.sleep(0.05)
        await self.settle(is_ready)

    async def settled_at(self, part: Part) -> float:
        """Return when the part of the page was last drawn or changed, and shown."""
        found: float = await self._page.evaluate(f"window.settled.{part}")
        return found

    def _be_busy(self, _event: object = None) -> None:
        self._busy_at = time.time()

    def _count_answer(self, event: dict[str, Any]) -> None:
        self.received += int(event["encodedDataLength"])
        self._be_busy()

    def _count_message(self, event: dict[str, Any]) -> None:
        payload = event["response"]["payloadData"]
        is_text = event["response"]["opcode"] == 1
        self.received += len(payload) if is_text else len(base64.b64decode(payload))
        self._be_busy()

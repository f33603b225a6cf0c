"""Three dashboards behind the nginx of deploy/: one dies, and no viewer loses anything."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.driver import Viewer
from tests.deploy.replicas import Proxy, running_nginx, running_replicas

pytestmark = pytest.mark.browser

VIEW = "/?fy=2020&place=22206&lang=ja"  # the twelve additions, Mishima chosen


def choose_buckets(proxy: Proxy) -> dict[str, str]:
    """Return one bucket of the cookie for each replica that nginx hashes buckets to."""
    buckets = [f"{number:02x}" for number in range(0, 256, 8)]
    asked = [*buckets, *buckets, "00"]
    connection = http.client.HTTPConnection(proxy.address.removeprefix("http://"))
    for bucket in asked:  # a request is in the log when the next on its connection is answered
        connection.request("GET", "/health", headers={"Cookie": f"atlas_route={bucket}"})
        assert connection.getresponse().read()
    connection.close()
    upstreams = [entry["upstream"] for entry in proxy.entries("/health")][1:]  # 1: the start's
    chosen = dict(zip(upstreams, asked, strict=False))
    assert upstreams[: len(buckets)] == upstreams[len(buckets) : 2 * len(buckets)]
    return chosen


def expect_view(viewer: Viewer) -> None:
    viewer.expect_projects(12)
    expect(viewer.map.locator("path.selection")).to_have_attribute("data-code", "22206")
    expect(viewer.page).to_have_url(re.compile("fy=2020.*place=22206"))
    expect(viewer.page.get_by_role("heading", name="三島市")).to_be_visible()


@contextmanager
def coming_back(viewer: Viewer) -> Iterator[None]:
    """Lose the server within; then the page has another session, its view, and goes on working."""
    with viewer.page.expect_event("websocket", timeout=60_000) as opened:
        yield
    opened.value.wait_for_event("framereceived", is_end_of_run)
    expect_view(viewer)
    viewer.page.get_by_text(re.compile("^特定地区（")).click()
    viewer.expect_projects(6)
    expect(viewer.page).to_have_url(re.compile("scope=city.*place=22206"))


def is_end_of_run(frame: bytes) -> bool:
    return ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished"


def test_a_replica_dies_and_every_viewer_keeps_filters_and_selection(new_viewer, tmp_path):
    with running_replicas(3) as replicas, running_nginx(replicas, tmp_path) as proxy:
        buckets = choose_buckets(proxy)
        assert set(buckets) == {f"127.0.0.1:{replica.port}" for replica in replicas}

        viewers = [new_viewer(proxy.address) for _ in replicas]
        for viewer, bucket in zip(viewers, buckets.values(), strict=True):
            cookie = {"name": "atlas_route", "value": bucket, "url": proxy.address}
            viewer.page.context.add_cookies([cookie])
            viewer.open(VIEW)
            expect_view(viewer)
        assert proxy.caches("/atlas/boundaries-") == {"MISS": 1, "HIT": 2}

        upstream = next(iter(buckets))
        with coming_back(viewers[0]):
            next(one for one in replicas if upstream.endswith(f":{one.port}")).kill()
        for viewer in viewers[1:]:
            expect_view(viewer)
        assert proxy.caches("/atlas/boundaries-") == {"MISS": 1, "HIT": 2}
        assert "22206" not in proxy.log.read_text("utf-8")


def test_a_server_that_was_restarted_finds_its_viewer_as_it_was(new_viewer):
    with running_replicas(1) as [replica]:
        viewer = new_viewer(replica.address)
        viewer.open(VIEW)
        expect_view(viewer)
        with coming_back(viewer):
            replica.kill()
            connected = viewer.page.locator("[data-test-connection-state='CONNECTED']")
            expect(connected).to_have_count(0)
            expect(viewer.page.get_by_role("heading", name="三島市")).to_be_visible()
            replica.start()
            replica.wait()

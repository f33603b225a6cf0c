"""SECURITY.md names tests that exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`((?:tests|script)/[\w/]+(?:\.py)?(?:::\w+)?)`", TEXT)))


@pytest.mark.parametrize("name", NAMED)
def test_each_named_test_exists(name):
    path, _, function = name.partition("::")
    assert (ROOT / path).is_file()
    assert not function or f"def {function}(" in (ROOT / path).read_text("utf-8")


def test_every_threat_has_a_test():
    rows = re.findall(r"^\| (?!Who|Setting|---|`)(.*) \|$", TEXT, re.MULTILINE)
    assert len(rows) > 10
    for row in rows:
        assert "tests/" in row.split(" | ")[-1]


def test_each_setting_of_the_headers_and_the_log_is_told():
    code = "".join((ROOT / "ui" / f"{name}.py").read_text("utf-8") for name in ("headers", "log"))
    settings = set(re.findall(r'environ\.get\("(ATLAS_\w+)"', code))
    assert settings == set(re.findall(r"^\| `(ATLAS_\w+)` \|", TEXT, re.MULTILINE))


@pytest.mark.parametrize("setting", ["ATLAS_FRAME_ANCESTORS", "ATLAS_LOG"])
def test_a_setting_that_is_not_understood_stops_the_server(setting):
    done = subprocess.run(
        [sys.executable, "-c", "import ui.headers, ui.log; ui.log.set_up_log()"],
        env={**os.environ, setting: "nonsense; *"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert f"{setting}: 'nonsense" in done.stderr

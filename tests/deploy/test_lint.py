"""What deploy/ holds and cannot run here is checked by the linters of its kind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.browser.driver import ROOT
from tests.deploy.replicas import require_nginx

DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent
MANIFESTS = sorted(str(path) for path in (DEPLOY / "kubernetes").glob("*.yaml"))
LINTERS = {
    "hadolint": ["hadolint", "--failure-threshold", "style", str(DEPLOY / "Dockerfile")],
    "compose": [
        "check-jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        str(DEPLOY / "compose.yaml"),
    ],
    "kubernetes": ["kubernetes-validate", "--strict", *MANIFESTS],
    # The Host that the viewer sent is passed on whole, since $host has no port: it is compared
    # with a websocket's Origin, and nothing else is made of it.
    "gixy": ["gixy", "--skips", "host_spoofing", str(DEPLOY / "nginx" / "nginx.conf")],
}


@pytest.mark.parametrize("name", LINTERS)
def test_the_linter_finds_nothing(name):
    program, *arguments = LINTERS[name]
    done = subprocess.run(
        [BIN / program, *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nginx_accepts_its_configuration(tmp_path):
    program = require_nginx()
    for path in (DEPLOY / "nginx").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    # Names that resolve only in the compose network.
    (tmp_path / "replicas.conf").write_text("server 127.0.0.1:8501;\n")
    user = "user root;" if os.geteuid() == 0 else ""
    command = [program, "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-g", user]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_compose_and_nginx_name_the_same_replicas():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    servers = (DEPLOY / "nginx" / "replicas.conf").read_text("utf-8").splitlines()
    named = {line.split()[1].removesuffix(":8501") for line in servers if line.startswith("server")}
    assert named == {name for name in compose["services"] if name.startswith("atlas-")}


def test_no_container_may_write_outside_of_its_temporary_folder_or_be_root():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    assert all(service["read_only"] for service in compose["services"].values())
    assert "USER 10001" in (DEPLOY / "Dockerfile").read_text("utf-8")
    pod = yaml.safe_load((DEPLOY / "kubernetes" / "deployment.yaml").read_text("utf-8"))
    spec = pod["spec"]["template"]["spec"]
    assert spec["securityContext"]["runAsNonRoot"]
    assert spec["containers"][0]["securityContext"]["readOnlyRootFilesystem"]


def test_the_image_gets_every_folder_that_the_dashboard_runs_on():
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    for name in ("geo", "ui", "pages", "data"):
        assert f"!{name}/" in kept
    assert kept[1] == "*"

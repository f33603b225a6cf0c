"""One direction: geo -> ui -> pages -> dashboard, and geo without Streamlit."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("geo", "ui", "pages", "dashboard")
FILES = sorted(
    path for layer in LAYERS for path in [*ROOT.glob(f"{layer}/**/*.py"), *ROOT.glob(f"{layer}.py")]
)


def imported(path):
    """Return the first names of what a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports name their package"
            names.add(str(node.module).split(".")[0])
    return names


def test_nothing_imports_what_is_built_on_it():
    wrong = []
    for path in FILES:
        layer = path.relative_to(ROOT).parts[0].removesuffix(".py")
        above = {*LAYERS[LAYERS.index(layer) + 1 :], "tests", "pytest", "script", "benchmarks"}
        if layer == "pages":
            above.add("pages")  # a page is opened, never imported
        if layer == "geo":
            above |= {"streamlit", "starlette"}
        wrong += [f"{path.relative_to(ROOT)} imports {name}" for name in imported(path) & above]
    assert wrong == []
    assert len(FILES) > 40


def test_geo_runs_without_streamlit():
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in ROOT.glob("geo/*.py")
        if path.stem != "__main__"
    ]
    assert "geo.cli" in modules
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\n"
    code += "sys.exit('streamlit' in sys.modules)"
    subprocess.run([sys.executable, "-c", code, *modules], cwd=ROOT, check=True, timeout=60)


def test_large_parts_are_imported_before_the_first_viewer():
    """Nothing that a page imports brings in another large package: the first run would wait."""
    pages = "\n".join(path.read_text("utf-8") for path in sorted(ROOT.glob("pages/*.py")))
    names = sorted({line.split()[1] for line in pages.splitlines() if line.startswith("from ui.")})
    code = (
        "import importlib, sys, ui.routes\n"
        "for name in ui.routes._LARGE_PARTS: importlib.import_module(name)\n"
        "before = {name.partition('.')[0] for name in sys.modules}\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules} - before))\n"
    )
    command = [sys.executable, "-c", code, *names]
    done = subprocess.run(
        command, cwd=ROOT, check=True, timeout=120, capture_output=True, text=True
    )
    assert done.stdout.split() == []

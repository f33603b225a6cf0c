"""The command: ``benchmarks/run viewer|server|library|all [--quick]``."""

from __future__ import annotations

import argparse

from benchmarks import library, server, viewer
from benchmarks.report import write_readme
from benchmarks.results import save

PARTS = {"library": library.measure, "server": server.measure, "viewer": viewer.measure}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks/run", description=__doc__)
    parser.add_argument("part", choices=[*PARTS, "all", "table"])
    parser.add_argument("--quick", action="store_true", help="few and small, to try the benchmark")
    options = parser.parse_args()
    for name, measure in PARTS.items():
        if options.part in (name, "all"):
            save(name, measure(is_quick=options.quick))
    write_readme()


if __name__ == "__main__":
    main()

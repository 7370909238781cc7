"""One article from a cold start: benchmarks/coldstart.py, as a section."""

from __future__ import annotations

from importlib import import_module

from speed.options import Options
from speed.report import Section
from speed.workbench import Workbench


def cold(_: Workbench, options: Options) -> Section:
    """Its table, as it prints it; at least 15 rounds."""
    lines: list[str] = import_module("coldstart").lines(max(3 * options.rounds, 15))
    return Section("Cold start", ["\n".join(lines)], [])

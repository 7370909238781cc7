"""One article from a cold start: benchmarks/coldstart.py, as a section."""

from __future__ import annotations

from benchmarks.speed.options import Options
from benchmarks.speed.report import Section
from benchmarks.speed.workbench import Workbench


def cold(bench: Workbench, options: Options) -> Section:
    """Not there yet."""
    return Section("Cold start", ["Not measured yet."], [])

"""How fast tristance is, beside whom, and how it grows: prints the tables, and writes benchmarks/results.md.

    make bench                                  # everything, some half an hour on two cores
    make bench CHECK=1                          # the race of `classify` alone, against results.json and floors.toml
    python benchmarks/bench.py --only growth    # one section; the others in results.md stay
    python benchmarks/bench.py --quick          # a little of everything in a minute, written nowhere

Equality with scikit-learn's pipeline is checked before anything is timed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from threadpoolctl import threadpool_limits

from speed.floors import read_floors, regressions
from speed.machine import load, machine, ran
from speed.options import Options
from speed.report import Section, read, write
from speed.workbench import Workbench

RESULTS = Path(__file__).parent
SECTIONS = ("classify", "quality", "growth", "processes", "files", "cold", "nested")
PARAGRAPHS, QUICK = 20_000, 120
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_FEW = 50  # a quick run takes one article in so many


def main() -> None:
    """Run the sections asked for; with --check, compare and write nothing."""
    given = _arguments()
    options = Options(given.rounds or (1 if given.quick else 7), quick=given.quick, check=given.check)
    paragraphs = given.paragraphs or (QUICK if given.quick else PARAGRAPHS)
    os.environ.update(dict.fromkeys(_THREADS, "1"))  # of the processes that are started; here:
    with threadpool_limits(1), TemporaryDirectory(prefix="tristance-bench-") as folder:
        (Path(folder) / "models").mkdir()
        bench = Workbench(Path(folder), paragraphs, _FEW if given.quick else 1)
        for name in _named(given):
            section = _run(name, bench, options)
            if given.check:
                _check(section)
            elif given.results or not given.quick:
                kept = {**read(given.results or RESULTS), name: section}
                write(given.results or RESULTS, {own: kept[own] for own in SECTIONS if own in kept})


def _named(given: argparse.Namespace) -> list[str]:
    """The sections to run."""
    if given.check:
        return ["classify"]
    return given.only or [name for name in SECTIONS if not (given.quick and name == "cold")]  # that takes 15 rounds


def _run(name: str, bench: Workbench, options: Options) -> Section:
    """One section, printed as soon as it is done."""
    # Imported only now: the processes of a section import this file too, and their own work is what they need.
    find: Callable[[Workbench, Options], Section] = getattr(import_module(f"speed.{name}"), name)
    before, start = load(), time.perf_counter()
    section = find(bench, options)
    section = replace(section, machine=machine(), ran=ran(time.perf_counter() - start, before, load()))
    print("\n".join(section.lines()), flush=True)
    return section


def _check(found: Section) -> None:
    """Exit where a ratio fell, with a line for each."""
    recorded = read(RESULTS)
    fell = regressions(found.ratios, recorded["classify"].ratios if "classify" in recorded else {})
    if fell:
        sys.exit("\n".join(fell))
    print(f"All {len(read_floors())} ratios hold.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=SECTIONS, action="append", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--rounds", type=int, metavar="N", help="of each race (default: 7)")
    parser.add_argument("--paragraphs", type=int, metavar="N", help=f"of the corpus (default: {PARAGRAPHS:,})")
    parser.add_argument("--quick", action="store_true", help="a little of everything; its times mean nothing")
    parser.add_argument("--check", action="store_true", help="fail where a ratio fell; write nothing")
    parser.add_argument("--results", type=Path, metavar="FOLDER", help="write there (default: benchmarks)")
    return parser.parse_args()


if __name__ == "__main__":
    main()

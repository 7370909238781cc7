"""One article through ``tristance classify``, from a cold start, above what any such command pays for its imports.

Run: python benchmarks/coldstart.py [--rounds N]. Each round starts the base, the command and its ``--help`` once, one
after another; the medians of all rounds are printed. Which command is started is said: the one that is installed beside
this interpreter, or else ``python -m tristance``.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tristance.model.compiled import why_not

ROOT = Path(__file__).parent.parent
BASE = "import numpy, typer, rich.table"
ALLOWED = 60  # milliseconds above the base
_LEAST = 15


def lines(rounds: int = 21) -> list[str]:
    """A table in Markdown: the medians of *rounds* interleaved rounds, and what is above the base. At least 15."""
    if rounds < _LEAST:
        raise ValueError(f"{rounds} rounds, where {_LEAST} are the least that a median is taken of")
    command, name = _command()
    article = str(ROOT / "examples" / "article.txt")
    contestants = {
        f"`python -c '{BASE}'`": [sys.executable, "-c", BASE],
        f"`{name} classify examples/article.txt`": [*command, "classify", article],
        f"`{name} --help`": [*command, "--help"],
    }
    took: dict[str, list[float]] = {each: [] for each in contestants}
    for number in range(rounds + 1):
        for each, arguments in contestants.items():
            seconds = _seconds(arguments)
            if number:  # the first round fills the caches of the disk
                took[each].append(seconds)
    medians = {each: 1000 * statistics.median(seconds) for each, seconds in took.items()}
    base = next(iter(medians.values()))
    table = ["| command | median, ms | fastest, ms | above the base, ms |", "| --- | ---: | ---: | ---: |"]
    table += [
        f"| {each} | {median:.0f} | {1000 * min(took[each]):.0f} | {median - base:+.0f} |"
        for each, median in medians.items()
    ]
    scored = why_not()
    return [*table, "", f"{rounds} rounds; scored by {'the kernel' if scored is None else f'numpy ({scored})'}."]


def _command() -> tuple[list[str], str]:
    installed = Path(sys.executable).parent / "tristance"
    if installed.is_file():
        return [str(installed)], "tristance"
    return [sys.executable, "-m", "tristance"], "python -m tristance"


def _seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True)  # noqa: S603  # our own commands
    return time.perf_counter() - start


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    print("\n".join(lines(parser.parse_args().rounds)))

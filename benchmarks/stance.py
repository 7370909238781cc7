"""Other people's benchmarks, through this project's own code: SemEval-2016 Task 6A and BABE, from files that you name.

    python benchmarks/stance.py trainingdata.txt trialdata.txt
    python benchmarks/stance.py trainingdata.txt trialdata.txt --test testdata-taskA-gold.txt
    python benchmarks/stance.py final_labels_SG2.csv --seeds 3 --json babe.json

Without --test: nested cross-validation in five folds. With it: trained on FILE, scored on the test, as the task has it.
Files of the same benchmark are put together. The recipe is the default one, and there is no option for either
benchmark. The scores are printed beside published ones (published.toml). The files belong to others, and are not
shipped; docs/benchmarks.md says where they come from.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from stance_files import Benchmark, Row, read
from stance_scores import by_seed, score
from stance_table import Run
from stance_tagging import tag
from tristance.cli.screen import count, printable, write_json
from tristance.errors import BadTable, TristanceError

Named = tuple[Path, list[Row]]
_MOST_SEEDS = 100


def run(benchmark: Benchmark, files: Sequence[Named], test: Named | None, seeds: int) -> Run:
    """One benchmark's scores."""
    began = time.perf_counter()
    rows = [row for _, found in files for row in found]
    tests = test[1] if test else []
    trained, asked = {row.target for row in rows}, {row.target for row in tests}
    if tests and not trained & asked:
        raise BadTable(f"{test[0] if test else ''}: none of its targets has rows to train on")
    tagged = [
        tag(
            benchmark,
            target,
            [row for row in rows if row.target == target],
            [row for row in tests if row.target == target],
            seeds,
        )
        for target in sorted(trained & asked if tests else trained)
    ]
    left = [f"{count(sum(row.target == t for row in tests), 'test row')} of {t!r} left out: no rows to train on"
            for t in sorted(asked - trained)]  # fmt: skip
    repeated = sum(part.repeated for part in tagged)
    if repeated:
        left.append(f"{count(repeated, 'row')} left out: the same text in the same article")
    lines, commonest = score(benchmark, tagged)
    return Run(
        benchmark,
        tuple(path.name for path, _ in files),
        test[0].name if test else "",
        len(rows) - repeated,
        len(tagged),
        lines,
        commonest,
        by_seed(benchmark, tagged),
        time.perf_counter() - began,
        tuple(left),
    )


def runs(files: Sequence[Path], test: Path | None) -> list[tuple[Benchmark, list[Named], Named | None]]:
    """What is to be scored: every benchmark with its files. All are read before the first is scored."""
    found: dict[str, tuple[Benchmark, list[Named]]] = {}
    for path in files:
        benchmark, rows = read(path)
        found.setdefault(benchmark.key, (benchmark, []))[1].append((path, rows))
    if test is None:
        return [(benchmark, named, None) for benchmark, named in found.values()]
    benchmark, rows = read(test)
    if list(found) != [benchmark.key]:
        raise BadTable(f"{test}: a test of {benchmark.name}, so the other files should be of it, and of no other")
    return [(*found[benchmark.key], (test, rows))]


def _seeds(given: str) -> int:
    if not given.isdecimal() or not 1 <= int(given) <= _MOST_SEEDS:
        raise argparse.ArgumentTypeError(f"{given!r} is not a number from 1 to {_MOST_SEEDS}")
    return int(given)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each benchmark's table; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--test", type=Path, metavar="FILE", help="train on the other files, and score this one")
    parser.add_argument("--seeds", type=_seeds, default=1, metavar="N", help="the folds of how many seeds; 1 to 100")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON; - is standard output")
    options = parser.parse_args(arguments)
    done = []
    try:
        for benchmark, named, test in runs(options.files, options.test):
            done.append(run(benchmark, named, test, options.seeds))
            if options.json != "-":
                print(done[-1].as_markdown(), end="\n\n", flush=True)
        if options.json:
            write_json(options.json, {"benchmarks": [each.as_json() for each in done]})
    except TristanceError as error:
        print(f"error: {printable(str(error))}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

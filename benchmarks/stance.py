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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from stance_files import Benchmark, Row, read
from stance_scores import by_seed, score
from stance_table import Run
from stance_tagging import tag
from tristance.cli.screen import count, printable, write_json
from tristance.cli.target import apart, require_places
from tristance.errors import BadTable, TristanceError

Named = tuple[Path, list[Row]]
Targets = Mapping[str, Sequence[Row]]
_MOST_SEEDS = 100


def run(benchmark: Benchmark, files: Sequence[Named], test: Named | None, seeds: int) -> Run:
    """One benchmark's scores."""
    began = time.perf_counter()
    trained = _by_target(row for _, rows in files for row in rows)
    tested = _by_target(test[1]) if test else dict.fromkeys(trained, ())
    targets = sorted(trained.keys() & tested.keys())
    if not targets:
        raise BadTable(f"{test[0] if test else ''}: none of its targets has rows to train on")
    tagged = [tag(benchmark, target, trained[target], tested[target], seeds) for target in targets]
    repeated = sum(part.repeated for part in tagged)
    lines, commonest = score(benchmark, tagged)
    return Run(
        benchmark,
        tuple(path.name for path, _ in files),
        test[0].name if test else "",
        sum(len(trained[target]) for target in targets) - repeated,
        len(tagged),
        lines,
        commonest,
        by_seed(benchmark, tagged),
        time.perf_counter() - began,
        tuple(_notes(trained, tested, repeated)),
    )


def _by_target(rows: Iterable[Row]) -> dict[str, Sequence[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.target, []).append(row)
    return dict(found)


def _notes(trained: Targets, tested: Targets, repeated: int) -> Iterator[str]:
    """What was left out, and what makes a test easier than it looks."""
    for target in sorted(tested.keys() - trained.keys()):
        yield f"{count(len(tested[target]), 'test row')} of {target!r} left out: no rows to train on"
    if repeated:
        yield f"{count(repeated, 'row')} left out: the same text in the same article"
    known = {(row.target, row.text) for rows in trained.values() for row in rows}
    seen = sum((row.target, row.text) in known for rows in tested.values() for row in rows)
    if seen:
        yield f"{count(seen, 'test row')} trained on too: the score flatters"


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
        apart([options.json], [*options.files, options.test])
        require_places([options.json])
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

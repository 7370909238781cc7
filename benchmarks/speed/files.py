"""From file to file, as a user runs it: a table in, tags and probabilities out, from a cold start."""

from __future__ import annotations

import csv
import json
import statistics
import subprocess
import sys
from pathlib import Path

from speed.machine import one_core
from speed.options import Options
from speed.race import Job, race, times_as_fast
from speed.raced import MEGA
from speed.report import Section, Table
from speed.workbench import Workbench

ROWS, QUICK = 10_000, 100
_NOTE = (
    "tags out, as Parquet where it came in so, else as JSON Lines: whole processes, the start of the "
    "interpreter and the loading of the model included. scikit-learn is a script (speed/tagging_script.py) with its "
    "pipeline pickled and all rows in one call."
)
_FOLDER = Path(__file__).parents[1]  # where `speed` is found


def files(bench: Workbench, options: Options) -> Section:
    """CSV, JSON Lines and Parquet in: the command line, and the script that one would write around scikit-learn."""
    n, rounds = (QUICK, 1) if options.quick else (min(ROWS, bench.paragraphs), 3)
    texts = bench.texts[:n]
    bench.frozen("as shipped")  # both models are on disk before a process asks for them
    rows = []
    for form in ("csv", "jsonl", "parquet"):
        table = _written(bench, form, texts)
        with one_core():
            laps = race(_jobs(bench, table), rounds, warm=not options.quick)
        theirs = next(iter(laps.values()))
        for name, own in laps.items():
            wall = statistics.median(lap.wall for lap in own)
            cpu = statistics.median(lap.cpu for lap in own)
            fast = str(times_as_fast(own, theirs))
            rate = table.stat().st_size / MEGA / wall
            rows.append((form, name, f"{wall:.2f}", f"{cpu:.2f}", f"{n / wall:,.0f}", f"{rate:.1f}", fast))
    return Section(
        "File to file",
        [f"{n:,} rows of a table in, {_NOTE}", f"Medians of {rounds} rounds on one core."],
        [Table(("from", "contestant", "wall s", "CPU s", "rows/s", "MB/s", "× scikit-learn"), rows, words=2)],
    )


def _jobs(bench: Workbench, table: Path) -> dict[str, Job]:
    python, out = sys.executable, bench.folder / f"out{_suffix(table)}"
    pickled = bench.folder / "as shipped.pickle"
    script = [python, "-m", "speed.tagging_script", str(pickled), str(table), str(out)]
    models = bench.folder / "models"
    options = ["--models", str(models), "--model", "as shipped", "-o", str(out)]
    command = [python, "-m", "tristance", "classify", str(table), *options]
    return {"scikit-learn script": lambda: _run(script), "`tristance classify`": lambda: _run(command)}


def _suffix(table: Path) -> str:
    return ".parquet" if table.suffix == ".parquet" else ".jsonl"


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=_FOLDER, check=True, capture_output=True)  # noqa: S603  # ourselves


def _written(bench: Workbench, form: str, texts: list[str]) -> Path:
    path = bench.folder / f"table.{form}"
    if form == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.table({"id": range(len(texts)), "text": texts}), path)
        return path
    with path.open("w", encoding="utf-8", newline="") as file:
        if form == "csv":
            writer = csv.writer(file)
            writer.writerow(("id", "text"))
            writer.writerows(enumerate(texts))
        else:
            file.writelines(f"{json.dumps({'id': i, 'text': t}, ensure_ascii=False)}\n" for i, t in enumerate(texts))
    return path

"""What one writes around scikit-learn to tag a table: MODEL.pickle TABLE OUT."""

from __future__ import annotations

import csv
import json
import pickle
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Read, score, write."""
    model, table, out = map(Path, sys.argv[1:])
    pipeline = pickle.loads(model.read_bytes())  # noqa: S301  # our own file
    if table.suffix == ".parquet":
        _parquet(pipeline, table, out)
        return
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file)) if table.suffix == ".csv" else [json.loads(line) for line in file]
    probabilities = pipeline.predict_proba([row["text"] for row in rows])
    with out.open("w", encoding="utf-8") as file:
        for row, p in zip(rows, probabilities.tolist(), strict=True):
            tag = max(range(len(p)), key=p.__getitem__)
            file.write(json.dumps({**row, "tag": tag, "p": p}, ensure_ascii=False) + "\n")


def _parquet(pipeline: Any, table: Path, out: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    read = pq.read_table(table)
    probabilities = pipeline.predict_proba(read["text"].to_pylist())
    read = read.append_column("tag", pa.array(probabilities.argmax(axis=1)))
    for k, column in enumerate(probabilities.T):
        read = read.append_column(f"p_{k}", pa.array(column))
    pq.write_table(read, out)


if __name__ == "__main__":
    main()

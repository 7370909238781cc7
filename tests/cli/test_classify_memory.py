"""Memory does not grow with the table: peaks of whole processes, from Parquet to Parquet."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from command import Tristance

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="peaks are told in other units elsewhere")
CODE = """
import resource, sys
from tristance.cli import app
try:
    app(sys.argv[1:], prog_name="tristance")
except SystemExit as end:
    assert not end.code, end.code
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_WORDS = ("the", "new", "quay", "noise", "ferry", "council", "port", "lorries", "basin", "ships", "town", "early")
_GROUP = 25_000


def table(path: Path, n: int) -> Path:
    """*n* rows of 88 words."""
    chance = random.Random(n)  # noqa: S311  # not for secrets
    runs = [" ".join(chance.choices(_WORDS, k=29)) for _ in range(4000)]
    schema = pa.schema([("id", pa.int64()), ("text", pa.string())])
    with pq.ParquetWriter(path, schema) as writer:
        for start in range(0, n, _GROUP):
            ids = range(start, min(n, start + _GROUP))
            texts = [f"{i} {' '.join(chance.choices(runs, k=3))}" for i in ids]
            writer.write_table(pa.table({"id": ids, "text": texts}, schema=schema))
    return path


def peak(folder: Path, n: int) -> int:
    """The most memory that tagging *n* rows took, in KiB; every row comes out once and in order."""
    name = table(folder / f"{n}.parquet", n).name
    code = [sys.executable, "-c", CODE, "classify", name, "--model", "small", "-o", "out.parquet"]
    run = subprocess.run(  # noqa: S603  # ourselves
        code, cwd=folder, capture_output=True, text=True, check=True
    )
    ids = itertools.chain.from_iterable(
        batch["id"].to_pylist() for batch in pq.ParquetFile(folder / "out.parquet").iter_batches(columns=["id"])
    )
    assert all(i == number for number, i in enumerate(ids))
    assert pq.read_metadata(folder / "out.parquet").num_rows == n
    return int(run.stdout.splitlines()[-1])


def test_three_times_the_rows_take_no_more_memory(tristance: Tristance, tmp_path: Path) -> None:
    assert tristance.folder == tmp_path
    assert peak(tmp_path, 90_000) <= 1.15 * peak(tmp_path, 30_000)


@pytest.mark.soak
def test_a_million_rows_take_at_most_a_tenth_more_than_a_hundred_thousand(tristance: Tristance, tmp_path: Path) -> None:
    assert tristance.folder == tmp_path
    assert peak(tmp_path, 1_000_000) <= 1.1 * peak(tmp_path, 100_000)

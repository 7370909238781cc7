"""Tables of any size: compressed, as Parquet, in parts that a run can go on with, and with broken rows."""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from command import Tristance

SMALL = ("--model", "small")
TEXTS = ["the new quay", "noise of lorries", "a ferry left at seven"]


def written(path: Path, data: bytes) -> Path:
    """*data* in a file at *path*, compressed as its name says."""
    if path.suffix == ".gz":
        data = gzip.compress(data)
    elif path.suffix == ".zst":
        data = pa.compress(data, "zstd", asbytes=True)
    path.write_bytes(data)
    return path


def unpacked(path: Path) -> bytes:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".zst":
        with pa.CompressedInputStream(str(path), "zstd") as file:
            return bytes(file.read())
    return path.read_bytes()


def big(path: Path, n: int) -> Path:
    pq.write_table(pa.table({"id": range(n), "text": [f"{TEXTS[i % 3]} {i}" for i in range(n)]}), path)
    return path


def rows_of(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for part in sorted(folder.glob("part-*")):
        if part.suffix == ".parquet":
            found += pq.read_table(part).to_pylist()
        else:
            found += [json.loads(line) for line in part.read_text(encoding="utf-8").splitlines()]
    return found


def manifest(folder: Path) -> Any:
    return json.loads((folder / "_manifest.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("packed", [".gz", ".zst"])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.csv", "id,text\n" + "".join(f"{i},{t}\n" for i, t in enumerate(TEXTS)), id="csv"),
        pytest.param("a.tsv", "id\ttext\n" + "".join(f"{i}\t{t}\n" for i, t in enumerate(TEXTS)), id="tsv"),
        pytest.param("a.jsonl", "".join(json.dumps({"text": t}) + "\n" for t in TEXTS), id="jsonl"),
        pytest.param("a.ndjson", "".join(json.dumps({"text": t}) + "\n" for t in TEXTS), id="ndjson"),
    ],
)
def test_a_compressed_table_is_the_table(
    tristance: Tristance, tmp_path: Path, name: str, data: str, packed: str
) -> None:
    written(tmp_path / name, data.encode())
    written(tmp_path / f"{name}{packed}", data.encode())
    plain, archive = (tmp_path / f"out-{name}"), (tmp_path / f"out-{name}{packed}")
    for source, output in ((name, plain), (f"{name}{packed}", archive)):
        assert tristance("classify", source, *SMALL, "-o", output).exit_code == 0
    assert unpacked(archive) == plain.read_bytes()
    assert plain.read_bytes().count(b"\n") >= 3


@pytest.mark.parametrize("packed", [".gz", ".zst"])
def test_a_torn_archive_is_one_line(tristance: Tristance, tmp_path: Path, packed: str) -> None:
    noise = random.Random(1)  # noqa: S311  # not for secrets
    data = "".join(json.dumps({"text": f"quay {noise.random()}"}) + "\n" for _ in range(5000)).encode()
    path = written(tmp_path / f"a.jsonl{packed}", data)
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:-1], b"text\nno archive\n", whole + b"rubbish"):
        path.write_bytes(damaged)
        error = tristance.refuses("classify", path, *SMALL, "-o", "out.jsonl")
        assert f"a.jsonl{packed}: not a whole" in error
    assert not (tmp_path / "out.jsonl").exists()


def test_pyarrow_is_asked_for_where_it_is_needed(
    tristance: Tristance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    big(tmp_path / "a.parquet", 3)
    (tmp_path / "a.csv").write_text("text\nnoise\n")
    written(tmp_path / "a.csv.zst", b"text\nnoise\n")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for source, output in (
        ("a.parquet", "o.csv"),
        ("a.csv", "o.parquet"),
        ("a.csv.zst", "o.csv"),
        ("a.csv", "o.csv.zst"),
    ):
        error = tristance.refuses("classify", source, *SMALL, "-o", output)
        assert error.endswith("needs pyarrow; install it: pip install 'tristance[bulk]'")
    assert tristance("classify", "a.csv", *SMALL, "-o", "o.csv").exit_code == 0


def test_parquet_becomes_what_is_asked_for(tristance: Tristance, tmp_path: Path) -> None:
    big(tmp_path / "a.parquet", 3)
    for output in ("o.parquet", "o.csv", "o.jsonl"):
        assert tristance("classify", "a.parquet", *SMALL, "-o", output).exit_code == 0
    rows = pq.read_table(tmp_path / "o.parquet").to_pylist()
    assert [json.loads(line) for line in (tmp_path / "o.jsonl").read_text().splitlines()] == rows
    with (tmp_path / "o.csv").open(newline="") as file:
        assert list(csv.DictReader(file)) == [{name: str(value) for name, value in row.items()} for row in rows]
    assert "the new quay 0" in tristance("classify", "a.parquet", *SMALL).stdout
    assert (tmp_path / "o.parquet.manifest.json").exists()


BROKEN = b'{"text": "noise", "n": 1}\n{"text\n\n[1]\n{"text": 5, "n": 2}\n{"text": "the new quay", "n": 3}\n'


def test_broken_rows_are_set_aside_with_their_reasons(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(BROKEN)
    result = tristance("classify", "a.jsonl", *SMALL, "-o", "out.jsonl")
    assert result.exit_code == 3
    assert "3 broken rows of 5 left out, with the reason in out.jsonl.broken.csv" in result.stderr
    assert [json.loads(line)["n"] for line in (tmp_path / "out.jsonl").read_text().splitlines()] == [1, 3]
    with (tmp_path / "out.jsonl.broken.csv").open(encoding="utf-8", newline="") as file:
        aside = list(csv.DictReader(file))
    assert [(row["line"], row["row"]) for row in aside] == [
        ("2", '{"text\n'),
        ("4", "[1]\n"),
        ("5", '{"text": 5, "n": 2}\n'),
    ]
    assert "not a line of JSON" in aside[0]["reason"]
    assert json.loads((tmp_path / "out.jsonl.manifest.json").read_text())["rows"]["broken"] == 3


def test_a_broken_row_of_csv_does_not_take_the_next_with_it(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'id,text\n1,noise\n2,a,b\n3,"x"y\n4,"two\nlines",more\n5,a quay\n6,"open\n7,end')
    assert tristance("classify", "a.csv", *SMALL, "-o", "out.csv").exit_code == 3
    with (tmp_path / "out.csv").open(newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["1", "5"]
    with (tmp_path / "out.csv.broken.csv").open(newline="") as file:
        aside = [(row["line"], row["row"]) for row in csv.DictReader(file)]
    assert aside == [("3", "2,a,b\n"), ("4", '3,"x"y\n'), ("5", '4,"two\nlines",more\n'), ("8", '6,"open\n7,end')]


def test_no_other_file_is_taken_for_one_of_broken_rows(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "o.csv.broken.csv").write_bytes(b"text\nnoise\n")
    (tmp_path / "a.csv").write_bytes(b"text\nnoise\n")
    error = tristance.refuses("classify", "a.csv", *SMALL, "-o", "o.csv")
    assert "o.csv.broken.csv: is there already, and no file of broken rows" in error
    error = tristance.refuses("classify", "o.csv.broken.csv", *SMALL, "-o", "o.csv")
    assert "o.csv.broken.csv: is what is read here" in error
    assert (tmp_path / "o.csv.broken.csv").read_bytes() == b"text\nnoise\n"


def test_the_file_of_broken_rows_goes_with_them(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(BROKEN)
    tristance("classify", "a.jsonl", *SMALL, "-o", "out.jsonl")
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "noise"}\n')
    assert tristance("classify", "a.jsonl", *SMALL, "-o", "out.jsonl").exit_code == 0
    assert not (tmp_path / "out.jsonl.broken.csv").exists()


@pytest.mark.parametrize(
    "arguments", [["-o", "out.jsonl", "--strict"], ["-o", "parts/", "--strict"], ["-o", "a.jsonl"], []]
)
def test_a_broken_row_ends_the_run_where_it_may_not_be_lost(
    tristance: Tristance, tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "a.jsonl").write_bytes(BROKEN)
    assert "a.jsonl:2: not a line of JSON" in tristance.refuses("classify", "a.jsonl", *SMALL, *arguments)
    assert (tmp_path / "a.jsonl").read_bytes() == BROKEN
    assert not (tmp_path / "out.jsonl").exists()


def test_a_table_of_broken_rows_alone_is_an_error(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"{\n[]\n")
    assert "a.jsonl:1: not a line of JSON" in tristance.refuses("classify", "a.jsonl", *SMALL, "-o", "o.csv")
    assert not list(tmp_path.glob("o.csv*"))


@pytest.mark.parametrize("form", ["parquet", "jsonl", "csv", "tsv"])
def test_parts_are_the_one_file_cut(tristance: Tristance, tmp_path: Path, form: str) -> None:
    big(tmp_path / "a.parquet", 25)
    assert tristance("classify", "a.parquet", *SMALL, "-o", "parts/", "--batch", "10", "-f", form).exit_code == 0
    assert tristance("classify", "a.parquet", *SMALL, "-o", f"one.{form}").exit_code == 0
    parts = sorted((tmp_path / "parts").glob("part-*"))
    assert [path.name for path in parts] == [f"part-{i:05d}.{form}" for i in range(3)]
    if form == "parquet":
        assert pq.read_table(tmp_path / "parts").equals(pq.read_table(tmp_path / "one.parquet"))
    else:
        header = form != "jsonl"
        lines = [line for path in parts for line in path.read_text().splitlines()[header:]]
        assert lines == (tmp_path / f"one.{form}").read_text().splitlines()[header:]
    account = manifest(tmp_path / "parts")
    assert account["complete"]
    assert account["rows"]["rows"] == sum(part["rows"] for part in account["parts"]) == 25


def test_broken_rows_of_parts_are_counted_after_a_resume_too(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(BROKEN)
    for more in ([], ["--resume"]):
        result = tristance("classify", "a.jsonl", *SMALL, "-o", "parts/", "-f", "jsonl", "--batch", "1", *more)
        assert result.exit_code == 3
        assert "3 broken rows of 5 left out, with the reason in parts/_broken.csv" in result.stderr
    assert [row["n"] for row in rows_of(tmp_path / "parts")] == [1, 3]
    assert manifest(tmp_path / "parts")["rows"]["broken"] == 3


def test_only_the_same_run_goes_on(tristance: Tristance, tmp_path: Path) -> None:
    big(tmp_path / "a.parquet", 25)
    run = ("classify", "a.parquet", *SMALL, "-o", "parts", "--batch", "10")
    (tmp_path / "parts").mkdir()
    assert tristance(*run).exit_code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "parts").iterdir()}
    assert "parts: is not empty; go on with what is there by --resume" in tristance.refuses(*run)
    assert tristance(*run, "--resume").exit_code == 0
    assert "begun with another --batch (10, not 7)" in tristance.refuses(*run[:-1], "7", "--resume")
    assert "begun with another --format" in tristance.refuses(*run, "--resume", "-f", "csv")
    big(tmp_path / "a.parquet", 26)
    assert "begun with another input" in tristance.refuses(*run, "--resume")
    big(tmp_path / "a.parquet", 25)
    (tmp_path / "parts" / "part-00001.parquet").write_bytes(b"edited")
    assert "part-00001.parquet: has changed since" in tristance.refuses(*run, "--resume")
    (tmp_path / "parts" / "part-00001.parquet").unlink()
    assert tristance(*run, "--resume").exit_code == 0
    after = {path.name: path.read_bytes() for path in (tmp_path / "parts").iterdir()}
    assert {name: data for name, data in after.items() if name.startswith("part")} == {
        name: data for name, data in before.items() if name.startswith("part")
    }


def test_a_folder_without_a_manifest_is_not_gone_on_with(tristance: Tristance, tmp_path: Path) -> None:
    big(tmp_path / "a.parquet", 3)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "thesis.txt").write_text("mine")
    run = ("classify", "a.parquet", *SMALL, "-o", "parts/")
    assert "has no _manifest.json" in tristance.refuses(*run, "--resume")
    assert "is not empty" in tristance.refuses(*run)
    for text in ("[]", "{", '{"complete": true, "bound": {}, "parts": [{}]}'):
        (tmp_path / "parts" / "_manifest.json").write_text(text)
        assert "is not a manifest of parts" in tristance.refuses(*run, "--resume")


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.parquet", "-o", "o.csv", "--resume"],
        ["a.parquet", "--batch", "5"],
        ["a.parquet", "-o", "parts/", "-f", "table"],
        ["a.parquet", "-f", "parquet"],
        ["a.parquet", "-o", "o.parquet.gz"],
        ["a.parquet", "-o", "o.parquet.gz", "-f", "parquet"],
        ["a.txt", "-o", "parts/"],
        ["a.txt", "-o", "o.parquet", "-f", "parquet"],
    ],
    ids=" ".join,
)
def test_wrong_usage(tristance: Tristance, tmp_path: Path, arguments: list[str]) -> None:
    big(tmp_path / "a.parquet", 3)
    assert tristance("classify", *arguments, *SMALL).exit_code == 2
    assert not list(tmp_path.glob("o*"))


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    code = [sys.executable, "-m", "tristance", "classify", *arguments]
    return subprocess.Popen(code, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # ourselves


def kill_and_go_on(folder: Path, n: int, batch: int, kills: int, seed: int) -> int:
    """Kill a run at random moments until it has had *kills*, and go on each time; returns the kills amid the work."""
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    big(folder / "a.parquet", n)
    arguments = ["a.parquet", *SMALL, "-o", "parts/", "--batch", str(batch), "--resume"]
    parts = folder / "parts"
    amid = 0
    kept: dict[str, int] = {}
    for _ in range(kills):
        run = start(folder, *arguments)
        listed = len(list(parts.glob("part-*")))
        while run.poll() is None and len(list(parts.glob("part-*"))) < listed + chance.randrange(1, 3):
            time.sleep(0.002)
        time.sleep(chance.random() * 0.05)
        amid += run.poll() is None
        run.send_signal(signal.SIGKILL)
        run.wait()
        if (parts / "_manifest.json").exists():
            account = manifest(parts)
            for part in account["parts"]:  # a part that counted once is never made again
                inode = (parts / part["file"]).stat().st_ino
                assert kept.setdefault(part["file"], inode) == inode
    assert start(folder, *arguments).wait() == 0
    assert [row["id"] for row in rows_of(parts)] == list(range(n))
    assert manifest(parts)["complete"]
    assert not list(parts.glob(".*.tmp"))
    return amid


@pytest.mark.skipif(os.name == "nt", reason="kills")
def test_a_run_that_is_killed_goes_on_and_loses_no_row(tristance: Tristance, tmp_path: Path) -> None:
    assert tristance.folder == tmp_path
    assert kill_and_go_on(tmp_path, 3000, 100, 3, seed=5)


@pytest.mark.soak
def test_twenty_kills_lose_no_row(tristance: Tristance, tmp_path: Path) -> None:
    assert tristance.folder == tmp_path
    assert kill_and_go_on(tmp_path, 400_000, 4000, 20, seed=7) >= 15


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
from tristance.cli import main
sys.argv = ["tristance", *sys.argv[1:]]
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="needs limits of a process")
@pytest.mark.parametrize("output", ["o.parquet", "o.csv", "o.csv.gz", "o.jsonl.zst", "parts/"])
def test_a_full_disk_is_one_line_and_leaves_nothing_half_written(
    tristance: Tristance, tmp_path: Path, output: str
) -> None:
    assert tristance.folder == tmp_path
    noise = random.Random(2)  # noqa: S311  # not for secrets
    pq.write_table(pa.table({"text": [f"quay {noise.random()}" for _ in range(20_000)]}), tmp_path / "a.parquet")
    code = [sys.executable, "-c", LIMITED, "classify", "a.parquet", *SMALL, "-o", output]
    run = subprocess.run(code, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603  # ourselves
    assert run.returncode == 1, run.stderr
    assert run.stderr.startswith("error: ")
    assert "cannot be written (file too large)" in run.stderr
    assert run.stderr.count("\n") == 1
    assert {path.name for path in tmp_path.glob("*o*")} == {"models"}
    assert {path.name for path in (tmp_path / "parts").glob("*")} <= {".lock", "_manifest.json"}


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
def test_a_terminal_shows_the_rate_and_the_time_left(tristance: Tristance, tmp_path: Path) -> None:
    from terminal import Terminal

    assert tristance.folder == tmp_path
    big(tmp_path / "a.parquet", 150_000)
    with Terminal("classify", "a.parquet", *SMALL, "-o", "o.parquet") as screen:
        screen.shows("/150000")
        screen.shows("a second")
        assert screen.end() == 0
        assert "o.parquet: 150000 rows" in screen.drawn

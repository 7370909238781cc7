"""Any bytes as a text, and any bytes as a model: a fuzzer that follows the kernel's branches finds no fault."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from hostile import AWKWARD
from kernel_in_c import COMMON, SANITIZED, C, build, compiler, describe
from made_up_models import SHAPES, SOURCE

SECONDS = int(os.environ.get("TRISTANCE_FUZZ_SECONDS", "600"))  # of each of the two, which run side by side
# As fuzz_models.c reads a model: three tags, letters of the interpreter, a block, a cue and actors.
_WORDS = bytes([1, 1, 1, 2, 0, 17]) + b"quay\nthe\nthe quay" + bytes(range(20))
_CUE = bytes([0, 1, 2, 3, 4]) + b"quay"
_ACTORS = bytes([1, 1, 2, 3, 2, 0, 4]) + b"U.S." + bytes([1, 5]) + b"Korea"
_MODEL = bytes([2, 0, 0b10101, 90, 91, 92]) + _WORDS + _CUE + _ACTORS


@pytest.mark.soak
def test_a_fuzzer_finds_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clang = compiler("clang", "clang-14")
    description = tmp_path / "description"
    description.write_bytes(describe(SHAPES["everything"], [], COMMON))
    corpora = {
        "fuzz_texts": [text.encode(errors="surrogatepass") for text in (*AWKWARD.values(), SOURCE)],
        "fuzz_models": [_MODEL + text.encode(errors="surrogatepass") for text in AWKWARD.values()],
    }
    with contextlib.ExitStack() as stack:
        running = {
            name: stack.enter_context(_start(clang, name, seeds, description, tmp_path))
            for name, seeds in corpora.items()
        }
        codes = {name: process.wait() for name, process in running.items()}
    for name, code in codes.items():
        said = (tmp_path / f"{name}.log").read_text(encoding="utf-8", errors="replace")
        assert code == 0, said[-8000:]
        runs = re.search(r"stat::number_of_executed_units: (\d+)", said)
        covered = re.findall(r"cov: (\d+) ft: (\d+)", said)
        assert runs, said[-2000:]
        assert covered, said[-2000:]
        assert int(runs[1]) > 1000
        with capsys.disabled():
            print(f"\n{name}: {int(runs[1]):,} runs, {covered[-1][0]} edges, {covered[-1][1]} features")  # noqa: T201


def _start(clang: str, name: str, seeds: Sequence[bytes], description: Path, place: Path) -> subprocess.Popen[bytes]:
    flags = [f"{SANITIZED[0]},fuzzer", *SANITIZED[1:]]
    binary = build([clang, *flags], C / f"{name}.c", to=place / name)
    corpus = place / f"{name}_corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds):
        (corpus / str(number)).write_bytes(data)
    limits = [f"-max_total_time={SECONDS}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=4096"]
    with (place / f"{name}.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603  # our own
            [binary, corpus, *limits, "-print_final_stats=1"],
            stderr=log,
            env={**os.environ, "DESCRIPTION": str(description)},
            cwd=place,
        )

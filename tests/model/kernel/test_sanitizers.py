"""The kernel under the sanitizers of addresses, of leaks and of undefined behaviour: by itself, and in Python."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path

import numpy as np
import pytest

from hostile import AWKWARD, every_letter
from kernel_in_c import KERNEL, SANITIZED, WARNED, C, build, compiler, describe, pages_of, run
from made_up_models import SHAPES, SOURCE

ROOT = Path(__file__).resolve().parents[3]
TEXTS = [text for text in (*AWKWARD.values(), SOURCE, SOURCE * 200) if "\ud800" not in text and "\ud83d" not in text]
NOT_UTF_8 = [
    b"\x80",
    b"\xc0\x80",
    b"\xc1\xbf",
    b"\xc3",
    b"a\xe2\x82",
    b"\xed\xa0\x80",
    b"\xf0\x8f\xbf\xbf",
    b"\xf4\x90\x80\x80",
]
NOT_UTF_8 += [
    b"\xe0\x9f\xbf",
    b"\xf5\x80\x80\x80",
    b"\xff",
    b"quay \xf0\x9f\x99",
    b"\xce\xa3\x80",
    b"A\xce\xa3\xe2\x80",
]


@pytest.fixture(scope="module", params=["gcc", "clang"])
def harness(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = {"gcc": ("gcc",), "clang": ("clang", "clang-14")}[request.param]
    to = tmp_path_factory.mktemp("harness") / "harness"
    return build([compiler(*names), *SANITIZED, *WARNED], C / "harness.c", to=to)


@pytest.mark.soak
@pytest.mark.parametrize("name", SHAPES)
def test_the_kernel_alone_is_clean_and_says_what_numpy_says(harness: Path, name: str, tmp_path: Path) -> None:
    model = SHAPES[name]
    texts = [*TEXTS, *every_letter()]
    description = tmp_path / "description"
    description.write_bytes(describe(model, [text.encode() for text in texts] + NOT_UTF_8, pages_of(texts)))
    done = run([harness, description])
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    k = len(model.intercepts)
    expected = model.vectorised.logits(texts)
    for text, line, row in zip(texts, lines, expected, strict=False):
        assert line[0] == ("1" if "İ" in text else "0")
        if line[0] == "0":
            np.testing.assert_allclose(np.array(line[1 : k + 1], float), row, rtol=0, atol=1e-9)
            calibrated = model.calibration.apply(row[None])[0]
            np.testing.assert_allclose(np.array(line[k + 1 :], float), calibrated, rtol=0, atol=1e-9)
    assert lines[len(texts) :] == [["2"]] * len(NOT_UTF_8)


@pytest.mark.soak
def test_the_tests_of_the_kernel_run_clean_in_python(tmp_path: Path) -> None:
    """They run in an interpreter of their own, on a copy of the package whose kernel is built with the sanitizers."""
    gcc = compiler("gcc")
    header = Path(sysconfig.get_path("include")) / "Python.h"
    if not header.exists():
        pytest.skip(f"{header} is not there: the headers of Python are not installed")
    place = tmp_path / "package"
    shutil.copytree(KERNEL.parents[1], place / "tristance", ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    module = place / "tristance" / "model" / "_kernel.abi3.so"
    sources = map(str, sorted(KERNEL.glob("*.c")))
    command = [gcc, *SANITIZED, "-g", "-O1", "-shared", "-fPIC", "-DPy_LIMITED_API=0x030B0000", f"-I{header.parent}"]
    built = run([*command, *sources, "-o", module, "-lm"])
    assert built.returncode == 0, built.stderr
    libraries = [_library(gcc, "libasan.so"), _library(gcc, "libubsan.so")]
    environment = {
        **os.environ,
        "PYTHONPATH": f"{place}{os.pathsep}{ROOT / 'tests'}",
        "LD_PRELOAD": " ".join(libraries),
        "ASAN_OPTIONS": "detect_leaks=0:halt_on_error=1:allocator_may_return_null=1",
        "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
        "PYTHONMALLOC": "malloc",
        "HYPOTHESIS_PROFILE": "default",
        "TRISTANCE_KERNEL": "",
    }
    own = [path for path in sorted(Path(__file__).parent.glob("test_kernel*.py")) if "memory" not in path.name]
    arguments = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-k",
        "not numpy",
        *map(str, own),
    ]
    done = run(arguments, cwd=ROOT, env=environment)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-8000:]
    assert "the kernel is" not in done.stdout, "it was not loaded"


def _library(gcc: str, name: str) -> str:
    found = run([gcc, f"-print-file-name={name}"]).stdout.strip()
    if not Path(found).is_absolute():
        pytest.skip(f"gcc has no {name}")
    return found

"""Standard output, or a device, that takes no more: one line on standard error, exit status 1, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
pytestmark = pytest.mark.skipif(not FULL.exists(), reason="a device that is always full: Linux has it")
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def run(
    *arguments: object, into: str | None = None, errors_into: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a program; standard output goes into the device *into*, or is kept."""
    command = [sys.executable, "-m", "tristance", *map(str, arguments)]
    with open(into or os.devnull, "wb") as out, open(errors_into or os.devnull, "wb") as err:
        return subprocess.run(  # noqa: S603  # our own code
            command,
            stdout=out if into else subprocess.PIPE,
            stderr=err if errors_into else subprocess.PIPE,
            text=True,
            check=False,
            env=ENVIRONMENT,
        )


@pytest.mark.parametrize(
    "arguments",
    [
        ["stats", "--labels", "FOLDER"],
        ["stats", "--labels", "FOLDER", "--json", "-"],
        ["check", "--labels", "FOLDER"],
        ["stats", "--help"],
    ],
)
def test_a_full_standard_output_is_one_line(labels_folder: Path, arguments: list[str]) -> None:
    words = [str(labels_folder) if word == "FOLDER" else word for word in arguments]
    done = run("labels", *words, into=str(FULL))
    assert done.returncode == 1
    assert done.stderr == "error: standard output: cannot be written (no space left on device)\n"


@pytest.mark.parametrize("arguments", [["stats", "--json", FULL], ["export", FULL, "--format", "csv"]])
def test_a_full_device_is_one_line(labels_folder: Path, arguments: list[object]) -> None:
    done = run("labels", *arguments, "--labels", labels_folder)
    assert done.returncode == 1
    assert done.stderr == "error: /dev/full: cannot be written (no space left on device)\n"


def test_both_streams_full_is_an_exit_status(labels_folder: Path) -> None:
    assert run("labels", "stats", "--labels", labels_folder, into=str(FULL), errors_into=str(FULL)).returncode == 1


def test_a_reader_that_went_away_is_no_fault(labels_folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as gone:  # a number
        done = subprocess.run(  # noqa: S603  # our own code
            [sys.executable, "-m", "tristance", "labels", "check", "--labels", str(labels_folder)],
            stdout=gone,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=ENVIRONMENT,
        )
    assert (done.returncode, done.stderr) == (1, "")


def test_a_closed_standard_output_is_no_fault(labels_folder: Path) -> None:
    code = "import sys; sys.stdout = None; from tristance.cli import main; main()"
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code, "labels", "check", "--labels", str(labels_folder)],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )
    assert (done.returncode, done.stderr) == (0, "")

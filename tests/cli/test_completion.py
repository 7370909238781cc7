"""What the shell offers when Tab is pressed."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from command import Tristance
from tristance.cli import app


def completed(line: str) -> list[str]:
    """What bash is offered for the last word of *line*."""
    words = line.split(" ")
    env = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_TRISTANCE_COMPLETE": "complete_bash"}
    result = CliRunner().invoke(app, [], env=env, prog_name="tristance")
    return str(result.stdout).split()


@pytest.mark.parametrize(
    "line",
    [
        "tristance classify --model ",
        "tristance evaluate -m ",
        "tristance models show ",
        "tristance models export ",
        "tristance audit ",
        "tristance compare ",
    ],
)
@pytest.mark.usefixtures("tristance")
def test_models_are_completed_by_name(line: str) -> None:
    assert completed(line) == ["default", "small"]
    assert completed(f"{line}s") == ["small"]


@pytest.mark.usefixtures("tristance")
def test_models_are_those_of_the_folder_that_was_named() -> None:
    assert completed("tristance classify --models elsewhere --model ") == ["default"]


def test_warnings_are_completed_by_code() -> None:
    assert "W31" in completed("tristance explain W3")
    assert set(completed("tristance explain W0")) >= {"W01", "W03"}


def test_options_and_commands_are_completed(tristance: Tristance) -> None:
    assert "models" in completed("tristance mo")
    assert completed("tristance models show --to") == ["--top"]
    assert "--install-completion" in tristance("--help").stdout

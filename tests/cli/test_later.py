"""Commands that are imported when they run: the help says of each what its own help says, and values stay checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from command import Tristance
from tristance.cli import app


def commands_of(group: Any) -> Iterator[Any]:
    """Every command below *group*."""
    for command in group.commands.values():
        if hasattr(command, "commands"):
            yield from commands_of(command)
        else:
            yield command


COMMANDS = list(commands_of(typer.main.get_command(app)))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.name} of {command._module}")
def test_the_summary_is_the_first_paragraph_of_the_help(command: Any) -> None:
    assert command.whole.help.split("\n\n")[0].replace("\n", " ") == command.help
    assert command.whole.name == command.name


def test_every_command_of_the_folder_is_listed() -> None:
    folder = Path(typer.main.get_command(app).package.replace(".", "/"))  # type: ignore[attr-defined]  # our group
    root = Path(__file__).parents[2] / "pipeline"
    there = {
        str(path.relative_to(root).with_suffix("")).replace("/", ".")
        for path in (root / folder).rglob("*.py")
        if "\ndef command(" in path.read_text(encoding="utf-8")
    }
    assert {command._module for command in COMMANDS} == there


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.name} of {command._module}")
def test_a_default_is_what_coercion_makes_of_it(command: Any) -> None:
    """So it may be taken as it is."""
    context = typer.Context(command.whole, resilient_parsing=True)
    for parameter in command.whole.params:
        if parameter.default is not None:
            coerced = parameter.get_runtime_param().coerce(parameter.default, param=parameter, ctx=context)
            assert (type(coerced), coerced) == (type(parameter.default), parameter.default), parameter.name


def test_the_commands_stand_in_the_order_of_use(tristance: Tristance) -> None:
    shown = tristance("--help").stdout
    places = [shown.index(f"│ {name} ") for name in ("classify", "train", "evaluate", "compare", "explain", "labels")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["clasify"], "No such command 'clasify'. Did you mean 'classify'?"),
        (["labels", "stat"], "Did you mean 'stats'?"),
        (["classify"], "Missing argument 'FILE'."),
        (["classify", "a.txt", "--max-error", "much"], "Invalid value for '--max-error'"),
        (["classify", "a.txt", "--max-error", "0.9"], "is no error rate"),
        (["classify", "a.txt", "--format", "xml"], "'xml' is not one of"),
        (["train", "--seed", "-1"], "Invalid value for '--seed'"),
        (["train", "--unheard"], "No such option"),
    ],
)
def test_wrong_usage_is_told(tristance: Tristance, arguments: list[str], message: str) -> None:
    result = tristance(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())

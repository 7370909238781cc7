"""Every ``console`` block of the documentation is run, and prints what the page says it prints.

In a block, a line that starts with ``$ `` is a command (it goes on where it ends in a backslash), and what follows is
its output. A page's blocks run in order in one folder, where ``examples``, ``labels`` and ``models`` are those of the
checkout. ``UPDATE_DOCS=1 pytest tests/test_docs.py`` writes the true output into the pages; read the difference.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from tristance.cli import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n", re.MULTILINE)


def run(command: str, folder: Path) -> str:
    """What *command* prints, on both outputs, in a shell in *folder*."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S603  # commands of our own pages
        ["bash", "-c", command],  # noqa: S607  # the shell that the pages are written for
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "120", "PYTHONWARNINGS": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + ("\n" if done.stdout else "")


def replayed(block: str, folder: Path) -> str:
    """The block with the true output behind each command."""
    return "".join(f"$ {command}\n{run(command, folder)}" for command in COMMAND.findall(block))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.skipif(not shutil.which("bash"), reason="the pages are written for bash")
def test_pages_say_what_commands_print(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name in ("examples", "labels", "models"):
        (tmp_path / name).symlink_to(ROOT / name) if name != "models" else shutil.copytree(
            ROOT / "models" / "default", tmp_path / "models" / "default"
        )
    blocks = BLOCK.findall(text)
    for block in blocks:
        if "$TRISTANCE_" in block and not all(os.environ.get(name) for name in re.findall(r"\$(TRISTANCE_\w+)", block)):
            continue  # texts that are not ours to ship; the figure stays as it was
        true = replayed(block, tmp_path)
        if os.environ.get("UPDATE_DOCS"):
            text = text.replace(block, true)
            page.write_text(text, encoding="utf-8")
        else:
            assert true == block


def test_every_command_is_in_the_documentation() -> None:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    commands = list(commands_of(typer.main.get_command(app)))
    assert "labels new" in commands
    assert [command for command in commands if not re.search(rf"^\$ tristance {command}\b", pages, re.MULTILINE)] == []


def commands_of(group: Any, above: str = "") -> Iterator[str]:
    """``classify``, ``labels new``, …: every command below *group*, as it is typed."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands_of(command, f"{above}{name} ")
        else:
            yield f"{above}{name}"


def test_links_lead_somewhere() -> None:
    for page in [*PAGES, ROOT / "labels" / "README.md"]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"

"""Running the command line as a user does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from tristance.cli import app


class Tristance:
    """Runs ``tristance`` in a folder of its own, where ``models/small`` is a trained model."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str | Path, stdin: bytes | None = None) -> Any:
        return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, prog_name="tristance")

    def figures(self, *arguments: str | Path) -> Any:
        """Run what must succeed with ``--json -``, and return its figures."""
        result = self(*arguments, "--json", "-")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def refuses(self, *arguments: str | Path, status: int = 1, stdin: bytes | None = None) -> str:
        """Run what must fail, and return its one line of error."""
        result = self(*arguments, stdin=stdin)
        assert result.exit_code == status, result.output
        lines = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
        assert len(lines) == 1
        assert "Traceback" not in result.output
        return str(lines[0])

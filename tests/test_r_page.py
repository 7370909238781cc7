"""The R of docs/r.md runs, where R is installed: all of it that needs neither a package nor the command on the path."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tristance.cli import app

ROOT = Path(__file__).resolve().parent.parent
RSCRIPT = shutil.which("Rscript")
BLOCK = re.compile(r"^```r\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.skipif(RSCRIPT is None, reason="Rscript is not installed (Debian: r-base-core)")
def test_the_page_of_r_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("examples", "models"):
        (tmp_path / name).symlink_to(ROOT / name)
    for command in ("classify examples/article.txt -o tagged.csv", "models export default model-csv"):
        assert CliRunner().invoke(app, command.split(), prog_name="tristance").exit_code == 0
    blocks = BLOCK.findall((ROOT / "docs" / "r.md").read_text(encoding="utf-8"))
    lines = [line for block in blocks if "system2" not in block for line in block.splitlines() if "::" not in line]
    assert len(lines) > 8
    (tmp_path / "page.R").write_text("\n".join(lines), encoding="utf-8")
    assert RSCRIPT is not None
    done = subprocess.run([RSCRIPT, "page.R"], capture_output=True, text=True, check=False)  # noqa: S603  # our own page
    assert done.returncode == 0, done.stderr
    assert "examples/article.txt" in done.stdout
    assert (tmp_path / "shares.csv").read_text(encoding="utf-8").startswith('"Var1","Var2","Freq"')
    assert "p_pro-China-balancing" in done.stdout

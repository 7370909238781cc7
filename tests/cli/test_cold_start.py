"""What a command does not import: each of these modules takes longer than an article does. No clock is read here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALWAYS = {
    *("sklearn", "scipy", "matplotlib", "pandas", "joblib", "threadpoolctl"),
    *("trafilatura", "lxml", "charset_normalizer", "filelock", "pydantic", "pydantic_core"),
    *("importlib.metadata", "multiprocessing", "asyncio", "tempfile", "gzip", "csv", "email"),
}
CODE = """
import sys
from tristance.cli import app
try:
    app(sys.argv[1:], prog_name="tristance")
except SystemExit as end:
    assert not end.code, end.code
print("loaded", *sys.modules)
"""


def loaded(*arguments: str) -> set[str]:
    """The modules in memory after ``tristance`` ran with *arguments*."""
    run = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", CODE, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(run.stdout.splitlines()[-1].split())


def commands(modules: set[str]) -> set[str]:
    """Those of *modules* that hold a command of the command line."""
    folder = ROOT / "pipeline"
    of_command = {
        ".".join(path.relative_to(folder).with_suffix("").parts)
        for path in (folder / "tristance" / "cli").rglob("*.py")
        if "\ndef command(" in path.read_text(encoding="utf-8")
    }
    return modules & of_command


def test_an_article_is_classified_without_what_it_does_not_need() -> None:
    modules = loaded("classify", "examples/article.txt")
    assert "numpy" in modules
    assert modules & ALWAYS == set()
    assert commands(modules) == {"tristance.cli.classify"}
    assert not any(
        name.startswith(("tristance.training", "tristance.evaluation", "tristance.labels")) for name in modules
    )


def test_parquet_is_classified_without_pandas(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": ["the new quay", None, " "]}), tmp_path / "a.parquet")
    modules = loaded("classify", str(tmp_path / "a.parquet"), "-o", str(tmp_path / "b.parquet"))
    assert "pyarrow.parquet" in modules
    assert modules & {"pandas", "sklearn", "scipy", "matplotlib", "trafilatura"} == set()


@pytest.mark.parametrize("arguments", [["--help"], ["labels", "--help"], ["--version"]])
def test_help_imports_no_command(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert modules & (ALWAYS | {"numpy"}) == set()
    assert commands(modules) == set()


def test_the_help_of_a_command_imports_that_command_alone() -> None:
    modules = loaded("evaluate", "--help")
    assert modules & (ALWAYS | {"numpy"}) == set()
    assert commands(modules) == {"tristance.cli.evaluate"}

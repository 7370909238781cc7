"""The house keeps its shape: imports point back, modules stay small, nothing heavy loads before it is needed."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pipeline" / "tristance"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Each station may import those before it, and itself.
STATIONS = (
    "errors",
    "schema",
    "files",
    "resources",
    "measures",
    "articles",
    "labels",
    "model",
    "training",
    "evaluation",
    "classification",
    "report",
    "api",
    "cli",
)

# What the package itself and ``__main__`` may import: the names that it offers, and the command.
DOORS = {"__init__": {"tristance.api", "tristance.errors", "tristance.schema"}, "__main__": {"tristance.cli"}}


def station(module: str) -> str:
    """The station of a dotted name within the package; its root, ``tristance`` itself, belongs to none."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports(path: Path) -> set[str]:
    """The names of our own modules that the module at *path* imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            found |= {
                f"{node.module}.{alias.name}" if node.module == "tristance" else str(node.module)
                for alias in node.names
            }
    return {name for name in found if name.split(".")[0] == "tristance"}


def test_every_folder_is_a_station() -> None:
    places = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES}
    assert places - set(DOORS) == set(STATIONS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_back(path: Path) -> None:
    mine = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if mine in DOORS:
        assert imports(path) <= DOORS[mine]
        return
    behind = STATIONS[: STATIONS.index(mine) + 1]
    forward = {
        name for name in imports(path) if station(name) and station(name) in STATIONS and station(name) not in behind
    }
    assert not forward


def test_modules_are_small() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert statistics.median(lengths.values()) <= 150
    assert max(lengths.values()) <= 400, max(lengths, key=lengths.__getitem__)


def test_only_the_command_line_prints_or_exits() -> None:
    for path in MODULES:
        if "cli" in path.relative_to(PACKAGE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            assert name not in {"print", "sys.exit", "exit", "typer.echo"}, f"{path}: {name}"


def test_no_module_is_a_drawer() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "util", "helpers", "common", "misc"}


def test_every_package_is_packaged() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        listed = tomllib.load(file)["tool"]["setuptools"]["packages"]
    folders = {
        ".".join(path.parent.relative_to(PACKAGE.parent).parts) for path in MODULES if path.name == "__init__.py"
    }
    assert {name for name in listed if ".bundled" not in name} == folders


def loaded_by(*arguments: str) -> set[str]:
    """The modules in memory after the command line ran with *arguments*."""
    code = (
        "import sys\n"
        "from tristance.cli import app\n"
        f"sys.argv = ['tristance', *{list(arguments)!r}]\n"
        "try:\n    app()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "print('\\n' + '\\n'.join(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603  # our own code
    return set(run.stdout.splitlines())


def test_help_is_quick() -> None:
    loaded = loaded_by("--help")
    assert not loaded & {"numpy", "sklearn", "scipy", "joblib", "trafilatura", "pydantic", "charset_normalizer"}


def test_classifying_needs_no_scikit_learn() -> None:
    loaded = loaded_by("classify", "examples/article.txt")
    assert "numpy" in loaded
    assert not loaded & {"sklearn", "scipy", "joblib", "trafilatura", "charset_normalizer", "filelock", "pandas"}


def test_a_coding_session_begins_without_numpy() -> None:
    """It is begun many times a day, and must be there at once."""
    code = "import sys, tristance.cli.annotating, tristance.cli.adjudicating\nprint('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603  # our own code
    assert not set(run.stdout.split()) & {"numpy", "sklearn", "scipy", "joblib", "trafilatura"}


def test_the_picture_in_the_docs_names_every_station() -> None:
    drawn = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [name for name in STATIONS if f"`{name}" not in drawn] == []

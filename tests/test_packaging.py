"""What is installed is whole: wheel, source distribution, a wheel made from that, and an editable install.

Each with its kernel, where there is a C compiler, and without it, where there is none.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = (
    "tristance/py.typed",
    "tristance/model/_kernel.pyi",
    "tristance/report/style.css",
    "tristance/bundled/labels/codebook.toml",
    "tristance/bundled/labels/articles.csv",
    "tristance/bundled/labels/paragraphs.csv",
    "tristance/bundled/labels/annotations.csv",
    "tristance/bundled/labels/README.md",
    "tristance/bundled/models/default/model.npz",
    "tristance/bundled/models/default/card.json",
    "tristance/bundled/models/default/README.md",
)


COMPILER = shutil.which(os.environ.get("CC", "cc")) is not None and any(
    (Path(sysconfig.get_path(place)) / "Python.h").is_file() for place in ("include", "platinclude")
)
needs_compiler = pytest.mark.skipif(not COMPILER, reason="no C compiler, or no headers of Python")
heeds_cc = pytest.mark.skipif(os.name == "nt", reason="MSVC is found by other means than CC")
NO_COMPILER = {"CC": "/nonexistent/cc"}
BUILD = (sys.executable, "-m", "build", "--no-isolation")


def attempt(*command: str | Path, cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own commands
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, "TRISTANCE_BUILD_KERNEL": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = attempt(*command, cwd=cwd, environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build_wheel(folder: Path, cwd: Path, **environment: str) -> str:
    """Build a wheel into *folder*, and return all that was said."""
    done = attempt(*BUILD, "--wheel", "--outdir", folder, cwd=cwd, environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def fails_to_build(folder: Path, cwd: Path, **environment: str) -> str:
    """Try to build a wheel, which must fail, and return all that was said."""
    done = attempt(*BUILD, "--wheel", "--outdir", folder, cwd=cwd, environment=environment)
    assert done.returncode == 1
    assert list(folder.glob("*.whl")) == []
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, so that no build folder appears in the real one."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607  # the git of the machine
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if tracked.returncode:
        pytest.skip("not a git checkout: what belongs to the project is not known")
    folder = tmp_path_factory.mktemp("checkout")
    for name in tracked.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a source distribution, and in ``wheel`` and ``again`` a wheel of the checkout and one of that.

    In ``plain`` is a wheel of a machine without a compiler, built in the same place as the first, and what was said.
    """
    place = tmp_path_factory.mktemp("dist")
    build_wheel(place / "wheel", checkout)
    said = build_wheel(place / "plain", checkout, **NO_COMPILER)
    (place / "plain" / "said.txt").write_text(said)
    run(*BUILD, "--sdist", "--outdir", place, cwd=checkout)
    (sdist,) = place.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(place / "unpacked", filter="data")
    (source,) = (place / "unpacked").iterdir()
    build_wheel(place / "again", source)
    return place


def tag(folder: Path) -> str:
    """Python, ABI and platform of the wheel in *folder*."""
    (wheel,) = folder.glob("*.whl")
    return wheel.stem.split("-", 2)[2]


def kernels(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith("tristance/model/_kernel") and name.endswith((".so", ".pyd"))]


def members(folder: Path) -> set[str]:
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_module_and_the_bundled_data(built: Path) -> None:
    modules = {str(path.relative_to(ROOT / "pipeline")) for path in (ROOT / "pipeline/tristance").rglob("*.py")}
    assert modules | set(SHIPPED) <= members(built / "wheel")


def test_the_wheel_holds_nothing_else(built: Path) -> None:
    tops = {name.split("/")[0] for name in members(built / "wheel")}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"tristance"}
    assert not [name for name in members(built / "wheel") if name.endswith((".c", ".h"))]


def test_a_wheel_from_the_source_distribution_is_the_same(built: Path) -> None:
    assert members(built / "again") == members(built / "wheel")


@needs_compiler
def test_a_wheel_has_the_kernel_for_every_later_python(built: Path) -> None:
    for folder in (built / "wheel", built / "again"):
        assert len(kernels(members(folder))) == 1
        assert tag(folder).startswith("cp311-abi3-")


@heeds_cc
def test_a_wheel_of_a_machine_without_compiler_is_for_any_platform(built: Path) -> None:
    names = members(built / "plain")
    assert kernels(names) == []  # nor the one that was built in the same place before
    assert tag(built / "plain") == "py3-none-any"
    assert names == members(built / "wheel") - set(kernels(members(built / "wheel")))
    said = (built / "plain" / "said.txt").read_text()
    assert "the scoring kernel was not built" in said


def test_the_source_distribution_holds_the_sources_of_the_kernel(built: Path) -> None:
    (source,) = (built / "unpacked").iterdir()
    kernel = Path("pipeline/tristance/model/kernel")
    sources = {path.name for path in (ROOT / kernel).glob("*.[ch]")}
    assert "kernel.h" in sources
    assert sources <= {path.name for path in (source / kernel).iterdir()}


@heeds_cc
def test_the_kernel_is_left_out_or_insisted_on_as_asked(checkout: Path, tmp_path: Path) -> None:
    said = build_wheel(tmp_path, checkout, TRISTANCE_BUILD_KERNEL="0")
    assert "is left out, as TRISTANCE_BUILD_KERNEL=0 asks" in said
    assert tag(tmp_path) == "py3-none-any"
    none = tmp_path / "none"
    assert "/nonexistent/cc" in fails_to_build(none, checkout, TRISTANCE_BUILD_KERNEL="1", **NO_COMPILER)
    assert "error: TRISTANCE_BUILD_KERNEL is 'yes'" in fails_to_build(none, checkout, TRISTANCE_BUILD_KERNEL="yes")


@pytest.mark.parametrize("folder", [pytest.param("again", marks=needs_compiler), pytest.param("plain", marks=heeds_cc)])
def test_an_installed_wheel_classifies_outside_any_checkout(built: Path, folder: str, tmp_path: Path) -> None:
    (wheel,) = (built / folder).glob("*.whl")
    place = tmp_path / "installed"
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", place, wheel, cwd=tmp_path)
    where = run(
        sys.executable, "-c", "import tristance; print(tristance.__file__)", cwd=tmp_path, PYTHONPATH=str(place)
    )
    assert Path(where.strip()).is_relative_to(place)
    (tmp_path / "a.txt").write_text("Officers of the three countries agreed to pass radar tracks from ship to ship.")
    out = run(sys.executable, "-m", "tristance", "classify", "a.txt", "-f", "csv", cwd=tmp_path, PYTHONPATH=str(place))
    assert out.startswith("source,paragraph,text,tag,confidence,p_hedging")
    assert len(out.splitlines()) == 2
    out = run(sys.executable, "-m", "tristance", "doctor", "--json", "-", cwd=tmp_path, PYTHONPATH=str(place))
    found = json.loads(out)
    assert found["sound"]
    assert Path(found["labels"]["folder"]).is_relative_to(place)
    assert found["scoring"]["path"] == ("numpy" if folder == "plain" else "compiled")


@heeds_cc
def test_an_editable_install_builds_the_kernel_in_place(checkout: Path, tmp_path: Path) -> None:
    """And takes away one that it cannot build again: it would be of other sources."""
    scratch = tmp_path / "checkout"
    shutil.copytree(checkout, scratch, ignore=shutil.ignore_patterns("build", "examples", "docs", "benchmarks"))
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", cwd=tmp_path)
    (python,) = [path for path in (tmp_path / "venv").glob("*/python*") if path.stem == "python"]
    beside = "import sys; print([each for each in sys.path if 'site-packages' in each][0])"
    own = Path(run(python, "-c", beside, cwd=tmp_path, PYTHONPATH="").strip())
    (own / "beside.pth").write_text(str(Path(pytest.__file__).parent.parent))  # what tristance requires, and pip
    install = (python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "-e", ".")
    find = "import importlib.util; print(importlib.util.find_spec('tristance.model._kernel'))"
    for compiler, there in (({}, COMPILER), (NO_COMPILER, False)):
        run(*install, cwd=scratch, PYTHONPATH="", **compiler)
        said = run(python, "-c", find, cwd=tmp_path, PYTHONPATH="")
        assert (str(scratch) in said) == there, said


def test_an_editable_install_finds_the_data_of_the_checkout() -> None:
    from tristance.resources import bundled

    assert (bundled("labels") / "codebook.toml").is_file()
    assert (bundled("models", "default") / "card.json").is_file()

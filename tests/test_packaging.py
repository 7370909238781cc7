"""What is installed is whole: the wheel, the source distribution, and a wheel made from that."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = (
    "tristance/py.typed",
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


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(  # noqa: S603  # our own commands
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a source distribution, and in ``wheel`` and ``again`` a wheel of the checkout and one of that."""
    place = tmp_path_factory.mktemp("dist")
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607  # the git of the machine
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if tracked.returncode:
        pytest.skip("not a git checkout: what belongs to the project is not known")
    checkout = place / "checkout"  # a copy, so that no build folder appears in the real one
    for name in tracked.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (checkout / name).parent.mkdir(parents=True, exist_ok=True)
            (checkout / name).write_bytes((ROOT / name).read_bytes())
    build = (sys.executable, "-m", "build", "--no-isolation")
    run(*build, "--wheel", "--outdir", place / "wheel", cwd=checkout)
    run(*build, "--sdist", "--outdir", place, cwd=checkout)
    (sdist,) = place.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(place / "unpacked", filter="data")
    (source,) = (place / "unpacked").iterdir()
    run(*build, "--wheel", "--outdir", place / "again", cwd=source)
    return place


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


def test_a_wheel_from_the_source_distribution_is_the_same(built: Path) -> None:
    assert members(built / "again") == members(built / "wheel")


def test_an_installed_wheel_classifies_outside_any_checkout(built: Path, tmp_path: Path) -> None:
    (wheel,) = (built / "again").glob("*.whl")
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
    stats = run(sys.executable, "-m", "tristance", "labels", "check", cwd=tmp_path, PYTHONPATH=str(place))
    assert "good;" in stats


def test_an_editable_install_finds_the_data_of_the_checkout() -> None:
    from tristance.resources import bundled

    assert (bundled("labels") / "codebook.toml").is_file()
    assert (bundled("models", "default") / "card.json").is_file()

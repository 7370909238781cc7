"""What the doctor says of an installation, sound and not."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from command import Tristance
from tristance import resources
from tristance.cli.checkup import OPTIONAL, check_agreement, check_encodings, check_kernel, check_packages
from tristance.model import compiled
from tristance.model.arrow import Texts
from tristance.model.blocks import Floats
from tristance.model.linear import LinearModel
from tristance.model.persistence import save
from tristance.model.probes import largest_difference

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def shipped(tmp_path: Path, labels_folder: Path, small_model: LinearModel, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of what is bundled with an installation: small labels, and the model of such."""
    folder = tmp_path / "installed" / "bundled"
    folder.mkdir(parents=True)
    labels_folder.rename(folder / "labels")
    save(folder / "models" / "default", small_model, {"labels": {"digest": "a" * 64}}, "# Card\n")
    monkeypatch.setattr(resources, "_HERE", folder.parent)
    return folder


def test_a_sound_installation_says_what_it_is(tristance: Tristance, shipped: Path) -> None:
    found = tristance.figures("doctor")
    assert found["sound"] is True
    assert found["scoring"]["path"] == ("numpy" if compiled.why_not() else "compiled")
    assert found["python"] == ".".join(map(str, sys.version_info[:3]))
    assert found["packages"]["numpy"] == importlib.metadata.version("numpy")
    assert found["cores"] >= 1
    assert found["labels"]["folder"] == str(shipped / "labels")
    card = json.loads((shipped / "models" / "default" / "card.json").read_text())
    assert found["model"] == {
        "folder": str(shipped / "models" / "default"),
        "format": card["format"],
        "npz_sha256": card["npz_sha256"],
        "labels_digest": "a" * 64,
    }


@pytest.mark.usefixtures("shipped")
def test_the_screen_names_path_versions_and_checks(tristance: Tristance) -> None:
    result = tristance("doctor")
    assert result.exit_code == 0, result.output
    path = "numpy" if compiled.why_not() else "its compiled kernel"
    assert result.stdout.startswith(f"tristance {importlib.metadata.version('tristance')}, scoring by {path}\n")
    for word in ("Unicode", "numpy", "scikit-learn", "cores", "arrays", "good   model"):
        assert word in result.stdout
    assert "checks" in result.stdout.splitlines()[-1]


def test_a_damaged_model_is_named_with_its_remedy(tristance: Tristance, shipped: Path) -> None:
    arrays = shipped / "models" / "default" / "model.npz"
    arrays.write_bytes(arrays.read_bytes()[:-1])
    said = tristance.refuses("doctor")
    assert said.startswith(f"error: model: {arrays}: does not match card.json")
    assert "install tristance again" in said


def test_without_numpy_the_doctor_still_answers() -> None:
    code = (
        "import sys; sys.modules['numpy'] = None; sys.argv = ['tristance', 'doctor']; import tristance.__main__ as it"
    )
    run = subprocess.run([sys.executable, "-c", f"{code}; it.main()"], capture_output=True, text=True, check=False)  # noqa: S603  # our own code
    assert run.returncode == 1
    assert run.stderr.startswith("error: scoring: neither kernel nor numpy")
    assert "Traceback" not in run.stderr


def test_a_failed_check_leaves_the_figures_whole(tristance: Tristance, shipped: Path) -> None:
    (shipped / "labels" / "annotations.csv").unlink()
    (shipped / "models" / "default" / "card.json").write_text("{")
    result = tristance("doctor", "--json", "-")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    failed = {check["check"]: check["found"] for check in found["checks"] if check["state"] == "failed"}
    assert failed.keys() == {"labels", "model"}
    assert "annotations.csv" in failed["labels"]
    assert found["sound"] is False
    assert found["model"]["format"] is None


@pytest.mark.parametrize(
    ("reason", "state", "remedy"),
    [
        (None, "good", ""),
        ("not built: no compiler was found", "note", "install a C compiler"),
        ("switched off by TRISTANCE_KERNEL=off", "note", "unset TRISTANCE_KERNEL"),
        ("failed to load: undefined symbol", "failed", "install tristance again"),
    ],
)
def test_each_reason_to_score_by_numpy_has_its_remedy(
    reason: str | None, state: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "why_not", lambda: reason)
    check = check_kernel()
    assert check.state == state
    assert remedy in check.remedy
    assert (reason or "compiled kernel") in check.found


class Astray(LinearModel):
    """A model that scores otherwise than its arrays say."""

    by = 1e-6

    def log_probabilities(self, texts: Texts) -> Floats:
        return super().log_probabilities(texts) + self.by


def test_paths_that_score_alike_agree(small_model: LinearModel) -> None:
    assert largest_difference(small_model) <= 1e-9
    assert check_agreement(small_model)[0].state == "good"


@pytest.mark.parametrize(("by", "figure"), [(1e-6, pytest.approx(1e-6)), (float("nan"), None)])
def test_a_difference_between_the_paths_is_a_failed_check(small_model: LinearModel, by: float, figure: object) -> None:
    model = Astray(**{name: getattr(small_model, name) for name in LinearModel.__dataclass_fields__})
    object.__setattr__(model, "by", by)
    check, difference = check_agreement(model)
    assert check.state == "failed"
    assert difference == figure
    assert "TRISTANCE_KERNEL=off" in check.remedy


def test_packages_that_are_missing_or_old_are_named_with_the_line_that_installs_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = ["numpy>=1.0", "rich>=999.1", "harbour-master>=2.0", "harbour-pilot>=3; extra == 'dev'"]
    monkeypatch.setattr(importlib.metadata, "requires", lambda _name: [line.replace("'", '"') for line in lines])
    check = check_packages()
    assert check.state == "failed"
    assert "harbour-master is missing" in check.found
    assert "older than 999.1" in check.found
    assert check.remedy == 'pip install "rich>=999.1" "harbour-master>=2.0"'


def test_encodings_other_than_utf_8_are_a_note() -> None:
    assert check_encodings({"standard_output": "utf-8", "locale": "utf-8"}).state == "good"
    check = check_encodings({"standard_output": "ascii", "locale": "utf-8"})
    assert (check.state, check.remedy) == ("note", "set PYTHONUTF8=1")
    assert "standard output ascii" in check.found


def test_what_the_doctor_calls_optional_is_an_extra() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras = tomllib.load(file)["project"]["optional-dependencies"]
    assert extras["bulk"] == [line for line, _ in OPTIONAL.values()]


def test_the_doctor_imports_nothing_to_learn_its_version() -> None:
    code = (
        "import sys\nfrom tristance.cli import app\n"
        "try:\n    app(['doctor'])\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "print('\\n' + '\\n'.join(sys.modules))"
    )
    run = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    loaded = set(run.stdout.splitlines())
    assert "numpy" in loaded
    assert not loaded & {"sklearn", "scipy", "pandas", "pyarrow", "joblib", "trafilatura"}
    assert "standard output ascii" in run.stdout

"""``tristance evaluate --report`` and ``--assets``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command import Tristance


def test_a_report_of_cross_validation(tristance: Tristance, labels_folder: Path, tmp_path: Path) -> None:
    arguments = ("evaluate", "--labels", labels_folder, "--report", "report.html", "--assets", "figures", "--json", "j")
    result = tristance(*arguments)
    assert result.exit_code == 0, result.output
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    figures = json.loads((tmp_path / "j").read_text(encoding="utf-8"))
    assert f"{figures['stance_macro_f1']['value']:.2f}" in text
    assert "tristance evaluate --labels" in text
    assert figures["agreement"]["annotators"] == ["first", "second"]
    manifest = json.loads((tmp_path / "figures" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["labels"]["digest"] in text
    before = {path: path.read_bytes() for path in [tmp_path / "report.html", *(tmp_path / "figures").iterdir()]}
    assert tristance(*arguments).exit_code == 0
    assert {path: path.read_bytes() for path in before} == before


def test_a_report_on_a_test_file_shows_errors_only_where_wanted(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "test.csv").write_text("text,tag\nenlarge the port with a new quay,against\nnoise of lorries,against\n")
    arguments = ("evaluate", "--test", "test.csv", "--model", "small", "--report", "report.html", "--assets", "figures")
    assert tristance(*arguments).exit_code == 0
    report, errors = tmp_path / "report.html", tmp_path / "figures" / "errors.csv"
    assert "enlarge the port with a new quay" in report.read_text(encoding="utf-8")
    assert "enlarge the port" in errors.read_text(encoding="utf-8")
    assert tristance(*arguments, "--no-errors").exit_code == 0
    assert "enlarge the port" not in report.read_text(encoding="utf-8")
    assert not errors.exists()


def test_what_may_not_be_written_is_refused_before_any_work(
    tristance: Tristance, labels_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    inside = labels_folder / "annotations.csv"
    assert "belongs to the labels" in tristance.refuses("evaluate", "--labels", labels_folder, "--report", inside)
    assert tristance("evaluate", "--labels", labels_folder, "--assets", "file").exit_code == 2
    assert tristance("evaluate", "--labels", labels_folder, "--report", "a", "--json", "a").exit_code == 2


@pytest.mark.parametrize("arguments", [["--no-errors"], ["--test", "a.csv", "--no-errors"]])
def test_leaving_errors_out_of_nothing_is_wrong_usage(tristance: Tristance, arguments: list[str]) -> None:
    assert tristance("evaluate", *arguments).exit_code == 2


def test_matplotlib_is_imported_for_a_report_only() -> None:
    code = "import sys, tristance.cli.evaluate, tristance.cli.scores\nprint('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # ours
    assert done.stdout.strip() == "False"

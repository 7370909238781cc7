"""Every example of docs/python.md that begins with ``>>>`` is run, in a folder where there are labels and models."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import tristance

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "python.md"


def test_the_page_of_python_says_what_python_says(
    tmp_path: Path, labels_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels_folder.rename(tmp_path / "my-labels")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "default").symlink_to(ROOT / "models" / "default")
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert failed == 0
    assert tried > 15


def test_each_public_name_is_used_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in tristance.__all__ if f"tristance.{name}" not in text] == []

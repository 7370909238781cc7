"""The command line in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import Tristance
from tristance.model.linear import LinearModel
from tristance.model.persistence import save


@pytest.fixture
def tristance(tmp_path: Path, small_model: LinearModel, monkeypatch: pytest.MonkeyPatch) -> Tristance:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "models" / "small", small_model, {"labels": {}}, "# Card\n")
    return Tristance(tmp_path)

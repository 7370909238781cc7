"""What the tests of labels share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tristance.labels import store
from tristance.labels.rows import TABLES
from tristance.labels.store import create


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that never comes free fails a test after two seconds, and not after thirty."""
    monkeypatch.setattr(store, "_LOCK_SECONDS", 2)


@pytest.fixture
def empty_folder(tmp_path: Path, codebook_file: Path) -> Path:
    """A labels folder that holds nothing but its codebook (for, against, none)."""
    folder = tmp_path / "empty"
    create(folder, codebook_file)
    return folder


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a table to import: ``table(content, name)``."""

    def write(content: str, name: str = "coded.csv") -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def content() -> Callable[[Path], dict[str, bytes]]:
    """The bytes of the three tables of a folder."""
    return lambda folder: {name: (folder / name).read_bytes() for name in TABLES}


@pytest.fixture
def edit_codebook() -> Callable[[Path, str, str], None]:
    """Puts words in place of others in a folder's codebook, once: ``edit_codebook(folder, old, new)``."""

    def edit(folder: Path, old: str, new: str) -> None:
        path = folder / "codebook.toml"
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode())

    return edit

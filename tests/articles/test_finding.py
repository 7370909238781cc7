"""Folders, patterns and names to articles; nothing outside what was named is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tristance.articles.finding import LINK, PARTS, find_articles
from tristance.errors import UnreadableFile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    for name in (
        "b.txt", "a.html", "a_files/frame.html", "2020/may/c.pdf", "2020/d.md.gz", "2020/picture.jpg", "table.csv",
        ".hidden/e.txt", ".f.txt", "README",
    ):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x", encoding="utf-8")
    return root


def names(found: tuple[Path, ...], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in found]


def test_a_folder_is_its_articles_in_order(folder: Path) -> None:
    found = find_articles([str(folder)])
    assert names(found.paths, folder) == ["2020/d.md.gz", "2020/may/c.pdf", "a.html", "b.txt"]
    assert found.skipped == {".jpg": 1, ".csv": 1, "without a suffix": 1, PARTS: 1}


def test_links_out_of_a_folder_are_not_followed(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("x", encoding="utf-8")
    (folder / "one.txt").symlink_to(outside / "secret.txt")
    (folder / "two").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "three.txt").symlink_to(folder / "b.txt")
    for name in (str(folder), f"{folder}/**/*.txt"):
        found = find_articles([name])
        assert all("outside" not in path.resolve().parts for path in found.paths)
        assert "three.txt" in names(found.paths, folder)
    assert find_articles([str(folder)]).skipped[LINK] == 3


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["b.txt"]),
        ("*", ["README", "a.html", "b.txt", "table.csv", "2020/d.md.gz", "2020/may/c.pdf"]),
        ("**/*.[ph]*", ["a.html", "2020/may/c.pdf"]),
        ("2020/*/?.pdf", ["2020/may/c.pdf"]),
        (".*.txt", [".f.txt"]),
        ("20*", ["2020/d.md.gz", "2020/may/c.pdf"]),
    ],
)
def test_patterns(folder: Path, pattern: str, expected: list[str]) -> None:
    assert sorted(names(find_articles([f"{folder}/{pattern}"]).paths, folder)) == sorted(expected)


def test_names_stand_in_their_order_and_each_once(folder: Path) -> None:
    b = str(folder / "b.txt")
    assert find_articles([b, "-", f"{folder}/*.txt", b]).paths == (Path(b), Path("-"))


def test_a_file_may_have_any_name(folder: Path) -> None:
    odd = folder / "what[1]?.doc"
    odd.write_text("x", encoding="utf-8")
    assert find_articles([str(odd)]).paths == (odd,)


def test_an_address_is_not_fetched() -> None:
    with pytest.raises(UnreadableFile, match="nothing is fetched"):
        find_articles(["https://a.example/ferry?page=2"])


def test_nothing_found_is_said(folder: Path) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(UnreadableFile, match="no file matches"):
        find_articles([f"{folder}/*.docx"])
    with pytest.raises(UnreadableFile, match=r"no article is in this folder \(passed over: nothing\)"):
        find_articles([str(folder / "empty")])

"""No output takes the place of a labels folder's own files, or of a sheet that somebody has filled in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from tristance.cli import app
from tristance.errors import OutputError
from tristance.labels.overwriting import require_replaceable
from tristance.labels.sheet import SheetRow, sheet_rows, write_sheet
from tristance.labels.store import read_labels

WAYS = {
    "stats": ["stats", "--json"],
    "agreement": ["agreement", "--json"],
    "adjudicate": ["adjudicate", "--list", "--json"],
    "codebook": ["codebook", "--json"],
    "codebook again": ["codebook", "--again"],
    "audit": ["audit", "--json"],
    "audit table": ["audit", "-o"],
    "audit sheet": ["audit", "--sheet"],
    "curve": ["curve", "--json"],
    "curve scores": ["curve", "-o"],
    "next": ["next", "--json"],
    "next sheet": ["next", "-o"],
    "export": ["export", "--format", "csv"],
    "export config": ["export", "out.json", "--config"],
    "assign": ["assign", "--coder", "ana", "-o"],
}
OWN = ("annotations.csv", "codebook.toml", "swaps.toml", "codebooks/1.toml", "codebooks", ".lock")


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def sheet(labels_folder: Path) -> Path:
    """A coding sheet of which one row is coded."""
    path = labels_folder.parent / "ana.csv"
    first, *others = sheet_rows(read_labels(labels_folder), ["art-0-01", "art-0-02"])
    write_sheet(path, [replace(first, tag="for"), *others])
    return path


def written(group: Any, path: str = "tristance") -> Iterator[tuple[str, Any]]:
    """The options and arguments that name something to write, of all commands, each with its command."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from written(command, f"{path} {name}")
            continue
        for each in command.whole.params:
            if each.name in {"json", "output", "sheet", "again", "config"} or (name, each.name) == ("export", "file"):
                yield f"{path} {name} {each.name}", each


def test_every_output_goes_through_the_same_door() -> None:
    found = dict(written(typer.main.get_command(app)))
    assert len(found) > 12
    assert [name for name, each in found.items() if each.callback is None] == []


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("way", WAYS)
def test_no_command_writes_over_the_labels(labels_folder: Path, way: str, name: str) -> None:
    before = everything(labels_folder)
    result = run("labels", *WAYS[way], labels_folder / name, "--labels", labels_folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"error: {labels_folder / name}: belongs to the labels themselves; name another file\n"
    assert everything(labels_folder) == before


def test_nor_do_those_that_train_score_and_classify(labels_folder: Path, tmp_path: Path) -> None:
    before = everything(labels_folder)
    own = labels_folder / "paragraphs.csv"
    for arguments in (
        ["evaluate", "--labels", labels_folder, "--json", own],
        ["classify", own, "-o", own],
        ["train", "--labels", labels_folder, "--models", labels_folder, "--name", "codebooks"],
        ["labels", "new", labels_folder / "codebooks", "--codebook", tmp_path / "codebook-in.toml"],
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "belongs to the labels themselves" in result.stderr
    assert everything(labels_folder) == before


def test_labels_that_a_command_does_not_read_are_as_safe(labels_folder: Path, empty_folder: Path) -> None:
    before = everything(empty_folder)
    assert run("labels", "stats", "--labels", labels_folder, "--json", empty_folder / "articles.csv").exit_code == 1
    assert everything(empty_folder) == before


@pytest.mark.parametrize("name", ["../labels/articles.csv", "ARTICLES.csv", "Codebooks/9.toml", "codebooks/a/b.csv"])
def test_other_ways_to_the_same_place_are_known(labels_folder: Path, name: str) -> None:
    with pytest.raises(OutputError, match="belongs to the labels"):
        require_replaceable(labels_folder / name)


def test_other_files_may_lie_beside_the_labels(labels_folder: Path, tmp_path: Path) -> None:
    for path in (labels_folder / "stats.json", tmp_path / "articles.csv", tmp_path / "codebooks" / "1.toml"):
        require_replaceable(path)
    result = run("labels", "stats", "--labels", labels_folder, "--json", labels_folder / "stats.json")
    assert result.exit_code == 0


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_to_itself_is_one_line(tmp_path: Path, labels_folder: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    result = run("labels", "stats", "--labels", labels_folder, "--json", tmp_path / "loop")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize("way", [way for way in WAYS if way != "assign"])
def test_no_command_writes_over_a_filled_sheet(labels_folder: Path, sheet: Path, way: str) -> None:
    before = sheet.read_bytes()
    result = run("labels", *WAYS[way], sheet, "--labels", labels_folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"error: {sheet}: is a coding sheet that somebody has filled in; name another file, or move it away\n"
    )
    assert sheet.read_bytes() == before


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace(",", ";"),
        lambda text: "sep=;\r\n" + text.replace(",", ";"),
        lambda text: text.replace("\n", "\r\n").replace("tag", "Tag", 1),
        lambda text: text.replace("whole article", '"whole article'),  # torn
    ],
    ids=["semicolons", "a line of Excel's", "another case", "torn"],
)
def test_a_sheet_is_known_however_it_was_saved(sheet: Path, saved: Callable[[str], str]) -> None:
    sheet.write_bytes(saved(sheet.read_text(encoding="utf-8-sig")).encode())
    with pytest.raises(OutputError, match="filled in"):
        require_replaceable(sheet)


def test_a_sheet_in_utf_16_is_known(sheet: Path) -> None:
    sheet.write_bytes(sheet.read_text(encoding="utf-8-sig").replace(",", "\t").encode("utf-16"))
    with pytest.raises(OutputError, match="filled in"):
        require_replaceable(sheet)


def test_the_columns_that_collecting_needs_make_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "settled.csv"
    path.write_text("paragraph,tag,note\nart-0-01,for,The quay is wanted.\n", encoding="utf-8")
    with pytest.raises(OutputError, match="filled in"):
        require_replaceable(path)


def test_classified_rows_may_be_written_again(tmp_path: Path) -> None:
    path = tmp_path / "tagged.csv"
    path.write_text("source,paragraph,text,tag,confidence,p_for\na.txt,1,One.,for,0.9,0.9\n", encoding="utf-8")
    require_replaceable(path)


@pytest.mark.parametrize(
    "fill",
    [
        lambda row: replace(row, tag="for"),
        lambda row: replace(row, confidence="unsure"),
        lambda row: replace(row, note="?"),
    ],
    ids=["tag", "confidence", "note"],
)
def test_one_cell_is_enough(labels_folder: Path, tmp_path: Path, fill: Callable[[SheetRow], SheetRow]) -> None:
    first, *others = sheet_rows(read_labels(labels_folder), ["art-0-01", "art-0-02"])
    path = tmp_path / "ana.csv"
    write_sheet(path, [first, *others])
    require_replaceable(path)  # blank
    write_sheet(path, [*others, fill(first)])
    with pytest.raises(OutputError, match="filled in"):
        require_replaceable(path)


def test_tables_that_are_no_sheets_may_be_written_again(labels_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    for words in (["export", path], ["export", path], ["audit", "-o", path], ["audit", "-o", path]):
        assert run("labels", *words, "--labels", labels_folder).exit_code == 0
    path.write_bytes(b"\0\xff paragraph")
    require_replaceable(path)


@pytest.mark.parametrize(
    "arguments",
    [
        ["audit", "-o", "a.csv", "--sheet", "a.csv"],
        ["audit", "-o", "a.csv", "--json", "./a.csv"],
        ["curve", "-o", "a.csv", "--json", "a.csv"],
        ["next", "-o", "a.csv", "--json", "a.csv"],
        ["export", "a.json", "--config", "a.json"],
    ],
)
def test_two_outputs_of_one_name_are_wrong_usage(
    labels_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("labels", *arguments, "--labels", labels_folder)
    assert result.exit_code == 2
    assert "is the file of another output too; name another" in result.stderr
    assert not list(tmp_path.glob("a.*"))

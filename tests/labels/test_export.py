"""What an export holds, what it refuses, and the labelling configuration of a codebook."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tristance.cli import app
from tristance.errors import BadCodebook, LabelError, NotEnoughLabels, OutputError
from tristance.files import write_text
from tristance.labels.exchange import export_file, import_file
from tristance.labels.exchange.exporting import Exported
from tristance.labels.exchange.formats import Format
from tristance.labels.exchange.labelling_config import labelling_config
from tristance.labels.exchange.records import COLUMNS
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.store import append, read_labels
from tristance.schema import Codebook, Tag

Content = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def changed_folder(labels_folder: Path) -> Path:
    """Labels with a paragraph that was replaced, one that is untagged, and a judgement that was changed."""
    append(
        labels_folder,
        paragraphs=[ParagraphRow("art-0-01b", "art-0", 1, "A new quay, please.", replaces="art-0-01")],
        annotations=[AnnotationRow("art-0-02", "first", "against", "unsure", note="On a second look.")],
    )
    return labels_folder


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["labels", "export", *map(str, arguments)])


def test_a_row_a_judgement_that_stands_and_one_for_each_untagged_paragraph(
    changed_folder: Path, tmp_path: Path
) -> None:
    done = export_file(read_labels(changed_folder), tmp_path / "out.csv", "csv")
    rows = table(tmp_path / "out.csv")
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 79 + 1  # 81, less two of the replaced paragraph
    assert [row["paragraph"] for row in rows if not row["tag"]] == ["art-0-01b"]
    assert not any(row["paragraph"] == "art-0-01" for row in rows)
    [judged] = [row for row in rows if (row["paragraph"], row["annotator"]) == ("art-0-02", "first")]
    assert (judged["tag"], judged["confidence"], judged["note"]) == ("against", "unsure", "On a second look.")
    assert done == Exported(articles=8, paragraphs=40, judgements=79, untagged=1, replaced=1, superseded=3)


@pytest.mark.parametrize("form", ["csv", "jsonl", "doccano", "label-studio"])
def test_of_one_annotator_all_paragraphs_are_there_and_no_other_judgement(
    changed_folder: Path, tmp_path: Path, form: Format
) -> None:
    done = export_file(read_labels(changed_folder), tmp_path / "out", form, annotator="adjudicated")
    assert (done.paragraphs, done.judgements, done.untagged) == (40, 1, 39)
    assert "second" not in (tmp_path / "out").read_text(encoding="utf-8").replace("second look", "")


def test_articles_keep_their_order_where_their_paragraphs_do_not(empty_folder: Path, tmp_path: Path) -> None:
    append(
        empty_folder,
        articles=[ArticleRow("b"), ArticleRow("a")],
        paragraphs=[
            ParagraphRow("1", "a", 2, "One."),
            ParagraphRow("2", "b", 1, "Two."),
            ParagraphRow("3", "a", 1, "T"),
        ],
    )
    export_file(read_labels(empty_folder), tmp_path / "out.csv", "csv")
    assert [row["paragraph"] for row in table(tmp_path / "out.csv")] == ["2", "1", "3"]


def test_doccano_needs_to_know_whose_labels_where_several_annotated(labels_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"3 annotators, .* --annotator: 'adjudicated', 'first', 'second'$"):
        export_file(read_labels(labels_folder), tmp_path / "out.jsonl", "doccano")
    assert list(tmp_path.glob("out*")) == []


def test_doccano_of_texts_that_nobody_tagged_is_ready_to_be_tagged(empty_folder: Path, tmp_path: Path) -> None:
    append(empty_folder, articles=[ArticleRow("a")], paragraphs=[ParagraphRow("p", "a", 1, "One.")])
    export_file(read_labels(empty_folder), tmp_path / "out.jsonl", "doccano")
    row = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert row == {
        "text": "One.",
        "label": [],
        "paragraph": "p",
        "article": "a",
        "position": 1,
        "origin": "imported",
    }


def test_label_studio_is_not_told_of_users_that_it_cannot_have(labels_folder: Path, tmp_path: Path) -> None:
    """It refuses a file whose completed_by is no address of a user, and takes what it is not told for ground truth."""
    append(labels_folder, annotations=[AnnotationRow("art-1-02", "kim@harbour.org", "for")])
    export_file(read_labels(labels_folder), tmp_path / "out.json", "label-studio")
    tasks = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    [task] = [each for each in tasks if each["data"]["paragraph"] == "art-1-02"]
    told = [(one.get("completed_by"), one["ground_truth"], one["was_cancelled"]) for one in task["annotations"]]
    assert told == [
        (None, False, False),
        (None, False, False),
        (None, True, False),
        ({"email": "kim@harbour.org"}, False, False),
    ]


@pytest.mark.parametrize("name", ["annotations.csv", "articles.csv", "codebook.toml", "codebooks/versions.csv"])
def test_the_labels_themselves_are_never_written_over(labels_folder: Path, content: Content, name: str) -> None:
    before = content(labels_folder)
    link = labels_folder.parent / "link.csv"
    link.symlink_to(labels_folder / name)
    for path in (labels_folder / name, labels_folder / ".." / labels_folder.name / name, link):
        with pytest.raises(OutputError, match="belongs to the labels themselves; name another file"):
            export_file(read_labels(labels_folder), path, "csv")
    assert content(labels_folder) == before


def test_an_export_that_is_torn_off_leaves_the_old_file(
    labels_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    write_text(path, "old")

    def torn(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tristance.files.os.replace", torn)
    with pytest.raises(KeyboardInterrupt):
        export_file(read_labels(labels_folder), path, "csv")
    assert path.read_text(encoding="utf-8") == "old"
    assert [found.name for found in tmp_path.iterdir() if found.name.startswith(".out")] == []


def test_an_empty_folder_says_how_to_fill_it(empty_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotEnoughLabels, match="no paragraph to export; add some: tristance labels import"):
        export_file(read_labels(empty_folder), tmp_path / "out.csv", "csv")


def test_an_unknown_annotator_is_named_with_those_that_there_are(labels_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"no annotator 'frist' \(did you mean 'first'\?\); there are: 'adjudicated',"):
        export_file(read_labels(labels_folder), tmp_path / "out.csv", "csv", annotator="frist")


def test_the_labelling_configuration_is_xml_with_the_tags_of_the_codebook() -> None:
    tags = (Tag('a < b & "c"', "One's.\u0001", "stance"), Tag("항구", "Two.", "background"))
    root = ET.fromstring(labelling_config(Codebook("1", "Which <one>?", ("Rule & rule.",), tags)))  # noqa: S314  # ours
    choices = root.findall("Choices[@name='tag']/Choice")
    assert [(each.get("value"), each.get("hint")) for each in choices] == [('a < b & "c"', "One's. "), ("항구", "Two.")]
    assert [each.get("value") for each in root.findall("Header")] == ["Which <one>?", "Rule & rule."]
    assert {each.get("toName") for each in root if each.get("toName")} == {"text"}


def test_a_tag_that_xml_cannot_write_is_refused() -> None:
    with pytest.raises(BadCodebook, match="control character"):
        labelling_config(Codebook("1", "?", (), (Tag("a\u0001", "One.", "stance"), Tag("b", "Two.", "stance"))))


def test_the_command_says_what_it_wrote_and_what_it_left_out(changed_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    result = run(path, "--labels", changed_folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"{path}: 79 judgements of 40 paragraphs of 8 articles; 1 untagged; "
        "left out: 1 replaced paragraph, 3 superseded judgements\n"
    )


def test_the_configuration_is_written_beside_the_tasks(labels_folder: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "tasks.json", "--config", tmp_path / "config.xml", "--labels", labels_folder)
    assert result.exit_code == 0
    assert "config.xml: the labelling configuration" in result.stdout
    written = (tmp_path / "config.xml").read_text(encoding="utf-8")
    assert written == labelling_config(read_labels(labels_folder).codebook)


@pytest.mark.parametrize(
    "arguments",
    [
        ("out",),
        ("out.xlsx",),
        ("-", "--format", "csv"),
        ("out.csv", "--config", "config.xml"),
        ("out.json", "--config", "out.json"),
        ("out.csv", "--format", "excel"),
    ],
)
def test_wrong_usage_ends_with_status_2_and_writes_nothing(
    labels_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments, "--labels", labels_folder).exit_code == 2
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".toml" and path != labels_folder] == []


def test_a_fault_is_one_line(labels_folder: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "out.jsonl", "--format", "doccano", "--labels", labels_folder)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1


def test_help_answers_with_an_example() -> None:
    assert "tristance labels export" in run("--help").stdout


def test_the_bundled_labels_can_be_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("out.jsonl")
    assert result.exit_code == 0
    assert "reading the labels that are bundled with tristance" in result.stderr


def test_a_row_that_is_tagged_in_an_exported_table_is_a_new_judgement(labels_folder: Path, tmp_path: Path) -> None:
    """Its empty cells do not say that it has no time: it is of now, and of this codebook."""
    append(labels_folder, paragraphs=[ParagraphRow("art-0-06", "art-0", 6, "One more.")])
    path = tmp_path / "out.csv"
    export_file(read_labels(labels_folder), path, "csv", annotator="adjudicated")
    write_text(path, path.read_text(encoding="utf-8").replace("One more.,,,", "One more.,for,third,"))
    import_file(labels_folder, path, skip_duplicates=True)
    added = read_labels(labels_folder).annotations[-1]
    assert (added.annotator, added.tag, added.codebook, added.chosen) == ("third", "for", "1", "whole article")
    assert added.time

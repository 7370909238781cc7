"""``tristance labels add``: whole articles stored untagged, all of them or none, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tristance.articles import fingerprint
from tristance.cli import app
from tristance.labels.adding import add_articles, article_id
from tristance.labels.rows import ArticleRow, ParagraphRow
from tristance.labels.store import append, check_labels, read_labels
from tristance.schema import Article, Dropped, Paragraph

Content = Callable[[Path], dict[str, bytes]]
FERRY = (
    "The ferry to the outer islands left at seven in the morning with a dozen passengers, two bicycles and the post.",
    "Nobody on the quay believed that the council would find the money for another boat before the end of next year.",
)


def run(*arguments: object, stdin: str | None = None) -> Any:
    return CliRunner().invoke(app, ["labels", *map(str, arguments)], input=stdin)


def page(path: Path, *paragraphs: str, title: str = "The last ferry of the year") -> Path:
    path.write_text("\n\n".join([title, *paragraphs]) + "\n", encoding="utf-8")
    return path


def article(*texts: str, source: str = "ferry.txt", title: str = "") -> Article:
    return Article(source, title, tuple(Paragraph(i, text) for i, text in enumerate(texts, 1)), (Dropped("x", "date"),))


def test_an_article_is_stored_with_its_title_and_paragraphs(empty_folder: Path, tmp_path: Path) -> None:
    result = run(
        "add", page(tmp_path / "Last_Ferry.txt", *FERRY), "--labels", empty_folder, "--outlet", "The  Harbour Post",
        "--author", "A. Keel", "--date", "2021-03", "--event-date", "2021", "--genre", "report",
        "--url", "https://example.org/f", "--origin", "composed",
    )  # fmt: skip
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "last-ferry: 2 paragraphs  The last ferry of the year\n"
        f"{empty_folder}: added 1 article, 2 paragraphs, untagged; left out: 1 title\n"
    )
    labels = read_labels(empty_folder)
    assert labels.articles == (
        ArticleRow(
            "last-ferry", "The last ferry of the year", "The Harbour Post", "A. Keel", "2021-03", "2021",
            "https://example.org/f", "report", "composed",
        ),
    )  # fmt: skip
    assert [(row.paragraph, row.position, row.text) for row in labels.paragraphs] == [
        ("last-ferry-01", 1, FERRY[0]),
        ("last-ferry-02", 2, FERRY[1]),
    ]
    assert labels.annotations == ()


def test_title_and_id_may_be_given_and_the_article_come_through_standard_input(empty_folder: Path) -> None:
    result = run("add", "-", "--labels", empty_folder, "--title", "Ferries", "--id", "F 1", stdin="\n\n".join(FERRY))
    assert result.stdout.startswith("F 1: 2 paragraphs  Ferries\n")
    assert [row.paragraph for row in read_labels(empty_folder).paragraphs] == ["f-1-01", "f-1-02"]


@pytest.mark.parametrize(
    ("source", "title", "expected"),
    [
        ("a/The Last Ferry.html", "T", "the-last-ferry"),
        ("-", "On ferries", "on-ferries"),
        ("-", "", "text-"),
        ("?.txt", "", "text-"),
    ],
)
def test_an_id_is_of_the_files_name_or_what_there_is(source: str, title: str, expected: str) -> None:
    assert article_id(article(*FERRY, source=source, title=title)).startswith(expected)


def test_the_same_article_is_refused_and_named_and_nothing_is_stored(
    empty_folder: Path, tmp_path: Path, content: Content
) -> None:
    run("add", page(tmp_path / "one.txt", *FERRY), "--labels", empty_folder)
    before = content(empty_folder)
    new = page(tmp_path / "new.txt", *FERRY[1:])
    again = page(tmp_path / "again.txt", FERRY[0].upper(), FERRY[1])
    result = run("add", new, again, "--labels", empty_folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"error: {again}: its whole text is there already, as article 'one'; "
        "to pass over what is there: --skip-duplicates\n"
    )
    assert content(empty_folder) == before
    result = run("add", new, again, "--labels", empty_folder, "--skip-duplicates")
    assert result.exit_code == 0
    assert f"passed over: {again}: its whole text is there already, as article 'one'\n" in result.stderr
    assert [row.article for row in read_labels(empty_folder).articles] == ["one", "new"]


def test_two_files_of_one_name_are_refused_and_named(empty_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    files = page(tmp_path / "one.txt", FERRY[0]), page(tmp_path / "b" / "one.txt", FERRY[1])
    result = run("add", *files, "--labels", empty_folder)
    assert f"error: {files[1]}: another article has the id 'one'; give this one its own: --id ID" in result.stderr
    assert read_labels(empty_folder).articles == ()


def test_the_published_wording_of_a_restated_article_is_there_already(empty_folder: Path) -> None:
    rows = [
        ParagraphRow(f"r-{i}", "r", i, f"Restated {i}.", source_sha256=fingerprint(text))
        for i, text in enumerate(FERRY, 1)
    ]
    append(empty_folder, articles=[ArticleRow("r", origin="published")], paragraphs=rows[::-1])
    added = add_articles(empty_folder, [(ArticleRow("ferry"), article(*FERRY))], skip_duplicates=True)
    assert added.passed_over == ["ferry.txt: its whole text is there already, as article 'r'"]


def test_shared_text_is_stored_and_said(empty_folder: Path, tmp_path: Path) -> None:
    long = " ".join(FERRY)
    run("add", page(tmp_path / "one.txt", long), "--labels", empty_folder)
    result = run("add", page(tmp_path / "two.txt", long.replace("next", "this")), "--labels", empty_folder)
    assert result.exit_code == 0
    assert "two: 1 paragraph nearly as in article 'one' (two-01 as one-01; similarity up to 0." in result.stderr
    assert len(read_labels(empty_folder).articles) == 2


def test_a_paragraph_that_an_article_repeats_is_stored_once(empty_folder: Path) -> None:
    added = add_articles(empty_folder, [(ArticleRow("f"), article("One\ntwo.", "Three.", "One two."))])
    assert [row.text for row in added.paragraphs] == ["One two.", "Three."]
    assert added.left_out == {"date": 1, "repeated paragraph": 1}
    assert check_labels(empty_folder)[1] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--origin", "published"], "restated before it is shared"),
        (["--date", "22.8.2019"], "is not of the form"),
        (["--title", "a\x1bb"], "control character"),
        (["--outlet", "\udc80"], "half of one"),
        (["--id", " "], "is empty"),
        (["coded.csv"], "tristance labels import takes it"),
        (["--title", "T", "two.txt"], "goes with one article, and there are 2"),
    ],
)
def test_wrong_usage_is_said_and_stores_nothing(
    empty_folder: Path, tmp_path: Path, content: Content, arguments: list[str], words: str
) -> None:
    before = content(empty_folder)
    result = run("add", page(tmp_path / "one.txt", *FERRY), "--labels", empty_folder, *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", "").split())
    assert content(empty_folder) == before


def test_one_file_that_is_no_article_and_none_is_stored(empty_folder: Path, tmp_path: Path, content: Content) -> None:
    before = content(empty_folder)
    result = run("add", page(tmp_path / "one.txt", *FERRY), tmp_path / "no.txt", "--labels", empty_folder)
    assert result.exit_code == 1
    assert "no.txt: there is no such file" in result.stderr
    assert content(empty_folder) == before

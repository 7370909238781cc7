"""``tristance labels add``: whole articles stored untagged, all of them or none, and nothing twice."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tristance.articles import fingerprint
from tristance.cli import app
from tristance.errors import OutputError
from tristance.files import write_bytes
from tristance.labels.adding import add_articles, article_id
from tristance.labels.names import numbered, slug
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


def ids(folder: Path) -> list[str]:
    return [row.article for row in read_labels(folder).articles]


def test_two_articles_of_one_name_get_two_ids(empty_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    files = page(tmp_path / "one.txt", FERRY[0]), page(tmp_path / "b" / "one.txt", FERRY[1])
    assert run("add", *files, "--labels", empty_folder).exit_code == 0
    assert ids(empty_folder) == ["one", "one-2"]
    assert [row.paragraph for row in read_labels(empty_folder).paragraphs] == ["one-01", "one-2-01"]


@pytest.mark.parametrize("more", [[], ["--skip-duplicates"]])
def test_an_id_that_is_given_and_anothers_is_refused(
    empty_folder: Path, tmp_path: Path, content: Content, more: list[str]
) -> None:
    run("add", page(tmp_path / "one.txt", FERRY[0]), "--labels", empty_folder)
    before = content(empty_folder)
    other = page(tmp_path / "two.txt", FERRY[1])
    result = run("add", other, "--id", "one", "--labels", empty_folder, *more)
    assert result.stderr == f"error: {other}: another article has the id 'one'; give this one its own: --id ID\n"
    assert content(empty_folder) == before


def test_long_names_with_one_end_are_told_apart_and_none_is_passed_over(empty_folder: Path, tmp_path: Path) -> None:
    end = "the-council-and-the-harbour-in-the-light-of-the-evening"
    files = page(tmp_path / f"2021-{end}.txt", FERRY[0]), page(tmp_path / f"2022-{end}.txt", FERRY[1])
    result = run("add", *files, "--skip-duplicates", "--labels", empty_folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [name[:9] for name in ids(empty_folder)] == ["2021-the-", "2022-the-"]


@pytest.mark.property
@given(name=st.text(min_size=1), n=st.integers(1, 30))
def test_numbered_names_are_distinct_slugs_that_begin_as_the_name(name: str, n: int) -> None:
    first = slug(name) or "article"
    made = list(itertools.islice(numbered(first), n))
    assert len(set(made)) == n
    assert all(slug(each) == each for each in made)
    assert all(each.startswith(first[:40].rstrip("-")) for each in made)


def test_articles_that_differ_in_their_numbers_alone_are_two(empty_folder: Path, tmp_path: Path) -> None:
    text = "On {} the gauge at the lock stood at {} centimetres, and the ferry to the islands sailed as announced."
    pages = [
        page(tmp_path / f"{i}.txt", text.format(*cells)) for i, cells in enumerate([("Monday", 41), ("Monday", 52)])
    ]
    assert run("add", *pages, "--labels", empty_folder).exit_code == 0
    assert len(ids(empty_folder)) == 2
    again = page(tmp_path / "again.txt", text.format("Monday", 52))
    assert "there already, as article '1'" in run("add", again, "--labels", empty_folder).stderr


def test_an_addition_that_was_broken_off_is_said_and_completed_when_given_again(
    empty_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b").mkdir()
    pages = page(tmp_path / "one.txt", FERRY[0]), page(tmp_path / "b" / "one.txt", FERRY[1], title="A quay")

    def full(path: Path, data: bytes) -> None:
        if path.name == "paragraphs.csv":
            raise OutputError(f"{path}: cannot be written (no space left on device)")
        write_bytes(path, data)

    with monkeypatch.context() as patch:
        patch.setattr("tristance.labels.store.write_bytes", full)
        assert run("add", *pages, "--labels", empty_folder).exit_code == 1
    assert (
        "2 articles without paragraphs (one, one-2): what added them was broken off; give the same command again"
        in (run("check", "--labels", empty_folder).stderr)
    )
    assert "2 articles without paragraphs" in run("stats", "--labels", empty_folder).stdout
    result = run("add", *reversed(pages), "--labels", empty_folder, "--skip-duplicates")
    assert result.exit_code == 0
    assert "one: was there without paragraphs, of an add that was broken off; completed\n" in result.stderr
    labels = read_labels(empty_folder)
    assert [(row.article, row.title) for row in labels.articles] == [
        ("one", "The last ferry of the year"),
        ("one-2", "A quay"),
    ]
    assert sorted((row.article, row.text) for row in labels.paragraphs) == [("one", FERRY[0]), ("one-2", FERRY[1])]
    assert labels.unfinished == ()
    assert run("check", "--labels", empty_folder).stderr == ""


def test_an_article_of_other_words_does_not_complete_one_that_was_broken_off(
    empty_folder: Path, tmp_path: Path
) -> None:
    append(empty_folder, articles=[ArticleRow("one", "Another title")])
    run("add", page(tmp_path / "one.txt", *FERRY), "--labels", empty_folder)
    assert ids(empty_folder) == ["one", "one-2"]
    assert [row.article for row in read_labels(empty_folder).unfinished] == ["one"]


def test_the_published_wording_of_a_restated_article_is_there_already(empty_folder: Path) -> None:
    rows = [
        ParagraphRow(f"r-{i}", "r", i, f"Restated {i}.", source_sha256=fingerprint(text))
        for i, text in enumerate(FERRY, 1)
    ]
    append(empty_folder, articles=[ArticleRow("r", origin="published")], paragraphs=rows[::-1])
    added = add_articles(empty_folder, [(ArticleRow("ferry"), article(*FERRY))], skip_duplicates=True)
    assert added.passed_over == ["ferry.txt: its whole text is there already, as article 'r'"]


def test_an_article_that_was_corrected_is_there_in_its_old_wording_and_its_new(empty_folder: Path) -> None:
    add_articles(empty_folder, [(ArticleRow(""), article(*FERRY))])
    append(empty_folder, paragraphs=[ParagraphRow("f", "ferry", 2, "Nobody knew.", replaces="ferry-02")])
    for texts in (FERRY, (FERRY[0], "Nobody knew.")):
        added = add_articles(empty_folder, [(ArticleRow(""), article(*texts))], skip_duplicates=True)
        assert added.passed_over == ["ferry.txt: its whole text is there already, as article 'ferry'"]


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

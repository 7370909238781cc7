"""What can be drawn: untagged paragraphs, rows and articles; and the ids that an import gives them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tristance.errors import BadTable, NothingToDraw, UnreadableFile
from tristance.labels.exchange import import_file
from tristance.labels.pool import elsewhere, named, untagged
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.sheet import SheetRow, write_sheet
from tristance.labels.store import append, create, read_labels

Write = Callable[..., Path]
NIGHT = """\
The council met again on Monday and heard the harbour master for an hour before it turned to the budget of the year.

Two members asked that the old basin be left alone, since nobody had shown them what a longer quay would cost the town.

The next meeting is in a month, when the engineers are to say how deep the channel could be made without new piers.
"""


def test_two_files_of_one_name_are_one_article_only_where_they_say_the_same(
    labels_folder: Path, tmp_path: Path
) -> None:
    files = [tmp_path / place / "night.txt" for place in ("a", "b", "c")]
    for path, text in zip(files, (NIGHT, NIGHT.replace("Monday", "Friday"), NIGHT), strict=True):
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    pool = elsewhere(read_labels(labels_folder), files)
    assert [row.article for row in pool.rows] == ["night"] * 3 + ["night-2"] * 3
    assert pool.passed_over == {"there twice": 3}


def test_the_pool_is_what_nobody_has_tagged_in_the_order_of_articles(labels_folder: Path) -> None:
    append(
        labels_folder,
        articles=[ArticleRow("new", title="New")],
        paragraphs=[
            ParagraphRow("new-2", "new", 2, "Second."),
            ParagraphRow("new-1", "new", 1, "First."),
            ParagraphRow("new-3", "new", 2, "Second, corrected.", replaces="new-2"),
            ParagraphRow("art-0-99", "art-0", 99, "A late one."),
        ],
    )
    pool = untagged(read_labels(labels_folder))
    assert [row.paragraph for row in pool.rows] == ["art-0-99", "new-1", "new-3"]
    assert pool.rows[1] == SheetRow("new-1", "new", "New", 1, "First.", codebook="1")
    assert (pool.n_articles, pool.passed_over) == (2, {})


def test_a_disputed_paragraph_is_not_untagged(labels_folder: Path) -> None:
    append(labels_folder, annotations=[AnnotationRow("art-0-01", "second", "against")])
    with pytest.raises(NothingToDraw, match=r"no untagged paragraph to draw from; add some: .* --from FILE"):
        untagged(read_labels(labels_folder))


def test_rows_of_a_table_are_articles_of_their_own_unless_it_names_them(labels_folder: Path, table: Write) -> None:
    path = table("body,article,title\nOne.,,\nTwo.,night,The night\nThree.,night,The night\n")
    rows = elsewhere(read_labels(labels_folder), [path], "body").rows
    assert [row.text for row in rows] == ["One.", "Two.", "Three."]
    assert rows[0].article.startswith("text-")
    assert [(row.article, row.title) for row in rows[1:]] == [("night", "The night")] * 2


def test_what_is_there_twice_or_tagged_or_empty_is_left_out_and_counted(labels_folder: Path, table: Write) -> None:
    labels = read_labels(labels_folder)
    tagged = labels.paragraphs[0].text
    pool = elsewhere(labels, [table(f'text\nOne.\n"One. "\n" "\n"{tagged}"\nTwo.\n')])
    assert [row.text for row in pool.rows] == ["One.", "Two."]
    assert pool.passed_over == {"without text": 1, "there twice": 1, "tagged already": 1}


def test_nothing_but_tagged_text_is_an_error_that_says_so(labels_folder: Path, table: Write) -> None:
    labels = read_labels(labels_folder)
    path = table(f'text\n"{labels.paragraphs[0].text}"\n')
    with pytest.raises(NothingToDraw, match=r"coded\.csv: no untagged text to draw from \(1 tagged already\)"):
        elsewhere(labels, [path])


def test_an_article_and_a_table_are_one_pool(labels_folder: Path, table: Write, tmp_path: Path) -> None:
    (tmp_path / "The Night.txt").write_text(NIGHT, encoding="utf-8")
    pool = elsewhere(read_labels(labels_folder), [tmp_path / "The Night.txt", table("text\nOne.\n")])
    assert [row.article for row in pool.rows[:3]] == ["the-night"] * 3
    assert (len(pool.rows), pool.n_articles) == (4, 2)


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [("body\nOne.\n", BadTable, "--text-column NAME"), ("", UnreadableFile, "is empty")],
)
def test_a_table_without_text_is_refused(
    labels_folder: Path, table: Write, text: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        elsewhere(read_labels(labels_folder), [table(text)])


def test_an_article_that_is_no_text_is_refused(labels_folder: Path, table: Write) -> None:
    with pytest.raises(BadTable, match=r"rows\.jsonl:1: column article: \['a'\] is not a text"):
        elsewhere(read_labels(labels_folder), [table('{"text": "One.", "article": ["a"]}', "rows.jsonl")])


def test_a_text_that_the_labels_hold_untagged_keeps_its_id(empty_folder: Path, table: Write) -> None:
    import_file(empty_folder, table("text,tag,article\nOne.,,a\nTwo.,for,a\n"))
    labels = read_labels(empty_folder)
    rows = named(labels, elsewhere(labels, [table("text,article\nThree.,a\nOne.,a\n", "more.csv")]).rows)
    assert [(row.paragraph, row.position) for row in rows] == [("a-03", 3), ("a-01", 1)]


articles = st.sampled_from(["", "a", "A", "a b", "night-01", "-"])
texts = st.text(st.sampled_from("ab .é=+"), max_size=4)


@pytest.mark.property
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(st.tuples(articles, texts), max_size=12),
    given_rows=st.lists(st.tuples(articles, texts), min_size=1, max_size=12),
)
def test_ids_are_those_that_an_import_gives(
    before: list[tuple[str, str]],
    given_rows: list[tuple[str, str]],
    codebook_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("ids")
    create(folder / "labels", codebook_file)

    def rows(pairs: list[tuple[str, str]]) -> str:
        return "text,tag,article\n" + "".join(f'"{text}",,"{article}"\n' for article, text in pairs if text.strip())

    for name, pairs in (("before.csv", before), ("given.csv", given_rows)):
        (folder / name).write_text(rows(pairs), encoding="utf-8")
    if any(text.strip() for _, text in before):
        import_file(folder / "labels", folder / "before.csv")
    if not any(text.strip() for _, text in given_rows):
        return
    labels = read_labels(folder / "labels")
    found = named(labels, elsewhere(labels, [folder / "given.csv"]).rows)
    write_sheet(folder / "sheet.csv", [replace(row, chosen="queue", probability="0.5") for row in found])
    import_file(folder / "labels", folder / "sheet.csv")
    stored = {row.paragraph: row for row in read_labels(folder / "labels").paragraphs}
    for row in found:
        there = stored[row.paragraph]
        assert (there.article, there.position, there.text) == (row.article, row.position, row.text)

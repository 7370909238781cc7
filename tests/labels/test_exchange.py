"""Imports: what is stored, what is found again, and that a wrong row leaves the folder as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tristance.cli import app
from tristance.errors import BadTable, DuplicateParagraph, LabelError, TristanceError, UnknownTag
from tristance.files import write_bytes
from tristance.labels.exchange import export_file, import_file
from tristance.labels.gold import ratings
from tristance.labels.rows import ArticleRow, ParagraphRow
from tristance.labels.sheet import sheet_rows, write_sheet
from tristance.labels.store import append, check_labels, create, read_labels

Write = Callable[..., Path]
Content = Callable[[Path], dict[str, bytes]]

CSV = 'text,tag,article\n"More, please.",for,one\nLess.,against,one\nRain.,none,two\n'


def jsonl(*rows: dict[str, object]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("coded.csv", CSV),
        ("coded.csv", CSV.replace('"More, please."', '"More; please."').replace(",", "\t").replace(";", ",")),
        ("coded.tsv", "text\ttag\tarticle\nMore, please.\tfor\tone\nLess.\tagainst\tone\nRain.\tnone\ttwo\n"),
        ("coded.csv", "text;tag;article\r\nMore, please.;for;one\r\nLess.;against;one\r\nRain.;none;two\r\n"),
        (
            "coded.jsonl",
            jsonl(
                {"text": "More, please.", "tag": "for", "article": "one"},
                {"article": "one", "tag": "against", "text": "Less."},
                {"text": "Rain.", "tag": "none", "article": "two"},
            ),
        ),
    ],
    ids=["csv", "tabs in csv", "tsv", "semicolons and CRLF", "jsonl"],
)
def test_rows_of_each_format_are_stored_alike(empty_folder: Path, table: Write, name: str, text: str) -> None:
    added = import_file(empty_folder, table(text, name), annotator="anna")
    labels = read_labels(empty_folder)
    assert [(row.article, row.position, row.text) for row in labels.paragraphs] == [
        ("one", 1, "More, please."),
        ("one", 2, "Less."),
        ("two", 1, "Rain."),
    ]
    assert [(row.tag, row.annotator, row.confidence, row.codebook) for row in labels.annotations] == [
        (tag, "anna", "sure", "1") for tag in ("for", "against", "none")
    ]
    assert {row.origin for row in labels.articles} == {"imported"}
    assert (len(added.articles), len(added.paragraphs), len(added.annotations), added.skipped) == (2, 3, 3, 0)


def test_without_a_column_article_each_text_is_its_own_group(empty_folder: Path, table: Write) -> None:
    import_file(empty_folder, table("text,tag\nOne.,for\nTwo.,for\n"))
    assert len(read_labels(empty_folder).articles) == 2


def test_columns_of_the_article_are_kept(empty_folder: Path, table: Write) -> None:
    import_file(
        empty_folder,
        table("text,tag,article,outlet,date,confidence,note,mood\nA.,for,x,The Post,2019-08,unsure,Hm.,bad\n"),
    )
    labels = read_labels(empty_folder)
    assert (labels.articles[0].outlet, labels.articles[0].date) == ("The Post", "2019-08")
    assert (labels.annotations[0].confidence, labels.annotations[0].note) == ("unsure", "Hm.")


def test_a_second_annotator_finds_the_paragraphs_of_the_first(empty_folder: Path, table: Write) -> None:
    import_file(empty_folder, table(CSV), annotator="anna")
    added = import_file(empty_folder, table(CSV.replace("against", "none")), annotator="ben")
    assert (added.articles, added.paragraphs) == ([], [])
    assert len(added.annotations) == 3
    found = ratings(read_labels(empty_folder))
    assert found.annotators == ("anna", "ben")
    assert found.values.tolist() == [[0, 0], [1, 2], [2, 2]]


def test_line_ends_and_double_spaces_within_a_text_do_not_part_it(empty_folder: Path, table: Write) -> None:
    import_file(empty_folder, table('text,tag,annotator\n"One\n two.",for,anna\nOne two.,for,ben\n'))
    assert [row.text for row in read_labels(empty_folder).paragraphs] == ["One two."]


def test_both_annotators_may_stand_in_one_table(empty_folder: Path, table: Write) -> None:
    import_file(empty_folder, table("text,tag,annotator\nOne.,for,anna\nOne.,none,ben\nTwo.,for,\n"), annotator="carl")
    assert [row.annotator for row in read_labels(empty_folder).annotations] == ["anna", "ben", "carl"]


@pytest.mark.parametrize(("first", "second"), [("anna", "Anna"), ("adjudicated", "ADJUDICATED")])
def test_an_annotator_in_other_letters_is_refused_and_nothing_stored(
    empty_folder: Path, table: Write, content: Content, first: str, second: str
) -> None:
    before = content(empty_folder)
    rows = f"text,tag,annotator,note\nOne.,for,{first},Seen.\nTwo.,for,{second},Seen.\n"
    with pytest.raises(BadTable, match=f":3: column annotator: '{second}' is nearly the annotator '{first}'"):
        import_file(empty_folder, table(rows))
    assert content(empty_folder) == before


def test_a_row_without_a_tag_brings_no_annotator(empty_folder: Path, table: Write) -> None:
    added = import_file(empty_folder, table("text,tag,annotator\nOne.,,\nTwo.,for,Imported\n"))
    assert [row.annotator for row in added.annotations] == ["Imported"]


def test_a_row_without_a_tag_is_stored_untagged_and_tagged_later(empty_folder: Path, table: Write) -> None:
    added = import_file(empty_folder, table("text,tag\nOne.,\n"))
    assert (len(added.paragraphs), added.annotations) == (1, [])
    added = import_file(empty_folder, table("text,tag\nOne.,for\n"))
    assert (added.paragraphs, len(added.annotations)) == ([], 1)


def test_paragraphs_go_on_counting_in_an_article_that_is_there(labels_folder: Path, table: Write) -> None:
    import_file(labels_folder, table("text,tag,article\nNew.,for,art-0\n"))
    last = read_labels(labels_folder).paragraphs[-1]
    assert (last.paragraph, last.position) == ("art-0-06", 6)


def test_articles_whose_names_differ_in_marks_alone_keep_their_paragraphs_apart(
    empty_folder: Path, table: Write
) -> None:
    import_file(empty_folder, table("text,tag,article\nOne.,for,a b\nTwo.,for,a/b\nThree.,for,A.B\nFour.,for,!!\n"))
    names = [row.paragraph for row in read_labels(empty_folder).paragraphs]
    assert names == ["a-b-01", "a-b-01.2", "a-b-01.3", "article-01"]


@pytest.mark.parametrize(
    ("rows", "kind", "message"),
    [
        ("B.,agianst,x,,", UnknownTag, "3: column tag: 'agianst' is not one of for, against, none (did you mean"),
        (" ,for,x,,", BadTable, "3: column text: is empty; every label has a text"),
        ("B.,for,x,maybe,", BadTable, "3: column confidence: 'maybe' is not one of sure, unsure"),
        ("B.,for,y,,22.8.2019", BadTable, "3: column date: '22.8.2019' is not of the form 2019-08-22"),
        ("B.,for,x", BadTable, "3: 3 cells where the header has 5"),
        (
            "A.,none,x,,",
            DuplicateParagraph,
            "3: annotator 'imported' has tagged this paragraph before (on line 2): 'A.'",
        ),
        ("B.,for,x,,\nC.,fro,x,,", UnknownTag, "4: column tag: 'fro' is not one of for, against, none"),
    ],
)
def test_one_wrong_row_and_none_is_stored(
    labels_folder: Path, table: Write, content: Content, rows: str, kind: type[TristanceError], message: str
) -> None:
    path = table(f"text,tag,article,confidence,date\nA.,for,x,,\n{rows}\n")
    before = content(labels_folder)
    with pytest.raises(kind) as caught:
        import_file(labels_folder, path)
    assert str(caught.value).startswith(f"{path}:{message}")
    assert content(labels_folder) == before


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"text": ["a", "list"]}, "text"),
        ({"tag": {"is": "an object"}}, "tag"),
        ({"article": True}, "article"),
        ({"text": "half a character: \ud800"}, "text"),
        ({"article": "\udfff"}, "article"),
        ({"annotator": "adjudicated"}, "note"),
    ],
    ids=["a list", "an object", "true", "half a character", "half a character in a name", "adjudicated, no reason"],
)
def test_a_value_that_labels_cannot_hold_is_refused_before_anything_is_stored(
    empty_folder: Path, table: Write, content: Content, cells: dict[str, object], column: str
) -> None:
    path = table(jsonl({"text": "One.", "tag": "for"}, {"text": "Two.", "tag": "for", **cells}), "coded.jsonl")
    before = content(empty_folder)
    with pytest.raises(TristanceError, match=rf":2: column {column}: "):
        import_file(empty_folder, path)
    assert content(empty_folder) == before


@pytest.mark.parametrize("column", ["article", "annotator", "title", "outlet", "note", "text"])
def test_a_line_end_in_any_cell_leaves_a_folder_that_can_be_read(empty_folder: Path, table: Write, column: str) -> None:
    """A row of the labels is one line."""
    import_file(empty_folder, table(jsonl({"text": "One.", "tag": "for", column: "a\nb\r\nc"}), "coded.jsonl"))
    assert check_labels(empty_folder)[1] == []


def test_numbers_and_nulls_of_json_are_taken_as_written(empty_folder: Path, table: Write) -> None:
    import_file(
        empty_folder,
        table(jsonl({"text": 12, "tag": "for", "article": 0, "note": None, "outlet": None}), "coded.jsonl"),
    )
    labels = read_labels(empty_folder)
    assert (labels.paragraphs[0].text, labels.paragraphs[0].article) == ("12", "0")
    assert labels.annotations[0].note == ""


@pytest.mark.parametrize("missing", ["text", "tag"])
def test_a_table_without_text_or_tag_says_what_it_needs(empty_folder: Path, table: Write, missing: str) -> None:
    columns = {"text": "text", "tag": "tag"} | {missing: f"{missing}s"}
    with pytest.raises(BadTable, match=rf"no column '{missing}' \(did you mean '{missing}s'\?\).*labels have columns"):
        import_file(empty_folder, table(",".join(columns.values()) + "\nOne.,for\n"))


def test_one_annotator_who_tags_a_paragraph_again_is_refused(
    empty_folder: Path, table: Write, content: Content
) -> None:
    import_file(empty_folder, table(CSV), annotator="anna")
    before = content(empty_folder)
    with pytest.raises(DuplicateParagraph, match=r":2: annotator 'anna'.*in the labels already.*--skip-duplicates"):
        import_file(empty_folder, table(CSV), annotator="anna")
    assert content(empty_folder) == before


def test_skipping_duplicates_keeps_the_first_and_adds_what_is_new(empty_folder: Path, table: Write) -> None:
    import_file(empty_folder, table(CSV), annotator="anna")
    again = table(CSV.replace("for,one", "none,one") + "New.,for,two\nNew.,none,two\n")
    added = import_file(empty_folder, again, annotator="anna", skip_duplicates=True)
    assert (len(added.paragraphs), len(added.annotations), added.skipped) == (1, 1, 4)
    assert [row.tag for row in read_labels(empty_folder).annotations] == ["for", "against", "none", "for"]


@pytest.mark.parametrize("torn_at", ["articles.csv", "paragraphs.csv", "annotations.csv"])
def test_an_import_that_was_torn_off_is_completed_by_repeating_it(
    labels_folder: Path, table: Write, monkeypatch: pytest.MonkeyPatch, torn_at: str
) -> None:
    """Whatever table it stopped at, the folder is good, and the second run brings what a single one would have."""
    path = table(CSV)

    def torn(target: Path, data: bytes) -> None:
        if target.name == torn_at:
            raise KeyboardInterrupt
        write_bytes(target, data)

    with monkeypatch.context() as patch:
        patch.setattr("tristance.labels.store.write_bytes", torn)
        with pytest.raises(KeyboardInterrupt):
            import_file(labels_folder, path)
    assert check_labels(labels_folder)[1] == []
    assert len(read_labels(labels_folder).annotations) == 81
    import_file(labels_folder, path)
    labels = read_labels(labels_folder)
    assert (len(labels.articles), len(labels.paragraphs), len(labels.annotations)) == (10, 43, 84)
    assert [row.tag for row in labels.annotations[-3:]] == ["for", "against", "none"]


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path, table: Write) -> None:
    """A mistyped name leaves no trace: an empty ./labels would hide the bundled ones."""
    with pytest.raises(LabelError, match="start one: tristance labels new"):
        import_file(tmp_path / "typo", table(CSV))
    assert not (tmp_path / "typo").exists()


def test_an_import_of_what_was_imported_and_replaced_is_a_new_paragraph(empty_folder: Path, table: Write) -> None:
    import_file(empty_folder, table("text,tag,article\nOld.,for,x\n"))
    row = read_labels(empty_folder).paragraphs[0]
    corrected = ParagraphRow("x-01b", "x", 1, "New.", replaces=row.paragraph)
    append(empty_folder, paragraphs=[corrected])
    import_file(empty_folder, table("text,tag,article\nOld.,for,x\n"))
    assert [found.text for found in read_labels(empty_folder).current] == ["New.", "Old."]


NAMED = "paragraph,article,position,text,tag,source_sha256\n"


def test_columns_of_paragraph_and_judgement_are_kept(empty_folder: Path, table: Write) -> None:
    import_file(
        empty_folder,
        table(
            "paragraph,article,position,text,tag,time,chosen,probability,codebook,source_sha256\n"
            f"mine,x,7,A  b.,for,2026-11-22T09:30:00Z,random,0.250,0.9,{'a' * 64}\n"
        ),
    )
    labels = read_labels(empty_folder)
    assert labels.paragraphs == (ParagraphRow("mine", "x", 7, "A  b.", source_sha256="a" * 64),)
    judged = labels.annotations[0]
    assert (judged.time, judged.chosen, judged.probability, judged.codebook) == (
        "2026-11-22T09:30:00Z",
        "random",
        "0.250",
        "0.9",
    )


def test_an_id_that_is_there_finds_its_paragraph_and_one_that_is_free_is_given(
    labels_folder: Path, table: Write
) -> None:
    text = read_labels(labels_folder).paragraphs[0].text
    added = import_file(labels_folder, table(f"{NAMED}art-0-01,art-0,1,{text},for,\nmy-own,art-0,9,New.,for,\n"))
    assert [(row.paragraph, row.position) for row in added.paragraphs] == [("my-own", 9)]
    assert [row.paragraph for row in added.annotations] == ["art-0-01", "my-own"]


def test_an_id_that_is_made_up_leaves_alone_what_a_later_row_brings(empty_folder: Path, table: Write) -> None:
    import_file(empty_folder, table(f"{NAMED},a,,One.,for,\na-01,a,,Two.,for,\n"))
    assert [row.paragraph for row in read_labels(empty_folder).paragraphs] == ["a-01.2", "a-01"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "art-0-01,art-0,1,Another text.,for,",
            "column paragraph: 'art-0-01' is another paragraph, of article 'art-0'",
        ),
        ("old,art-0,1,Old.,for,", "column paragraph: 'old' has been replaced by 'new'; take the row out"),
        ("new,art-0,3,New.,for,", "column position: '3', but paragraph 'new' has 1"),
        (f"new,art-0,1,New.,for,{'0' * 64}", "column source_sha256: '000"),
        ("free,art-0,0,Free.,for,", "column position: '0' is not a number from 1 up"),
        ("free,art-0,1,Free.,for,f00", "column source_sha256: 'f00' is not of the form of 64 hexadecimal digits"),
        ("free,art-0,1,Free.,for,\nfree,art-0,1,Other.,for,", "column paragraph: 'free' is another paragraph"),
    ],
)
def test_an_id_of_another_paragraph_is_refused_and_none_is_stored(
    labels_folder: Path, table: Write, content: Content, row: str, message: str
) -> None:
    append(
        labels_folder,
        paragraphs=[ParagraphRow("old", "art-0", 1, "Old."), ParagraphRow("new", "art-0", 1, "New.", replaces="old")],
    )
    before = content(labels_folder)
    path = table(f"{NAMED}fine,art-1,1,Fine.,for,\n{row}\n")
    with pytest.raises(BadTable) as caught:
        import_file(labels_folder, path, annotator="anna")
    line = 3 + row.count("\n")
    assert str(caught.value).startswith(f"{path}:{line}: {message}")
    assert content(labels_folder) == before


def test_a_column_that_counts_paragraphs_is_told_apart(empty_folder: Path, table: Write) -> None:
    path = table("article,paragraph,text,tag\na,1,One.,for\nb,1,Two.,for\n")
    with pytest.raises(
        BadTable, match=r":3: column paragraph: '1' is another.*if the column counts paragraphs, name it"
    ):
        import_file(empty_folder, path)


def test_a_number_of_the_paragraph_without_an_article_is_no_id(empty_folder: Path, table: Write) -> None:
    """As in the rows that `classify` writes."""
    import_file(empty_folder, table("source,paragraph,text,tag\na.txt,1,One.,for\nb.txt,1,Two.,for\n"))
    assert "1" not in {row.paragraph for row in read_labels(empty_folder).paragraphs}


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("time", "9:30", "'9:30' is not of the form 2026-11-22T09:30:00Z"),
        ("chosen", "randon", "'randon' is not one of whole article, random, queue"),
        ("position", "first", "'first' is not a number from 1 up"),
    ],
)
def test_a_wrong_cell_of_the_other_columns_is_named(
    empty_folder: Path, table: Write, column: str, value: str, message: str
) -> None:
    with pytest.raises(BadTable, match=f":2: column {column}: {message}"):
        import_file(empty_folder, table(f"text,tag,{column}\nOne.,for,{value}\n"))


def test_versions_of_which_no_copy_is_kept_are_counted(empty_folder: Path, table: Write) -> None:
    path = table("text,tag,codebook\nOne.,for,1\nTwo.,for,7\nThree.,none,7\nFour.,none,\n")
    result = CliRunner().invoke(app, ["labels", "import", str(path), "--labels", str(empty_folder)])
    assert result.exit_code == 0
    assert f"{empty_folder}: 2 tags of a codebook of which no copy is kept here (7 2); if a change" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_probability_is_of_being_chosen_or_it_is_left_out(empty_folder: Path, table: Write) -> None:
    """By itself it is a model's."""
    import_file(empty_folder, table("text,tag,probability,chosen\nOne.,for,0.93,\nTwo.,for,0.25,random\n"))
    assert [row.probability for row in read_labels(empty_folder).annotations] == ["", "0.25"]


def test_a_whole_article_has_no_probability(empty_folder: Path, table: Write) -> None:
    with pytest.raises(BadTable, match=r":2: column probability: '0\.5' beside chosen 'whole article', which is not"):
        import_file(empty_folder, table("text,tag,probability,chosen\nOne.,for,0.5,whole article\n"))


def test_a_coding_sheet_is_unguarded_and_an_exported_table_is_taken_as_it_is(
    empty_folder: Path, codebook_file: Path, tmp_path: Path
) -> None:
    """Both have the columns of a sheet; only in a sheet is a quotation mark before a formula not the text's own."""
    texts = ["=1+1 ferries", "'=quoted"]
    append(
        empty_folder,
        articles=[ArticleRow("a")],
        paragraphs=[ParagraphRow(f"p{i}", "a", i, text) for i, text in enumerate(texts, start=1)],
    )
    labels = read_labels(empty_folder)
    export_file(labels, tmp_path / "table.csv", "csv")
    write_sheet(tmp_path / "sheet.csv", sheet_rows(labels, ["p1", "p2"]))
    for name in ("table", "sheet"):
        create(tmp_path / name, codebook_file)
        import_file(tmp_path / name, tmp_path / f"{name}.csv")
        assert [row.text for row in read_labels(tmp_path / name).paragraphs] == texts

"""``tristance labels collect``: filled sheets come back whole or not at all, and twice is once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tristance.cli import app
from tristance.errors import LabelError
from tristance.files import write_bytes
from tristance.labels.accepting import accept
from tristance.labels.collecting import collect
from tristance.labels.comparison import comparable
from tristance.labels.gold import gold
from tristance.labels.rereading import rereading
from tristance.labels.rows import AnnotationRow, ParagraphRow
from tristance.labels.sheet import SheetRow, sheet_rows, write_sheet
from tristance.labels.store import append, check_labels, read_labels
from tristance.labels.versions import saved_codebooks

Content = Callable[[Path], dict[str, bytes]]
Edit = Callable[[Path, str, str], None]
Fill = Callable[..., Path]
IDS = ("art-0-01", "art-0-02", "art-0-03", "art-1-01")


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["labels", *map(str, arguments)])


@pytest.fixture
def fill(labels_folder: Path, tmp_path: Path) -> Fill:
    """Writes a sheet of four paragraphs with these tags, and cells of its first row by name: ``fill("for", "")``."""

    def write(*tags: str, name: str = "ana.csv", **cells: str) -> Path:
        rows = sheet_rows(read_labels(labels_folder), IDS)
        rows = [replace(row, tag=tag) for row, tag in zip(rows, [*tags, "", "", "", ""], strict=False)]
        rows[0] = replace(rows[0], **cells)  # type: ignore[arg-type]  # position is never given
        write_sheet(tmp_path / name, rows)
        return tmp_path / name

    return write


def added(folder: Path) -> list[AnnotationRow]:
    return list(read_labels(folder).annotations[81:])


def test_judgements_come_back_with_who_when_how_and_under_which_codebook(labels_folder: Path, fill: Fill) -> None:
    sheet = fill("for", "none", confidence="unsure", note=" A  bit\nodd. ", chosen="random", probability="0.25")
    result = run("collect", sheet, "--labels", labels_folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{sheet}: 2 collected of ana, who is new in these labels, 2 not yet coded\n"
    first, second = added(labels_folder)
    assert first.time.endswith("Z")
    assert first == AnnotationRow("art-0-01", "ana", "for", "unsure", first.time, "random", "0.25", "1", "A bit odd.")
    assert second == AnnotationRow("art-0-02", "ana", "none", "sure", first.time, "whole article", "", "1", "")
    assert check_labels(labels_folder)[1] == []


def test_several_sheets_are_collected_coder_by_coder(labels_folder: Path, fill: Fill) -> None:
    result = run("collect", fill("for"), fill("none", "none", name="ben.csv"), "--labels", labels_folder)
    assert [line.split(": ")[1].split(",")[0] for line in result.stdout.splitlines()] == [
        "1 collected of ana",
        "2 collected of ben",
    ]
    assert [(row.annotator, row.tag) for row in added(labels_folder)] == [
        ("ana", "for"),
        ("ben", "none"),
        ("ben", "none"),
    ]


def test_collecting_twice_is_harmless_and_a_sheet_may_be_filled_bit_by_bit(
    labels_folder: Path, fill: Fill, content: Content
) -> None:
    run("collect", fill("for"), "--labels", labels_folder)
    before = content(labels_folder)
    for arguments in ((), ("--update",)):
        result = run("collect", fill("for"), "--labels", labels_folder, *arguments)
        assert result.stdout.endswith(": 0 collected of ana, 3 not yet coded, 1 passed over, there already\n")
        assert content(labels_folder) == before
    run("collect", fill("for", "none", "", "against"), "--labels", labels_folder)
    assert [row.tag for row in added(labels_folder)] == ["for", "none", "against"]


def test_a_change_of_mind_is_refused_and_with_update_stands(labels_folder: Path, fill: Fill, content: Content) -> None:
    run("collect", fill("for"), "--labels", labels_folder)
    before = content(labels_folder)
    sheet = fill("against", "none", note="On second thoughts.")
    result = run("collect", sheet, "--labels", labels_folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"error: {sheet}:2: column tag: 'ana' gave 'for' (sure) in the labels, here 'against' (sure, with a note); "
        "if that is a change of mind: --update\n"
    )
    assert content(labels_folder) == before
    result = run("collect", sheet, "--labels", labels_folder, "--update")
    assert "2 collected of ana (1 of them judged before), 2 not yet coded" in result.stdout
    assert [row.tag for row in added(labels_folder)] == ["for", "against", "none"]


def test_case_spaces_and_former_names_of_tags_are_forgiven(
    labels_folder: Path, fill: Fill, edit_codebook: Edit
) -> None:
    edit_codebook(labels_folder, 'name = "for"', 'name = "Für  es"\nformerly = ["for"]')
    accept(labels_folder)
    run(
        "collect", fill(" FOR ", "Fu\u0308r es", "AGAINST", "Für es ", confidence=" Unsure "), "--labels", labels_folder
    )
    assert [row.tag for row in added(labels_folder)] == ["Für  es", "Für  es", "against", "Für  es"]
    assert added(labels_folder)[0].confidence == "unsure"


def test_tags_that_differ_in_case_alone_are_told_apart(labels_folder: Path, fill: Fill, edit_codebook: Edit) -> None:
    edit_codebook(labels_folder, "[[tag]]", '[[tag]]\nname = "FOR"\nrole = "stance"\ndefinition = "D."\n\n[[tag]]')
    accept(labels_folder)
    run("collect", fill("for", "FOR"), "--labels", labels_folder)
    assert [row.tag for row in added(labels_folder)] == ["for", "FOR"]
    assert "column tag: 'For' is not one of FOR, for" in run("collect", fill("For"), "--labels", labels_folder).stderr


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"paragraph": "art-0-1", "text": "x"}, "column paragraph: 'art-0-1' is not in paragraphs.csv (did you mean"),
        (
            {"text": "The ferry left at eight."},
            "column text: reads 'left at eight.' where the labels have 'number 1 left",
        ),
        ({"text": ""}, "column text: reads '' where the labels have 'The ferry"),
        ({"tag": "agianst"}, "column tag: 'agianst' is not one of for, against, none (did you mean 'against'?)"),
        ({"confidence": "maybe"}, "column confidence: 'maybe' is not one of sure, unsure; empty means sure"),
        ({"chosen": "lot"}, "column chosen: 'lot' is not one of whole article, random, queue"),
        ({"probability": "2"}, "column probability: '2' is not a probability"),
    ],
)
def test_one_wrong_row_and_none_of_any_sheet_is_collected(
    labels_folder: Path, fill: Fill, content: Content, cells: dict[str, str], fault: str
) -> None:
    before = content(labels_folder)
    good, bad = fill("for", name="ben.csv"), fill("for", "none", **{"tag": "for", **cells})
    result = run("collect", good, bad, "--labels", labels_folder)
    assert (result.exit_code, result.stdout) == (1, "")
    [line] = result.stderr.splitlines()
    assert line.startswith(f"error: {bad}:2: {fault}")
    assert content(labels_folder) == before


def test_every_fault_of_every_sheet_is_one_line_in_order(labels_folder: Path, fill: Fill) -> None:
    one, two = fill("fro", "", "agianst", probability="x"), fill("", "zebra", name="ben.csv")
    result = run("collect", one, two, "--labels", labels_folder)
    places = [line.split(": ")[1:3] for line in result.stderr.splitlines()]
    assert places == [
        [f"{one}:2", "column probability"],
        [f"{one}:4", "column tag"],
        [f"{two}:3", "column tag"],
    ]


def test_an_uncoded_row_is_checked_too(labels_folder: Path, fill: Fill) -> None:
    assert "column text" in run("collect", fill("", "for", text="x"), "--labels", labels_folder).stderr


def test_a_note_without_a_tag_is_said_and_not_lost_unseen(labels_folder: Path, fill: Fill) -> None:
    sheet = fill("", "for", note="Cannot decide.")
    result = run("collect", sheet, "--labels", labels_folder)
    assert result.exit_code == 0
    assert result.stderr == f"{sheet}:2: column note: has no tag beside it, so it is not collected\n"


def test_an_adjudicated_tag_needs_a_reason(labels_folder: Path, fill: Fill) -> None:
    sheet = fill("for", "", name="adjudicated.csv")
    assert ":2: column note: is empty; an adj" in run("collect", sheet, "--labels", labels_folder).stderr
    sheet = fill("against", "", name="adjudicated.csv", note="The quay is not wanted.")
    assert run("collect", sheet, "--labels", labels_folder).exit_code == 0
    assert gold(read_labels(labels_folder)).tags["art-0-01"] == "against"


def test_the_annotator_may_be_said(labels_folder: Path, fill: Fill) -> None:
    run("collect", fill("for", name="ana (2).csv"), "--labels", labels_folder, "--annotator", "ana")
    assert added(labels_folder)[0].annotator == "ana"


@pytest.mark.parametrize(
    ("name", "other"),
    [("First", "first"), ("first (1)", "first"), ("SECOND(12)", "second"), ("Adjudicated", "adjudicated")],
)
def test_a_sheet_whose_name_is_nearly_an_annotators_is_nobodys(
    labels_folder: Path, fill: Fill, content: Content, name: str, other: str
) -> None:
    before = content(labels_folder)
    sheet = fill("for", name=f"{name}.csv", note="Seen.")
    result = run("collect", sheet, "--labels", labels_folder)
    assert result.stderr == (
        f"error: {sheet}: {name!r} is nearly the annotator {other!r}; say whose sheet it is: --annotator ID\n"
    )
    assert content(labels_folder) == before


@pytest.mark.parametrize("other", ["ANA.csv", "ana (1).csv"])
def test_two_new_sheets_of_nearly_one_name_are_not_two_coders(labels_folder: Path, fill: Fill, other: str) -> None:
    sheets = fill("for", name=other), fill("none", name="ana.csv")
    result = run("collect", *sheets, "--labels", labels_folder)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "is nearly the annotator" in result.stderr
    assert added(labels_folder) == []


def test_a_number_in_brackets_may_be_part_of_a_name(labels_folder: Path, fill: Fill) -> None:
    assert run("collect", fill("for", name="reader (2).csv"), "--labels", labels_folder).exit_code == 0
    assert run("collect", fill("for"), "--annotator", "first (2)", "--labels", labels_folder).exit_code == 0
    assert run("collect", fill("", "for", name="first (2).csv"), "--labels", labels_folder).exit_code == 0
    assert [row.annotator for row in added(labels_folder)] == ["reader (2)", "first (2)", "first (2)"]


def test_a_row_whose_id_became_a_date_is_known_by_its_text_and_said(labels_folder: Path, fill: Fill) -> None:
    sheet = fill("for", "none", paragraph="03. Jan")
    result = run("collect", sheet, "--labels", labels_folder)
    assert result.exit_code == 0
    assert result.stderr == (
        f"{sheet}:2: column paragraph: '03. Jan' is not in paragraphs.csv; by its text it is 'art-0-01' "
        "(spreadsheets take ids for dates)\n"
    )
    assert [row.paragraph for row in added(labels_folder)] == ["art-0-01", "art-0-02"]


def test_many_such_rows_are_one_remark(labels_folder: Path, tmp_path: Path) -> None:
    rows = [
        replace(row, paragraph=f"Jan {row.position}", tag="for") for row in sheet_rows(read_labels(labels_folder), IDS)
    ]
    write_sheet(tmp_path / "ana.csv", rows)
    result = run("collect", tmp_path / "ana.csv", "--labels", labels_folder)
    assert (result.exit_code, result.stderr.count("\n")) == (0, 1)
    assert "; so are 3 more rows known by their texts" in result.stderr
    assert tuple(row.paragraph for row in added(labels_folder)) == IDS


def test_a_text_that_two_paragraphs_have_tells_no_id(labels_folder: Path, fill: Fill, content: Content) -> None:
    text = read_labels(labels_folder).paragraphs[0].text
    append(labels_folder, paragraphs=[ParagraphRow("copy-01", "art-1", 9, text)])
    before = content(labels_folder)
    result = run("collect", fill("for", paragraph="03. Jan"), "--labels", labels_folder)
    assert "'03. Jan' is not in paragraphs.csv; the text is that of 2: 'art-0-01', 'copy-01'" in result.stderr
    assert content(labels_folder) == before


def test_a_known_annotator_is_not_called_new(labels_folder: Path, fill: Fill) -> None:
    assert (
        "new"
        not in run(
            "collect", fill("for", name="third.csv"), "--labels", labels_folder, "--annotator", "first", "--update"
        ).stdout
    )


@pytest.mark.parametrize("name", ["a\nb", "\ud800", " ana"])
def test_a_name_that_no_annotator_can_have_is_refused(labels_folder: Path, fill: Fill, name: str) -> None:
    with pytest.raises(LabelError, match="is no name for an annotator; say whose sheet it is: --annotator ID"):
        collect(labels_folder, [fill("for")], annotator=name)


def test_one_paragraph_twice_is_passed_over_where_equal_and_refused_where_not(labels_folder: Path, fill: Fill) -> None:
    one, again, other = fill("for"), fill("for", name="again.csv"), fill("", name="other.csv", tag="none")
    result = run("collect", one, other, "--annotator", "ana", "--labels", labels_folder)
    assert f"{other}:2: column tag: 'ana' gave 'for' (sure) in {one}:2, here 'none' (sure); keep one" in result.stderr
    run("collect", one, again, "--annotator", "ana", "--labels", labels_folder)
    assert len(added(labels_folder)) == 1


def test_a_paragraph_that_was_replaced_is_kept_and_said(labels_folder: Path, fill: Fill) -> None:
    sheet = fill("for")
    append(labels_folder, paragraphs=[ParagraphRow("art-0-01b", "art-0", 1, "Mended.", replaces="art-0-01")])
    result = run("collect", sheet, "--labels", labels_folder)
    assert f"{sheet}:2: column paragraph: was replaced by 'art-0-01b' since" in result.stderr
    assert len(added(labels_folder)) == 1


def test_what_spreadsheets_and_mail_alter_is_no_fault(labels_folder: Path, tmp_path: Path) -> None:
    text = "He said \"more\" – it's the port's …"
    append(labels_folder, paragraphs=[ParagraphRow("q", "art-0", 9, text)])
    altered = "He\u00a0said  “more” - it’s the port’s ... "
    write_sheet(tmp_path / "ana.csv", [SheetRow("q", "art-0", "", 9, altered, "for")])
    assert run("collect", tmp_path / "ana.csv", "--labels", labels_folder).exit_code == 0


@pytest.mark.property
@given(words=st.lists(st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1), min_size=1))
def test_spacing_never_tells_two_texts_apart_and_words_do(words: list[str]) -> None:
    assert comparable("\u00a0\n".join(words)) == comparable(" ".join(words))
    assert comparable(" ".join(words)) != comparable(" ".join([*words, "boat"]))


def test_a_sheet_without_texts_is_taken_at_its_ids(labels_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ana.csv").write_text("tag;paragraph\nfor;art-0-01\n", encoding="utf-8")
    assert run("collect", tmp_path / "ana.csv", "--labels", labels_folder).exit_code == 0
    assert len(added(labels_folder)) == 1


def test_a_second_reading_under_a_new_codebook_is_confirmed_with_update(
    labels_folder: Path, fill: Fill, edit_codebook: Edit
) -> None:
    sheet = fill("for", "none")
    run("collect", sheet, "--labels", labels_folder)
    edit_codebook(labels_folder, "should grow", "ought to grow")
    accept(labels_folder)

    def to_read() -> list[str]:
        return [
            each.row.paragraph
            for each in rereading(read_labels(labels_folder), saved_codebooks(labels_folder)).outdated
        ]

    assert to_read() == ["art-0-01"]
    sheet = fill("for", "none")
    result = run("collect", sheet, "--labels", labels_folder)
    assert "0 collected of ana, 2 not yet coded, 2 passed over" in result.stdout
    assert f"{sheet}: 2 of those passed over were judged under another version of the codebook" in result.stderr
    result = run("collect", sheet, "--labels", labels_folder, "--update")
    assert "2 collected of ana (2 of them judged before)" in result.stdout
    assert to_read() == []
    assert [row.codebook for row in added(labels_folder)] == ["1", "1", "2", "2"]


def test_what_was_coded_by_an_older_codebook_says_so(labels_folder: Path, fill: Fill, edit_codebook: Edit) -> None:
    edit_codebook(labels_folder, 'name = "for"', 'name = "pro"\nformerly = ["for"]')
    accept(labels_folder)
    result = run("collect", fill("for"), "--labels", labels_folder, "--codebook", "0")
    assert "no codebook version '0' is kept; there are: 1, 2" in result.stderr
    assert (
        "'pro' is not one of for, against"
        in run("collect", fill("pro"), "--labels", labels_folder, "--codebook", "1").stderr
    )
    assert run("collect", fill("for"), "--labels", labels_folder, "--codebook", "1").exit_code == 0
    labels = read_labels(labels_folder)
    assert (labels.annotations[-1].tag, labels.written[-1], labels.annotations[-1].codebook) == ("pro", "for", "1")


def test_a_sheet_filled_before_a_change_of_the_codebook_does_not_pass_for_a_reading_after_it(
    labels_folder: Path, fill: Fill, edit_codebook: Edit
) -> None:
    run("collect", fill("for"), "--labels", labels_folder)
    sheet = fill("for", "none")
    edit_codebook(labels_folder, "should grow", "ought to grow")
    accept(labels_folder)
    result = run("collect", sheet, "--labels", labels_folder, "--update")
    assert "1 collected of ana, 2 not yet coded, 1 passed over" in result.stdout
    assert f"{sheet}: read by an earlier codebook: 2 by version 1; what is to be read again" in result.stderr
    assert [row.codebook for row in added(labels_folder)] == ["1", "1"]
    found = rereading(read_labels(labels_folder), saved_codebooks(labels_folder)).outdated
    assert [each.row.paragraph for each in found] == ["art-0-01"]
    run("collect", sheet, "--labels", labels_folder, "--update", "--codebook", "2")
    assert [row.codebook for row in added(labels_folder)] == ["1", "1", "2", "2"]


def test_a_sheet_without_a_version_is_of_the_present_one(labels_folder: Path, fill: Fill, edit_codebook: Edit) -> None:
    sheet = fill("for", codebook="")
    edit_codebook(labels_folder, "should grow", "ought to grow")
    accept(labels_folder)
    assert run("collect", sheet, "--labels", labels_folder).stderr == ""
    assert added(labels_folder)[0].codebook == "2"


def test_a_version_of_which_no_copy_is_kept_is_refused_with_its_remedy(
    labels_folder: Path, fill: Fill, content: Content
) -> None:
    sheet, before = fill("for", codebook="0.9"), content(labels_folder)
    result = run("collect", sheet, "--labels", labels_folder)
    assert result.stderr == (
        f"error: {sheet}:2: column codebook: no codebook version '0.9' is kept; there are: 1; "
        "say which one the coder applied: --codebook VERSION\n"
    )
    assert content(labels_folder) == before


def test_an_old_sheet_does_not_stand_above_what_was_confirmed_since(
    labels_folder: Path, fill: Fill, edit_codebook: Edit
) -> None:
    edit_codebook(labels_folder, "should grow", "ought to grow")
    accept(labels_folder)
    run("collect", fill("for"), "--labels", labels_folder)
    run("collect", fill("for"), "--labels", labels_folder, "--update", "--codebook", "1")
    assert [row.codebook for row in added(labels_folder)] == ["2"]


def test_nothing_is_collected_under_a_codebook_that_is_not_accepted(
    labels_folder: Path, fill: Fill, edit_codebook: Edit, content: Content
) -> None:
    before = content(labels_folder)
    edit_codebook(labels_folder, "should grow", "should shrink")
    assert "--accept" in run("collect", fill("for"), "--labels", labels_folder).stderr
    assert content(labels_folder) == before


def test_an_interrupted_collection_is_done_again_and_nothing_is_there_twice(
    labels_folder: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = [fill("for", "none"), fill("for", name="ben.csv")]

    def torn(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("tristance.labels.store.write_bytes", torn)
        with pytest.raises(KeyboardInterrupt):
            collect(labels_folder, sheets)
    assert added(labels_folder) == []
    with monkeypatch.context() as patch:

        def late(path: Path, data: bytes) -> None:
            write_bytes(path, data)
            raise KeyboardInterrupt

        patch.setattr("tristance.labels.store.write_bytes", late)
        with pytest.raises(KeyboardInterrupt):
            collect(labels_folder, sheets)
    collect(labels_folder, sheets)
    assert [(row.annotator, row.tag) for row in added(labels_folder)] == [
        ("ana", "for"),
        ("ana", "none"),
        ("ben", "for"),
    ]


def test_a_workbook_is_refused_with_its_remedy(labels_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ana.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 20)
    result = run("collect", tmp_path / "ana.xlsx", "--labels", labels_folder)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "ana.xlsx: is a workbook; open it in the spreadsheet and save it as CSV UTF-8" in result.stderr


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "ana.csv: is empty; a sheet has the names of its columns in the first row"),
        (b" \r\n", "ana.csv: is empty"),
        (b"paragraph,text\nart-0-01,x\n", "ana.csv:1: no column"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "ana.csv: is not text; save the sheet as CSV UTF-8"),
        (bytes(range(1, 256)) * 9, "ana.csv: is not text; save the sheet as CSV UTF-8"),
    ],
)
def test_a_file_that_is_no_filled_sheet_is_one_line(
    labels_folder: Path, tmp_path: Path, data: bytes, message: str
) -> None:
    (tmp_path / "ana.csv").write_bytes(data)
    result = run("collect", tmp_path / "ana.csv", "--labels", labels_folder)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert message in result.stderr
    assert "article" not in result.stderr


@pytest.mark.property
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(tags=st.lists(st.sampled_from(["for", "against", "none", ""]), min_size=4, max_size=4))
def test_what_is_filled_is_what_stands(labels_folder: Path, tmp_path: Path, tags: list[str]) -> None:
    rows = sheet_rows(read_labels(labels_folder), IDS)
    write_sheet(tmp_path / "ana.csv", (replace(row, tag=tag) for row, tag in zip(rows, tags, strict=True)))
    collect(labels_folder, [tmp_path / "ana.csv"], update=True)
    standing = {row.paragraph: row.tag for row in read_labels(labels_folder).annotations if row.annotator == "ana"}
    assert {name: tag for name, tag in zip(IDS, tags, strict=True) if tag}.items() <= standing.items()

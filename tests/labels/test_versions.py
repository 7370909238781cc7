"""The versions of a codebook: kept, compared, accepted; what was made under an old meaning is to be read again."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.errors import BadCodebook, LabelError, UnacceptedCodebook, UnknownTag
from tristance.labels import accepting
from tristance.labels.accepting import accept, free_version, next_version, with_version
from tristance.labels.gold import gold, ratings
from tristance.labels.rereading import rereading, sheet_to_reread
from tristance.labels.rows import AnnotationRow
from tristance.labels.statistics import statistics
from tristance.labels.store import append, read_labels
from tristance.labels.versions import copy_path, pending, saved_codebooks, saved_versions

NEW = AnnotationRow("art-0-01", "third", "for", codebook="1")


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "codebook.toml"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def versions(folder: Path) -> list[str]:
    return [version.name for version in saved_versions(folder)]


def outdated(folder: Path) -> list[tuple[str, str, str]]:
    found = rereading(read_labels(folder), saved_codebooks(folder)).outdated
    return [(each.row.paragraph, each.row.annotator, each.why) for each in found]


def test_a_new_folder_keeps_a_copy_of_its_codebook(empty_folder: Path) -> None:
    assert versions(empty_folder) == ["1"]
    assert (empty_folder / "codebooks" / "1.toml").read_bytes() == (empty_folder / "codebook.toml").read_bytes()
    assert pending(empty_folder, read_labels(empty_folder).codebook) is None
    assert accept(empty_folder) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("should grow", "should  shrink"),
        ("Should the harbour", "Will the harbour"),
        ('role = "background"', 'role = "stance"'),
    ],
)
def test_nothing_is_annotated_under_a_changed_codebook(labels_folder: Path, old: str, new: str) -> None:
    before = (labels_folder / "annotations.csv").read_bytes()
    edit(labels_folder, old, new)
    with pytest.raises(UnacceptedCodebook, match=r"changed in meaning since version '1' was saved \(.*--accept$"):
        append(labels_folder, annotations=[NEW])
    assert (labels_folder / "annotations.csv").read_bytes() == before
    assert len(read_labels(labels_folder).annotations) == 81
    accept(labels_folder)
    append(labels_folder, annotations=[NEW])
    assert len(read_labels(labels_folder).annotations) == 82


def test_cues_comments_and_spacing_may_change_at_any_time(labels_folder: Path) -> None:
    edit(labels_folder, 'cues = ["noise"]', '# cheaper\ncues = ["noise", "lorr"]')
    edit(labels_folder, "The harbour should grow.", "The  harbour should grow. ")
    append(labels_folder, annotations=[NEW])
    assert accept(labels_folder) is None


def test_accepting_counts_up_and_changes_nothing_else(labels_folder: Path) -> None:
    edit(labels_folder, 'version = "1"', 'version = "1.0" # the pilot')
    accept(labels_folder)
    edit(labels_folder, "should grow", "should shrink")
    before = (labels_folder / "codebook.toml").read_bytes()
    made = accept(labels_folder)
    assert made is not None
    assert (made.version, made.copy, made.first) == ("1.1", labels_folder / "codebooks" / "1.1.toml", False)
    after = (labels_folder / "codebook.toml").read_bytes()
    assert after == before.replace(b'"1.0" # the pilot', b'"1.1" # the pilot') == made.copy.read_bytes()
    assert versions(labels_folder) == ["1", "1.0", "1.1"]


def test_a_version_that_the_author_wrote_is_taken(labels_folder: Path) -> None:
    edit(labels_folder, 'version = "1"', 'version = "Pilot: ü/2"')
    edit(labels_folder, "should grow", "should shrink")
    with pytest.raises(UnacceptedCodebook, match="version 'Pilot: ü/2' is not accepted yet"):
        append(labels_folder, annotations=[NEW])
    accept(labels_folder)
    assert read_labels(labels_folder).codebook.version == "Pilot: ü/2"
    assert versions(labels_folder) == ["1", "Pilot: ü/2"]
    assert list(saved_codebooks(labels_folder)) == ["1", "Pilot: ü/2"]


def test_an_older_version_may_come_back_and_change_again(labels_folder: Path) -> None:
    first = (labels_folder / "codebook.toml").read_bytes()
    edit(labels_folder, "should grow", "should shrink")
    accept(labels_folder)
    (labels_folder / "codebook.toml").write_bytes(first)
    assert accept(labels_folder) is None
    edit(labels_folder, "should grow", "should move")
    made = accept(labels_folder)
    assert made is not None
    assert made.version == "3"


def test_a_folder_without_copies_refuses_nothing_and_the_first_accepting_saves(labels_folder: Path) -> None:
    for path in (labels_folder / "codebooks").iterdir():
        path.unlink()
    (labels_folder / "codebooks").rmdir()
    edit(labels_folder, "should grow", "should shrink")
    append(labels_folder, annotations=[NEW])
    made = accept(labels_folder)
    assert made is not None
    assert (made.version, made.first) == ("1", True)
    assert versions(labels_folder) == ["1"]


@pytest.mark.parametrize("torn_at", ["save_copy", "write_bytes", "record_version"])
def test_an_interrupted_acceptance_has_not_happened_and_can_be_done_again(
    labels_folder: Path, monkeypatch: pytest.MonkeyPatch, torn_at: str
) -> None:
    edit(labels_folder, "should grow", "should shrink")

    def torn(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(accepting, torn_at, torn)
        with pytest.raises(KeyboardInterrupt):
            accept(labels_folder)
    assert versions(labels_folder) == ["1"]
    with pytest.raises(UnacceptedCodebook):
        append(labels_folder, annotations=[NEW])
    edit(labels_folder, "should shrink", "should move")
    accept(labels_folder)
    assert versions(labels_folder) == ["1", "2"]
    assert saved_codebooks(labels_folder)["2"] == read_labels(labels_folder).codebook


def test_a_tag_that_is_in_use_cannot_be_taken_out(labels_folder: Path) -> None:
    edit(labels_folder, 'name = "for"', 'name = "pro"')
    with pytest.raises(UnknownTag, match=r'add to the present one in codebook\.toml: formerly = \["for"\]'):
        accept(labels_folder)
    assert versions(labels_folder) == ["1"]


def test_judgements_under_a_former_name_count_as_the_present_one(labels_folder: Path) -> None:
    old = read_labels(labels_folder)
    rows = (labels_folder / "annotations.csv").read_bytes()
    edit(labels_folder, 'name = "for"', 'name = "pro"\nformerly = ["for"]')
    accept(labels_folder)
    new = read_labels(labels_folder)
    assert (labels_folder / "annotations.csv").read_bytes() == rows
    assert {row.tag for row in new.annotations} == {"pro", "against", "none"}
    assert gold(new).tags == {name: "pro" if tag == "for" else tag for name, tag in gold(old).tags.items()}
    assert (ratings(new).values == ratings(old).values).all()
    assert statistics(new)["tags"]["pro"] == statistics(old)["tags"]["for"]
    assert new.digest != old.digest


def test_the_digest_notices_a_former_name_and_nothing_else_changes_it(labels_folder: Path) -> None:
    before = read_labels(labels_folder).digest
    edit(labels_folder, 'name = "for"', 'name = "for"\nformerly = []')
    assert read_labels(labels_folder).digest == before
    edit(labels_folder, "formerly = []", 'formerly = ["pro"]')
    assert read_labels(labels_folder).digest != before


def test_two_merged_tags_no_longer_make_a_dispute(labels_folder: Path) -> None:
    append(
        labels_folder,
        annotations=[AnnotationRow("art-0-01", "first", "for"), AnnotationRow("art-0-01", "second", "against")],
    )
    assert gold(read_labels(labels_folder)).disputes == ("art-0-01",)
    text = (labels_folder / "codebook.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition('[[tag]]\nname = "against"')
    merged = head.replace('name = "for"', 'name = "any"\nformerly = ["for", "against"]') + rest[rest.index("[[tag]]") :]
    edit(labels_folder, text, merged + '\n[[tag]]\nname = "more"\nrole = "stance"\ndefinition = "D."\n')
    assert gold(read_labels(labels_folder)).tags["art-0-01"] == "any"


@pytest.mark.parametrize(
    ("formerly", "message"),
    [
        ('"against"', "tag 'for' was formerly 'against', but that is a tag"),
        ('"for"', "tag 'for' was formerly 'for', but that is a tag"),
        ('"pro", "pro"', "'pro' is a former name of both 'for' and 'for'"),
    ],
)
def test_a_former_name_belongs_to_one_tag_and_is_no_present_one(
    labels_folder: Path, formerly: str, message: str
) -> None:
    edit(labels_folder, 'name = "for"', f'name = "for"\nformerly = [{formerly}]')
    with pytest.raises(BadCodebook, match=message):
        read_labels(labels_folder)


def judged(folder: Path, *rows: tuple[str, str, str, str]) -> None:
    append(folder, annotations=[AnnotationRow(p, who, tag, codebook=version) for p, who, tag, version in rows])


def test_a_new_definition_asks_for_the_judgements_of_its_tag(labels_folder: Path) -> None:
    judged(
        labels_folder,
        ("art-0-01", "ana", "for", "1"),
        ("art-0-02", "ana", "none", "1"),
        ("art-0-01", "ben", "for", "1"),
    )
    edit(labels_folder, "should grow", "should shrink")
    assert outdated(labels_folder) == [("art-0-01", "ana", "definition"), ("art-0-01", "ben", "definition")]
    accept(labels_folder)
    judged(labels_folder, ("art-0-01", "ben", "for", "2"))
    assert outdated(labels_folder) == [("art-0-01", "ana", "definition")]


@pytest.mark.parametrize(("old", "why"), [("Should the", "question"), ("Tag what the paragraph", "rules")])
def test_a_new_question_or_rule_asks_for_all_judgements(labels_folder: Path, old: str, why: str) -> None:
    judged(labels_folder, ("art-0-01", "ana", "for", "1"), ("art-0-02", "ana", "none", "1"))
    edit(labels_folder, old, f"New: {old}")
    accept(labels_folder)
    assert outdated(labels_folder) == [("art-0-01", "ana", why), ("art-0-02", "ana", why)]


def test_a_tag_that_was_merged_into_another_is_read_again_and_a_renamed_one_is_not(labels_folder: Path) -> None:
    judged(labels_folder, ("art-0-01", "ana", "for", "1"), ("art-0-02", "ana", "against", "1"))
    edit(labels_folder, 'name = "for"', 'name = "pro"\nformerly = ["for"]')
    assert outdated(labels_folder) == []
    edit(labels_folder, 'formerly = ["for"]', 'formerly = ["for", "against"]')
    edit(labels_folder, 'name = "against"', 'name = "neither"')
    assert outdated(labels_folder) == [("art-0-02", "ana", "definition")]


def test_judgements_of_unsaved_versions_are_counted_and_not_asked_for(labels_folder: Path) -> None:
    judged(labels_folder, ("art-0-01", "ana", "for", "0.9"))
    found = rereading(read_labels(labels_folder), saved_codebooks(labels_folder))
    assert found.outdated == ()
    assert found.unknown == {"": 81, "0.9": 1}


def test_a_version_that_a_judgement_names_is_not_given_again(labels_folder: Path) -> None:
    """Else what came from elsewhere would pass for judged by the new codebook."""
    judged(labels_folder, ("art-0-01", "ana", "for", "2"), ("art-0-02", "ana", "for", "3"))
    edit(labels_folder, "should grow", "should shrink")
    made = accept(labels_folder)
    assert made is not None
    assert made.version == read_labels(labels_folder).codebook.version == "4"


def test_the_sheet_to_read_again_keeps_how_a_paragraph_was_chosen(labels_folder: Path) -> None:
    rows = [AnnotationRow("art-1-01", who, "for", "sure", "", "random", "0.25", "1") for who in ("ana", "ben")]
    append(labels_folder, annotations=[*rows, AnnotationRow("art-0-01", "ben", "for", codebook="1")])
    edit(labels_folder, "should grow", "should shrink")
    labels = read_labels(labels_folder)
    sheet = sheet_to_reread(labels, rereading(labels, saved_codebooks(labels_folder)).outdated)
    assert [(row.paragraph, row.tag, row.chosen, row.probability) for row in sheet] == [
        ("art-0-01", "", "whole article", ""),
        ("art-1-01", "", "random", "0.25"),
    ]


def test_a_copy_that_is_gone_or_was_edited_is_said(labels_folder: Path) -> None:
    copy = copy_path(labels_folder, "1")
    copy.write_text(copy.read_text(encoding="utf-8").replace('"1"', '"7"'), encoding="utf-8")
    with pytest.raises(BadCodebook, match=r"1\.toml: is version '7', not '1'; a copy is never edited"):
        append(labels_folder, annotations=[NEW])
    copy.unlink()
    with pytest.raises(LabelError, match=r"1\.toml: the copy of codebook version '1' is not there"):
        append(labels_folder, annotations=[NEW])
    (labels_folder / "codebooks" / "versions.csv").write_text("what,when\n", encoding="utf-8")
    with pytest.raises(LabelError, match=r"versions\.csv: expected the columns version,time"):
        append(labels_folder, annotations=[NEW])


@pytest.mark.parametrize("head", ["", "\ufeff", "# version = 7\r\n", 'rules = ["""\nversion = "1"\n"""]\n'])
def test_the_line_of_the_version_is_found(head: str) -> None:
    """Behind a byte-order mark, a comment, and a rule that looks like it."""
    tags = "".join(f"[[tag]]\nname = '{name}'\nrole = 'stance'\ndefinition = 'version = 1'\n" for name in "ab")
    text = f"{head}  version =  '1'# pilot\r\nquestion = 'Q?'\n{tags}"
    assert (
        with_version(text.encode(), "1.1", Path("c")) == text.replace("version =  '1'#", 'version =  "1.1"#').encode()
    )


def test_a_version_that_cannot_be_counted_up_is_said() -> None:
    with pytest.raises(BadCodebook, match=r'write the new one yourself: version = "2"'):
        with_version(b'version = """\n1"""\n', "2", Path("c"))


@pytest.mark.property
@given(st.text(min_size=1))
def test_a_version_can_always_be_counted_up_and_never_twice_to_the_same(version: str) -> None:
    seen = [version]
    for _ in range(5):
        seen.append(next_version(seen[-1]))
    assert len(set(seen)) == 6 or seen[0].isdecimal()
    assert free_version(version, seen[:3]) not in seen[:3]


name = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\t"), min_size=1, max_size=80)


@pytest.mark.property
@given(one=name, other=name)
def test_a_copy_has_a_file_name_that_every_system_takes(one: str, other: str) -> None:
    path = copy_path(Path("labels"), one)
    assert path.parent == Path("labels", "codebooks")
    assert len(path.name) < 100
    assert not set(path.name) - set("abcdefghijklmnopqrstuvwxyz0123456789-._")
    assert os.path.splitext(path.name)[1] == ".toml"  # noqa: PTH122  # as systems split it
    assert one == other or copy_path(Path("labels"), other) != path


@pytest.mark.property
@given(name.filter(lambda text: text.strip() == text))
def test_any_version_is_written_as_toml_has_it(version: str) -> None:
    book = b"version = '1'\nquestion = 'Q?'\n" + b"".join(
        b"[[tag]]\nname = '%c'\nrole = 'stance'\ndefinition = 'D'\n" % tag for tag in b"ab"
    )
    try:
        changed = with_version(book, version, Path("c"))
    except BadCodebook:  # a control character that TOML writes otherwise
        assert not version.isprintable()
        return
    assert tomllib.loads(changed.decode())["version"] == version

"""What is exported and imported into a new folder is the same labels, in every format."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.labels.exchange import export_file, import_file
from tristance.labels.exchange.formats import Format
from tristance.labels.exchange.standing import annotators
from tristance.labels.gold import gold, judgements
from tristance.labels.rows import ADJUDICATED, CHOSEN, CONFIDENCES, ORIGINS, AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.store import Labels, append, check_labels, create, read_labels

FORMATS: tuple[Format, ...] = get_args(Format)
SUFFIX: dict[Format, str] = {"csv": ".csv", "jsonl": ".jsonl", "doccano": ".jsonl", "label-studio": ".json"}
TAGS = ("for, mostly", 'the "old"  basin', "gegen – nein", "항구", "=none", "[tag]", "1.0")
CODEBOOK = 'version = "2"\nquestion = "Should the harbour be enlarged?"\n' + "".join(
    f'[[tag]]\nname = \'{name}\'\nrole = "stance"\ndefinition = "One."\n' for name in TAGS
)

line = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=12).map(str.strip)
filled = line.filter(bool)
date = st.sampled_from(["", "2019", "2019-08", "2019-08-22"])
time = st.sampled_from(["", "2026-11-22T09:30:00Z", "2026-11-22T09:30"])
sha = st.sampled_from(["", "0" * 64, "af" * 32])


@st.composite
def rows(
    draw: st.DrawFn,
) -> tuple[list[ArticleRow], list[ParagraphRow], list[AnnotationRow]]:
    """Rows of any labels: odd letters, unsure ones, disputes, adjudication, untagged and replaced paragraphs."""
    ids = draw(st.lists(filled, min_size=1, max_size=3, unique=True))
    details = st.builds(
        ArticleRow,
        article=st.just(""),
        title=line,
        outlet=line,
        author=line,
        date=date,
        event_date=date,
        url=line,
        genre=line,
        origin=st.sampled_from(ORIGINS),
    )
    articles = [replace(draw(details), article=name) for name in ids]
    places = [*ids, *draw(st.lists(st.sampled_from(ids), max_size=4))]
    texts = draw(st.lists(filled, min_size=len(places), max_size=len(places), unique=True))
    names = draw(st.lists(filled, min_size=2 * len(places), max_size=2 * len(places), unique=True))
    paragraphs = [
        ParagraphRow(names[i], article, draw(st.integers(1, 99)), texts[i], source_sha256=draw(sha))
        for i, article in enumerate(places)
    ]
    for row, new in zip(tuple(paragraphs), names[len(places) :], strict=True):
        if draw(st.integers(0, 3)) == 0:
            text = row.text + draw(filled)
            if all((row.article, text) != (other.article, other.text) for other in paragraphs):
                paragraphs.append(replace(row, paragraph=new, text=text, replaces=row.paragraph))
    who = [*draw(st.lists(filled, min_size=2, max_size=2, unique=True)), ADJUDICATED]
    annotations = draw(
        st.lists(
            st.builds(
                AnnotationRow,
                paragraph=st.sampled_from([row.paragraph for row in paragraphs]),
                annotator=st.sampled_from(who),
                tag=st.sampled_from(TAGS),
                confidence=st.sampled_from(CONFIDENCES),
                time=time,
                chosen=st.sampled_from(CHOSEN),
                probability=st.sampled_from(["", "0.250", "1"]),
                codebook=line,
                note=filled,
            ),
            max_size=12,
        )
    )
    blank = draw(st.booleans())
    return (
        articles,
        paragraphs,
        [replace(row, note="") if blank and row.annotator != ADJUDICATED else row for row in annotations],
    )


def started(folder: Path) -> Path:
    folder.mkdir(parents=True)
    book = folder / "in.toml"
    book.write_text(CODEBOOK, encoding="utf-8")
    create(folder / "labels", book)
    return folder / "labels"


def carried(labels: Labels) -> tuple[object, ...]:
    """What is said of labels once replaced paragraphs, changed judgements and the order of annotators are put aside."""
    order = [row.article for row in labels.articles]
    current = [replace(row, replaces="") for row in labels.current]
    ids = {row.paragraph for row in current}
    standing = {name: by for name, by in judgements(labels.annotations).items() if name in ids}
    return labels.articles, sorted(current, key=lambda row: order.index(row.article)), standing, gold(labels).tags


def passed_on(labels: Labels, place: Path, form: Format) -> Labels:
    """The labels of a new folder into which *labels* were exported; for doccano, a file an annotator."""
    folder = started(place / form)
    whose: list[str | None] = [*annotators(labels)] if form == "doccano" else []
    for number, name in enumerate(whose or [None]):
        path = place / f"{form}-{number}{SUFFIX[form]}"
        export_file(labels, path, form, annotator=name)
        import_file(folder, path)
    assert check_labels(folder)[1] == []
    return read_labels(folder)


@pytest.mark.property
@pytest.mark.parametrize("form", FORMATS)
@given(made=rows())
def test_labels_come_back_the_same(
    form: Format, made: tuple[list[ArticleRow], list[ParagraphRow], list[AnnotationRow]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = started(place / "first")
        articles, paragraphs, annotations = made
        append(folder, articles=articles, paragraphs=paragraphs, annotations=annotations)
        labels = read_labels(folder)
        assert carried(passed_on(labels, place, form)) == carried(labels)


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_of_what_was_imported_is_the_same_file(labels_folder: Path, tmp_path: Path, form: Format) -> None:
    labels = read_labels(labels_folder)
    who = "second" if form == "doccano" else None
    first, second = tmp_path / f"1{SUFFIX[form]}", tmp_path / f"2{SUFFIX[form]}"
    export_file(labels, first, form, annotator=who)
    create(tmp_path / "new", labels_folder / "codebook.toml")
    import_file(tmp_path / "new", first)
    export_file(read_labels(tmp_path / "new"), second, form, annotator=who)
    assert second.read_bytes() == first.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_exported_finds_its_paragraphs_again(labels_folder: Path, tmp_path: Path, form: Format) -> None:
    """Into the folder that it came from, nothing is stored twice."""
    labels = read_labels(labels_folder)
    path = tmp_path / f"labels{SUFFIX[form]}"
    export_file(labels, path, form, annotator="first")
    added = import_file(labels_folder, path, skip_duplicates=True)
    assert (added.articles, added.paragraphs, added.annotations, added.skipped) == ([], [], [], 40)

"""A labels folder: a codebook and three tables that belong together, read whole and only ever added to."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tristance import files
from tristance.errors import LabelError, OutputError
from tristance.files import digest, is_file, make_folder, read_bytes, write_bytes, write_text
from tristance.labels.codebook import parse_codebook, read_codebook
from tristance.labels.references import check_references
from tristance.labels.rows import TABLES, AnnotationRow, ArticleRow, ParagraphRow, Row, columns
from tristance.labels.tables import Problem, header, lines, read_table
from tristance.labels.versions import COPIES, record_version, require_accepted, save_copy
from tristance.schema import Codebook

_LOCK_SECONDS = 30


@dataclass(frozen=True)
class Labels:
    """What a labels folder holds: every row, in the order of its file."""

    folder: Path
    codebook: Codebook
    articles: tuple[ArticleRow, ...]
    paragraphs: tuple[ParagraphRow, ...]
    annotations: tuple[AnnotationRow, ...]
    """The judgements, with the present names of their tags."""
    written: tuple[str, ...] = ()
    """The tag of each as its row has it: a name that the codebook of its version had."""

    @cached_property
    def current(self) -> tuple[ParagraphRow, ...]:
        """The paragraphs that no later row replaces."""
        replaced = {row.replaces for row in self.paragraphs}
        return tuple(row for row in self.paragraphs if row.paragraph not in replaced)

    @cached_property
    def unfinished(self) -> tuple[ArticleRow, ...]:
        """The articles without a paragraph: what added them was broken off in between."""
        begun = {row.article for row in self.paragraphs}
        return tuple(row for row in self.articles if row.article not in begun)

    @cached_property
    def in_order(self) -> tuple[ParagraphRow, ...]:
        """The current paragraphs as they are read: article by article, by their positions."""
        place = {row.article: number for number, row in enumerate(self.articles)}
        return tuple(sorted(self.current, key=lambda row: (place[row.article], row.position)))

    @cached_property
    def last_position(self) -> dict[str, int]:
        """The highest position of each article's paragraphs, replaced ones among them."""
        found: dict[str, int] = {}
        for row in self.paragraphs:
            found[row.article] = max(row.position, found.get(row.article, 0))
        return found

    @cached_property
    def article(self) -> dict[str, ArticleRow]:
        """Each article by its id."""
        return {row.article: row for row in self.articles}

    @cached_property
    def digest(self) -> str:
        """SHA-256 over codebook and rows: the same wherever the folder lies and whatever its line ends."""
        book = self.codebook
        tags = [  # former names only where there are any: older labels keep their digest
            [tag.name, tag.definition, tag.role, tag.cues, tag.examples, *([tag.formerly] if tag.formerly else [])]
            for tag in book.tags
        ]
        actors = [[[actor.name, actor.terms] for actor in book.actors]] if book.actors else []  # likewise
        rows: tuple[Row, ...] = (*self.articles, *self.paragraphs, *self.annotations)
        cells = [[str(getattr(row, name)) for name in columns(type(row))] for row in rows]
        return digest(
            *(json.dumps(part).encode() for part in ([book.version, book.question, book.rules, tags, *actors], *cells))
        )


def create(folder: Path, codebook: Path) -> Codebook:
    """Start an empty labels folder with *codebook*, saved as its first version, and return that codebook.

    What was made is taken away again where not all can be, so that the same can be tried again.

    Raises :class:`BadCodebook`, and :class:`OutputError` where the folder already holds labels or cannot be written.
    """
    data = read_bytes(codebook)
    book = parse_codebook(data, codebook)
    taken = [name for name in ("codebook.toml", *TABLES, COPIES) if (folder / name).exists()]
    if taken:
        raise OutputError(f"{folder}: already holds {', '.join(taken)}; name a folder without labels")
    new_folders = [path for path in (folder / COPIES, folder, *folder.parents) if not path.exists()]
    try:
        make_folder(folder)
        save_copy(folder, book.version, data)
        write_bytes(folder / "codebook.toml", data)
        for name, kind in TABLES.items():
            write_text(folder / name, header(kind))
        record_version(folder, book.version)
    except BaseException:
        _take_away(folder, new_folders)
        raise
    return book


def _take_away(folder: Path, new_folders: Sequence[Path]) -> None:
    """Remove the beginning of labels in *folder*, and the folders that were made for it, innermost first."""
    own = [folder / name for name in ("codebook.toml", *TABLES)]
    for path in (*own, *(folder / COPIES).glob("*")):
        with contextlib.suppress(OSError):
            path.unlink()
    for path in new_folders:
        with contextlib.suppress(OSError):
            path.rmdir()


def read_labels(folder: Path) -> Labels:
    """The labels in *folder*.

    Raises the first fault's error where anything is wrong with them, with the number of further faults.
    """
    labels, problems = check_labels(folder)
    if problems:
        more = f" ({len(problems) - 1} more: tristance labels check --labels {folder})" if problems[1:] else ""
        raise problems[0].error(f"{problems[0]}{more}")
    return labels


def check_labels(folder: Path) -> tuple[Labels, list[Problem]]:
    """The readable rows of the labels in *folder*, and all that is wrong, in the order of files and lines.

    Raises :class:`LabelError` where there is no labels folder, and :class:`BadCodebook`.
    """
    _require(folder)
    codebook = read_codebook(folder / "codebook.toml")
    problems: list[Problem] = []
    articles = read_table(folder / "articles.csv", ArticleRow, problems)
    paragraphs = read_table(folder / "paragraphs.csv", ParagraphRow, problems)
    annotations = read_table(folder / "annotations.csv", AnnotationRow, problems)
    if not problems:  # a row that cannot be read would make those that refer to it seem wrong
        problems = check_references(folder, codebook, articles, paragraphs, annotations)
    labels = Labels(
        folder,
        codebook,
        tuple(found.row for found in articles),
        tuple(found.row for found in paragraphs),
        tuple(_under_present_name(found.row, codebook) for found in annotations),
        tuple(found.row.tag for found in annotations),
    )
    return labels, problems


def _under_present_name(row: AnnotationRow, codebook: Codebook) -> AnnotationRow:
    present = codebook.present.get(row.tag, row.tag)
    return row if present == row.tag else replace(row, tag=present)


def append(
    folder: Path,
    *,
    articles: Sequence[ArticleRow] = (),
    paragraphs: Sequence[ParagraphRow] = (),
    annotations: Sequence[AnnotationRow] = (),
) -> None:
    """Add rows to the tables in *folder*: nothing that is there is changed.

    Articles come first and annotations last, each table in one step: whatever interrupts it, no row refers to one that
    is not there. Two who write at once wait for each other; call :func:`locked` around reading and appending where
    what is added depends on what is there.

    Raises :class:`UnacceptedCodebook` for annotations where the codebook was changed in meaning and not accepted: it
    would not be known what they were made under.
    """
    added: dict[str, Sequence[Row]] = {
        "articles.csv": articles,
        "paragraphs.csv": paragraphs,
        "annotations.csv": annotations,
    }
    with locked(folder):
        if annotations:
            require_accepted(folder)
        # All rows become bytes before the first is written: one that cannot leaves every table alone.
        texts = {name: lines(rows).encode() for name, rows in added.items() if rows}
        for name, text in texts.items():
            before = read_bytes(folder / name)
            ended = before if before.endswith(b"\n") else before + b"\n"
            write_bytes(folder / name, ended + text)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep others from writing to *folder* for the length of a block; the same thread may lock again within.

    Raises :class:`OutputError` after 30 seconds of waiting, or where the folder is read-only.
    """
    _require(folder)  # else the lock would make a folder of a mistyped name
    busy = f"another program has been writing for {_LOCK_SECONDS} s; try again when it is done"
    with files.locked(folder, _LOCK_SECONDS, busy, again=True):
        yield


def _require(folder: Path) -> None:
    if not is_file(folder / "codebook.toml"):
        raise LabelError(
            f"{folder}: no labels folder (codebook.toml is not there); "
            f"start one: tristance labels new {folder} --codebook FILE"
        )

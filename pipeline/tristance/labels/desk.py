"""One annotator at a labels folder: each judgement is written at once, and what others write meanwhile is noticed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from tristance.errors import LabelError
from tristance.files import read_bytes
from tristance.labels.changes import changes
from tristance.labels.codebook import parse_codebook
from tristance.labels.followed import Followed
from tristance.labels.judgements import Judgements, judgements
from tristance.labels.rows import AnnotationRow, ParagraphRow, timestamp
from tristance.labels.store import Labels, append, locked, read_labels
from tristance.labels.versions import require_accepted


class Desk:
    """The place of *annotator* at the labels in *folder*.

    A *blind* desk holds the annotator's own judgements only: others' tags are not in :attr:`labels`, nor anywhere else
    that a screen could take them from.

    Raises what :func:`~tristance.labels.store.read_labels` and :func:`~tristance.labels.store.locked` raise, and
    :class:`UnacceptedCodebook` before anything is read in vain.
    """

    labels: Labels

    def __init__(self, folder: Path, annotator: str, *, blind: bool = True) -> None:
        self.folder = folder
        self.annotator = annotator
        self._blind = blind
        self._changed: set[str] = set()
        self.replaced: set[str] = set()
        """Paragraphs that were corrected, and so replaced, since the labels were read."""
        with locked(folder):  # else an import half-way could look like rows that refer to nothing
            require_accepted(folder)
            self._read()

    @property
    def standing(self) -> Mapping[str, Mapping[str, AnnotationRow]]:
        """The standing judgements of each paragraph, by annotator, as of the last judgement written."""
        return self._standing

    def mine(self, paragraph: str) -> AnnotationRow | None:
        """The annotator's own standing judgement of *paragraph*."""
        return self._standing.get(paragraph, {}).get(self.annotator)

    def judge(self, row: AnnotationRow) -> bool:
        """Write *row*, stamped with annotator, time and codebook; it is on the disk when this returns True.

        False, and nothing is written, where the paragraph's judgements (on a blind desk: the annotator's own) are no
        longer those in :attr:`standing`, or where it was replaced: someone else was quicker.

        Raises :class:`LabelError` where the codebook has changed in meaning, and :class:`OutputError` where nothing can
        be written.
        """
        stamped = replace(row, annotator=self.annotator, time=timestamp(), codebook=self.labels.codebook.version)
        with locked(self.folder):
            self._look()
            if row.paragraph in self._changed | self.replaced:
                return False
            append(self.folder, annotations=[stamped])
        self._standing.setdefault(row.paragraph, {})[self.annotator] = stamped
        return True

    def changed(self) -> set[str]:
        """The paragraphs judged elsewhere since this was last asked, and all that were replaced, as far as is known."""
        found, self._changed = self._changed | self.replaced, set()
        return found

    def _read(self) -> None:
        self._codebook = read_bytes(self.folder / "codebook.toml")
        self._annotations = Followed(self.folder / "annotations.csv", AnnotationRow)
        self._paragraphs = Followed(self.folder / "paragraphs.csv", ParagraphRow)
        labels = read_labels(self.folder)
        self.annotators = {row.annotator for row in labels.annotations}
        """Who has judged anything here; the names only."""
        seen = [
            (row, written)
            for row, written in zip(labels.annotations, labels.written, strict=True)
            if self._may_see(row)
        ]
        self.labels = replace(
            labels, annotations=tuple(row for row, _ in seen), written=tuple(written for _, written in seen)
        )
        self._standing: Judgements = judgements(self.labels.annotations)

    def _look(self) -> None:
        self._require_same_codebook()
        annotations, paragraphs = self._annotations.look(), self._paragraphs.look()
        if annotations is None or paragraphs is None:
            self._read_anew()
            return
        self.replaced |= {row.replaces for row in paragraphs if row.replaces}
        present = self.labels.codebook.present
        for row in self._seen(replace(row, tag=present.get(row.tag, row.tag)) for row in annotations):
            by = self._standing.setdefault(row.paragraph, {})
            if by.get(row.annotator) != row:  # else it is what was written here
                by[row.annotator] = row
                self._changed.add(row.paragraph)

    def _require_same_codebook(self) -> None:
        """Comments, cues and layout may change in a session; what the annotator has in mind may not."""
        path = self.folder / "codebook.toml"
        data = read_bytes(path)
        if data == self._codebook:
            return
        now, then = parse_codebook(data, path), self.labels.codebook
        if now.version != then.version or changes(then, now):
            raise LabelError(f"{path}: has changed in meaning since this session began; begin a new one to go on")
        self._codebook = data

    def _read_anew(self) -> None:
        """After a change that was more than rows added: someone mended the tables by hand."""
        before, current = self._standing, {row.paragraph for row in self.labels.current}
        self._read()
        self.replaced |= current - {row.paragraph for row in self.labels.current}
        self._changed |= {name for name in current if before.get(name, {}) != self._standing.get(name, {})}

    def _seen(self, rows: Iterable[AnnotationRow]) -> Iterable[AnnotationRow]:
        return filter(self._may_see, rows)

    def _may_see(self, row: AnnotationRow) -> bool:
        return not self._blind or row.annotator == self.annotator

"""Many articles read one by one: those that cannot be are said and counted, and the others go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tristance.articles.reading import examine, examine_bytes, with_body
from tristance.cli.screen import note, printable
from tristance.errors import InputError, MissingPackage
from tristance.schema import Article


class Reading:
    """The articles of *inputs*, each a path or the bytes of standard input, read as they are asked for.

    One that cannot be read is a line on standard error; where it is the only one, it is the error of the run.
    """

    def __init__(self, inputs: Sequence[Path | bytes], min_words: int, keep: Sequence[str]) -> None:
        self._inputs = inputs
        self._min_words = min_words
        self._keep = keep
        self._bare: list[Article] = []
        self._failed = 0
        self.read: list[Path | bytes] = []
        self.paragraphs = 0
        self.left_out: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Article]:
        for each in self._inputs:
            try:
                article = self._examined(each)
            except (InputError, MissingPackage) as error:
                if len(self._inputs) == 1:
                    raise
                note(printable(str(error)))
                self._failed += 1
                continue
            self.read.append(each)
            self.paragraphs += len(article.paragraphs)
            self.left_out.update(piece.reason for piece in article.dropped)
            if not article.paragraphs:
                self._bare.append(article)
                if len(self._inputs) > 1:
                    note(f"{printable(article.source)}: no body paragraph was found")
            yield article

    def conclude(self) -> None:
        """Raise :class:`InputError` where an article could not be read, or has no paragraph."""
        if self._bare and len(self._inputs) == 1:
            with_body(self._bare[0])
        if self._failed or self._bare:
            parts = [f"{self._failed} could not be read"] * bool(self._failed)
            parts += [f"{len(self._bare)} had no body paragraph"] * bool(self._bare)
            raise InputError(f"{' and '.join(parts)}, of {len(self._inputs)} articles: see the lines above")

    def _examined(self, each: Path | bytes) -> Article:
        if isinstance(each, bytes):
            return examine_bytes(each, "-", min_words=self._min_words, keep=self._keep)
        return examine(each, min_words=self._min_words, keep=self._keep)

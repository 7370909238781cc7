"""What training and evaluation are given: texts with their gold tags, grouped by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tristance.errors import NotEnoughLabels
from tristance.labels.gold import gold
from tristance.labels.near_duplicates import Link, groups, near_duplicates
from tristance.labels.rows import ParagraphRow
from tristance.labels.store import Labels
from tristance.schema import Codebook

TEXT_OF_ORIGIN = {"published": "restated", "composed": "composed", "imported": "real"}
"""What kind of text a row holds. A published article is restated in our words, until hydration puts its own back."""


@dataclass(frozen=True)
class Examples:
    """n paragraphs with gold tags, in the order of the labels.

    ``tags`` are integers in the codebook's order; ``articles`` name the article of each; ``kinds`` say of each text
    whether it is ``composed``, ``restated`` or ``real``; ``fingerprints`` are empty for all but restated ones.
    ``disputed`` are the paragraphs whose annotators differ without a decision, their tags -1: nothing is trained on
    them, but a comparison with the annotators that left them out would flatter both sides.
    """

    codebook: Codebook
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    tags: NDArray[np.intp]
    articles: tuple[str, ...]
    kinds: tuple[str, ...]
    fingerprints: tuple[str, ...]
    disputed: Examples | None = None

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def links(self) -> list[Link]:
        """Near-duplicates between articles."""
        return near_duplicates(self.texts, self.articles)

    @cached_property
    def groups(self) -> NDArray[np.intp]:
        """The group of each paragraph, (n,): its article, with all articles that share text with it."""
        return groups(self.articles, self.links)

    @cached_property
    def joined(self) -> Examples:
        """These, and the disputed ones behind them, if there are any."""
        more = self.disputed
        if more is None:
            return self
        return Examples(
            self.codebook,
            self.ids + more.ids,
            self.texts + more.texts,
            np.concatenate([self.tags, more.tags]),
            self.articles + more.articles,
            self.kinds + more.kinds,
            self.fingerprints + more.fingerprints,
        )

    @cached_property
    def text(self) -> str:
        """What the texts are, commonest first: ``composed``, or ``composed + restated``."""
        return text_kinds(self.kinds)

    @cached_property
    def stances(self) -> NDArray[np.intp]:
        """The integers of the stances."""
        return stances_of(self.codebook)

    def only(self, rows: NDArray[np.intp]) -> Examples:
        """Those of *rows*, (m,), in that order; the disputed ones do not come with them."""
        return replace(
            self,
            ids=tuple(self.ids[i] for i in rows),
            texts=tuple(self.texts[i] for i in rows),
            tags=self.tags[rows],
            articles=tuple(self.articles[i] for i in rows),
            kinds=tuple(self.kinds[i] for i in rows),
            fingerprints=tuple(self.fingerprints[i] for i in rows),
            disputed=None,
        )


def stances_of(codebook: Codebook) -> NDArray[np.intp]:
    """The integers of a codebook's stances."""
    return np.array([codebook.names.index(name) for name in codebook.stances], dtype=np.intp)


def text_kinds(kinds: Iterable[str]) -> str:
    """The kinds of text, commonest first.

    >>> text_kinds(["real", "composed", "composed"])
    'composed + real'
    """
    return " + ".join(kind for kind, _ in sorted(Counter(kinds).items(), key=lambda item: (-item[1], item[0])))


def examples(labels: Labels) -> Examples:
    """The current paragraphs of *labels* that have a gold tag.

    Raises :class:`NotEnoughLabels` where none has.
    """
    tags, disputes = gold(labels)
    rows = [row for row in labels.current if row.paragraph in tags]
    if not rows:
        raise NotEnoughLabels(
            f"{labels.folder}: no paragraph has a tag yet; "
            f"add some: tristance labels annotate --annotator ID --labels {labels.folder}; "
            "or collect sheets, or import a file"
        )
    names = labels.codebook.names
    undecided = set(disputes)
    differ = [row for row in labels.current if row.paragraph in undecided]
    disputed = _examples(labels, differ, [-1] * len(differ)) if differ else None
    return replace(_examples(labels, rows, [names.index(tags[row.paragraph]) for row in rows]), disputed=disputed)


def _examples(labels: Labels, rows: Sequence[ParagraphRow], tags: Sequence[int]) -> Examples:
    return Examples(
        labels.codebook,
        tuple(row.paragraph for row in rows),
        tuple(row.text for row in rows),
        np.array(tags, dtype=np.intp),
        tuple(row.article for row in rows),
        tuple(TEXT_OF_ORIGIN[labels.article[row.article].origin] for row in rows),
        tuple(row.source_sha256 for row in rows),
    )


def hydrate(found: Examples, originals: Mapping[str, str]) -> tuple[Examples, int, int]:
    """Put the original wording in place of restated text: ``(examples, how many were found, of how many)``.

    *originals* maps a fingerprint to the paragraph that has it.
    """
    restated = [bool(fingerprint) for fingerprint in found.fingerprints]
    hits = [fingerprint in originals for fingerprint in found.fingerprints]
    texts = _swap(found.texts, (originals.get(f, "") for f in found.fingerprints), hits)
    kinds = _swap(found.kinds, ("real" for _ in hits), hits)
    disputed = None if found.disputed is None else hydrate(found.disputed, originals)[0]
    return replace(found, texts=texts, kinds=kinds, disputed=disputed), sum(hits), sum(restated)


def _swap(old: Iterable[str], new: Iterable[str], where: Iterable[bool]) -> tuple[str, ...]:
    return tuple(b if hit else a for a, b, hit in zip(old, new, where, strict=True))

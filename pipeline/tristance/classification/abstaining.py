"""Rows whose tag is not sure enough for an error budget are left undecided."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from tristance.classification.rows import REASON, Row
from tristance.model.abstention import Thresholds
from tristance.schema import Codebook


def undecided_tag(codebook: Codebook) -> str:
    """``undecided``, or another name where the codebook has a tag of that name.

    Upper and lower case are alike: ``Undecided`` beside ``undecided`` would mislead.
    """
    taken = {name.casefold() for name in codebook.names}
    name = "undecided"
    while name in taken:
        name = f"left {name}"
    return name


def abstaining(rows: Iterable[Row], thresholds: Thresholds, codebook: Codebook) -> Iterator[Row]:
    """*rows*, those with too small a confidence as :func:`undecided_tag`, with the reason in ``undecided_reason``.

    The reason is None in the others. ``confidence`` stays that of the tag that the reason names, and ``p_TAG`` stays.
    """
    undecided = undecided_tag(codebook)
    of_tag = dict(zip(codebook.names, needed(thresholds, codebook), strict=True))
    for row in rows:
        tag = row["tag"]
        if tag is None:
            row[REASON] = None
        else:
            least, reason = of_tag[tag]
            unsure = row["confidence"] < least
            row[REASON] = f"{tag}: {reason}" if unsure else None
            if unsure:
                row["tag"] = undecided
        yield row


def needed(thresholds: Thresholds, codebook: Codebook) -> list[tuple[float, str]]:
    """Of each tag, in the codebook's order: the least confidence that keeps it, and what is said of a smaller one."""
    stance, background = (_named(least, thresholds.max_error) for least in (thresholds.stances, thresholds.background))
    return [background if name == codebook.background else stance for name in codebook.names]


def _named(least: float | None, budget: float) -> tuple[float, str]:
    """What confidence is needed, and what is said of one that is smaller."""
    if least is None:
        return math.inf, f"no confidence is enough (--max-error {budget:g})"
    return least, f"confidence below {least:g} (--max-error {budget:g})"

"""What a labels folder holds, counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tristance.labels.examples import TEXT_OF_ORIGIN
from tristance.labels.gold import gold
from tristance.labels.store import Labels

_UNTAGGED, _DISPUTED = "(untagged)", "(disputed)"


def statistics(labels: Labels) -> dict[str, Any]:
    """Counts by gold tag, annotator, kind of text and genre, as plain values in a fixed order."""
    derived = gold(labels)
    disputed = set(derived.disputes)
    paragraphs = labels.current
    article = labels.article
    tag_of = {
        row.paragraph: derived.tags.get(row.paragraph, _DISPUTED if row.paragraph in disputed else _UNTAGGED)
        for row in paragraphs
    }
    names = [*labels.codebook.names, *sorted({_DISPUTED, _UNTAGGED} & set(tag_of.values()))]
    words = [len(row.text.split()) for row in paragraphs] or [0]
    return {
        "codebook": labels.codebook.version,
        "digest": labels.digest,
        "articles": len({row.article for row in paragraphs}),
        "articles_without_paragraphs": len(labels.unfinished),
        "paragraphs": len(paragraphs),
        "words": {"mean": sum(words) / len(words), "least": min(words), "most": max(words)},
        "tags": {
            name: {
                "paragraphs": sum(tag == name for tag in tag_of.values()),
                "articles": len({row.article for row in paragraphs if tag_of[row.paragraph] == name}),
            }
            for name in names
        },
        "annotators": {
            name: {"annotations": count}
            for name, count in sorted(Counter(a.annotator for a in labels.annotations).items())
        },
        "text": _by(TEXT_OF_ORIGIN[article[row.article].origin] for row in paragraphs),
        "genres": _by(article[row.article].genre for row in paragraphs),
    }


def _by(values: Any) -> dict[str, dict[str, int]]:
    counts = sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))
    return {name: {"paragraphs": count} for name, count in counts}

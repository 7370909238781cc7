"""What is said on standard error of articles that were read: so much, and what was left out. Nothing is lost unseen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tristance.cli.screen import count, note


def note_read(paragraphs: int, articles: int, left_out: Counter[str], output: Path | None) -> None:
    """How many paragraphs there are of how many articles, and for which reasons pieces were left out."""
    where = f"{output}: " if output else ""
    note(f"{where}{count(paragraphs, 'paragraph')} of {count(articles, 'article')}; left out: {most_common(left_out)}")


def most_common(found: Counter[str]) -> str:
    """``4 date, 1 title``; ``nothing`` where nothing was found."""
    return ", ".join(f"{number} {what}" for what, number in found.most_common()) or "nothing"

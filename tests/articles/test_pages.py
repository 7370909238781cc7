"""Whole pages in the habits of real newspapers: the body is kept, the rest stays out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tristance.articles import read_article

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.name for path in PAGES.iterdir() if not path.name.endswith(".expected.txt"))
LET_THROUGH = 0.02  # of the words of a page that are not its body


def expected(name: str) -> list[str]:
    """The body paragraphs of a page, one a line."""
    return (PAGES / name).with_suffix(".expected.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_every_body_paragraph_is_kept(name: str) -> None:
    paragraphs = [paragraph.text for paragraph in read_article(PAGES / name).paragraphs]
    assert [text for text in expected(name) if text not in paragraphs] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_body_stays_out(name: str) -> None:
    article = read_article(PAGES / name)
    wanted = sum(len(text.split()) for text in expected(name))
    got = sum(len(paragraph.text.split()) for paragraph in article.paragraphs)
    left_out = sum(len(piece.text.split()) for piece in article.dropped)
    assert got - wanted <= LET_THROUGH * (left_out + max(0, got - wanted))

"""What is left out can be kept; and every piece stands where it stood."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tristance.articles
from tristance.articles import article_from_bytes, markup, openers
from tristance.articles.phrasebook import PHRASES
from tristance.articles.pieces import pieces
from tristance.articles.reading import examine_bytes
from tristance.articles.reasons import REASONS
from tristance.articles.segmentation import FURNITURE
from tristance.errors import UnknownReason

ONE = "The ferry will sail again in May, the city said on Monday, and many people are glad of it."
TWO = "It had been in the dock since a storm in January, when a wave broke two of its windows and a door."
TEXT = f"Ferry sails again\n\nBy Ana Kim\n\n{ONE}\n\nWhat it cost\n\nNothing at all.\n\n{TWO}\n\nShare Tweet Print"


def read(**options: object) -> list[tuple[str, int | None, str]]:
    article = article_from_bytes(TEXT.encode(), "-", **options)  # type: ignore[arg-type]
    return [(piece.text, piece.position, piece.reason) for piece in pieces(article)]


def test_pieces_stand_in_the_order_of_the_page() -> None:
    assert read() == [
        ("Ferry sails again", None, "title"),
        ("By Ana Kim", None, "byline"),
        (ONE, 1, ""),
        ("What it cost", None, "heading"),
        (f"Nothing at all. {TWO}", 2, ""),
        ("Share Tweet Print", None, "share bar"),
    ]


def test_what_is_kept_is_a_paragraph_of_its_own() -> None:
    kept = read(keep=["Heading", "share bar"])
    assert kept[3:] == [
        ("What it cost", 2, ""),
        (f"Nothing at all. {TWO}", 3, ""),
        ("Share Tweet Print", 4, ""),
    ]


def test_short_paragraphs_stand_alone_where_that_is_wanted() -> None:
    assert ("Nothing at all.", 2, "") in read(min_words=3)


def test_an_unknown_reason_lists_those_there_are() -> None:
    with pytest.raises(
        UnknownReason, match=r"'headings' \(did you mean 'heading'\?\); the reasons are: advertisement, "
    ):
        read(keep=["headings"])


def test_a_file_without_a_body_shows_why() -> None:
    article = examine_bytes(b"Share Tweet Print\n\nBy Ana Kim", "-")
    assert not article.paragraphs
    assert [(piece.reason, piece.after) for piece in article.dropped] == [("share bar", 0), ("byline", 0)]
    assert len(examine_bytes(b"Share Tweet Print", "-", keep=["share bar"]).paragraphs) == 1


def test_every_reason_that_the_rules_give_is_listed() -> None:
    folder = Path(tristance.articles.__file__).parent
    found = set()
    for path in folder.rglob("*.py"):
        for pattern in (
            r'(?:found\[.*\]|reason|hint) = "([a-z ]+)"',
            r'return "([a-z]+(?: [a-z]+)?)"$',
            r'hint="([a-z ]+)"',
        ):
            found |= set(re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE))
    assert len(found) > 8
    found |= {phrase.reason for phrase in PHRASES} | FURNITURE | {reason for reason, _ in openers._OPENERS}
    found |= {*markup._TAG_REASONS.values(), *markup._CLASS_REASONS.values()}
    assert found - {"pdf", "item"} <= set(REASONS)

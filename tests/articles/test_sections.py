"""Sections of a page that end the article, or interrupt it, and headings that only look like one."""

from __future__ import annotations

import pytest

from tristance.articles import article_from_bytes

TITLE = "Islands to share the tide tables of their ports"
ONE = "The harbour masters of the two islands agreed on Monday to share their tide tables by radio."
TWO = "The ferry company said on Tuesday that it would read the tables with great care from May on."
THREE = "A member of the council said that the agreement had come ten years too late for the old pier."
FOUR = "The two masters are to meet again in Bira before the end of the year, their offices said."
FIVE = "Catches of herring fell for the third month in a row, the fishing office of the coast said."
SIX = "The next exercise of the lifeboats is planned for the spring, and Hame will be its host again."
SUBHEADS = (ONE, TWO, "What the masters want", THREE, FOUR, "What the ferry wants", FIVE, SIX)


def body(*lines: str) -> list[str]:
    """The paragraphs of a page of plain text."""
    return [part.text for part in article_from_bytes("\n\n".join(lines).encode(), "page", kind="text").paragraphs]


def web(html: str) -> list[str]:
    """The paragraphs of a web page."""
    return [part.text for part in article_from_bytes(f"<html><body>{html}</body></html>".encode(), "page").paragraphs]


@pytest.mark.parametrize(
    "head",
    [
        (TITLE, "By Ana Kim", "3 Comments"),
        ("About the author", "Ana Kim covers ships.", TITLE),
        ("Breaking News", TITLE),
    ],
)
def test_nothing_opens_above_the_article(head: tuple[str, ...]) -> None:
    assert body(*head, *SUBHEADS) == [ONE, TWO, THREE, FOUR, FIVE, SIX]


@pytest.mark.parametrize("heading", ["Read more", "Recommended", "See also", "Sign up", "Subscribe"])
def test_a_box_within_the_article_holds_headlines_alone(heading: str) -> None:
    assert body(TITLE, ONE, TWO, heading, "Bira sends a boat", THREE, "A part", FOUR, "Another part", FIVE) == [
        ONE,
        TWO,
        THREE,
        FOUR,
        FIVE,
    ]


def test_a_box_does_not_take_the_last_paragraph() -> None:
    assert body(TITLE, ONE, TWO, THREE, "Sign up", FOUR) == [ONE, TWO, THREE, FOUR]


def test_a_newsletter_says_what_is_in_it() -> None:
    plea = "Get the five stories that you need to start your day on the islands, every morning at seven."
    assert body(TITLE, ONE, TWO, "Weekly newsletter", plea, THREE, FOUR) == [ONE, TWO, THREE, FOUR]


def test_a_box_that_would_take_most_of_the_page_is_none() -> None:
    assert body(TITLE, ONE, "Most read", "A part", TWO, "A part", THREE, "A part", FOUR, "A part", FIVE) == [
        ONE,
        TWO,
        THREE,
        FOUR,
        FIVE,
    ]


def test_a_button_opens_no_section() -> None:
    first = "".join(f"<p>{text}</p>" for text in (ONE, TWO, THREE, FOUR))
    page = f"<div>{first}<div class=newsletter><button>Sign up</button></div><p>{FIVE}</p></div>"
    assert web(page) == [ONE, TWO, THREE, FOUR, FIVE]


@pytest.mark.parametrize("heading", ["Discussion", "Sources", "Notes", "References", "Responses"])
def test_a_part_of_the_article_may_be_named_like_a_section(heading: str) -> None:
    assert body(TITLE, ONE, TWO, heading, THREE, FOUR) == [ONE, TWO, THREE, FOUR]


def test_comments_show_what_they_are() -> None:
    assert body(TITLE, ONE, TWO, "Discussion", "Ana says:", THREE, "Reply", FOUR) == [ONE, TWO]
    assert body(TITLE, ONE, TWO, "Discussion about this post", "Ben Arve", THREE) == [ONE, TWO]


def test_notes_show_what_they_are() -> None:
    note = "Ana Kim, Piers of the North and of the West: a history in letters (Bira: Harbour Press, 2011), p. 12."
    assert body(TITLE, ONE, TWO, "References", note, note.replace("12", "14")) == [ONE, TWO]

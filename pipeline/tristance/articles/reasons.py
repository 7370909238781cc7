"""Why a piece of a page is left out: every reason that the rules give, each in its words."""

from __future__ import annotations

from collections.abc import Iterable

from tristance.errors import UnknownReason, did_you_mean

REASONS = {
    "advertisement": "what somebody pays for, or its label",
    "byline": "who wrote it, and who that is",
    "caption": "below a picture, or whose picture it is",
    "code": "of a program",
    "comment form": "what readers say, and where they may",
    "contact": "how to reach somebody",
    "contents": "a table of contents",
    "cookie notice": "consent to be tracked",
    "copyright": "whose the text is",
    "date": "when it was published",
    "deck": "the sentence under the headline that sums up the article",
    "donation": "a plea for money",
    "editor's note": "what the paper says about the article",
    "embedded post": "of a social network",
    "footnote": "notes and references",
    "form": "what is there to be filled in",
    "heading": "a line without a stop between paragraphs",
    "navigation": "menus, and what lies outside of the article",
    "newsletter": "a plea to subscribe",
    "page number": "of a printed page",
    "pull quote": "a sentence of the article shown again, in large letters",
    "related stories": "links to other articles",
    "repeated": "the same words as a paragraph above",
    "repeated title": "the title, once more",
    "running head": "what stands above or below every printed page",
    "separator": "a line without letters",
    "share bar": "buttons of social networks",
    "table": "cells that hold no sentences",
    "tags": "keywords of the article",
    "title": "of the article",
    "too short": "a scrap",
    "widget": "a counter, a rate of exchange",
}


def known_reasons(names: Iterable[str]) -> frozenset[str]:
    """*names*, in lower case. Raises :class:`UnknownReason`, with those there are, where one of them is none."""
    wanted = [" ".join(name.lower().split()) for name in names]
    for name in wanted:
        if name not in REASONS:
            raise UnknownReason(
                f"nothing is left out as {name!r}{did_you_mean(name, REASONS)}; the reasons are: {', '.join(REASONS)}"
            )
    return frozenset(wanted)

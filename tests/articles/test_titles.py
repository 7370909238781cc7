"""Titles: of plain text, which does not say what its title is, and of web pages, which say it in several places."""

from __future__ import annotations

import pytest

from tristance.articles import article_from_bytes

TITLE = "Islands to share the tide tables of their ports"
ONE = "The harbour masters of the two islands agreed on Monday to share their tide tables by radio."
TWO = "The ferry company said on Tuesday that it would read the tables with great care from May on."
THREE = "A member of the council said that the agreement had come ten years too late for the old pier."


@pytest.mark.parametrize(
    "head",
    [
        ("Subscribe", TITLE),
        ("Breaking News", TITLE),
        ("Voice of the Coast", TITLE, "By Ana Kim", "July 3, 2025"),
        ("MINISTRY OF PORTS AND TIDES OF THE COAST", "Home / Ports / Tides and Tables", TITLE),
        ("We value your privacy", "Accept all   Reject all   Manage preferences", TITLE, "PUBLISHED MAY 12 2025"),
        (TITLE, "July 3, 2025 (Harbour Post)"),
        (TITLE, "A radio and a clock are all that it takes, and neither costs much", "By Ana Kim"),
    ],
)
def test_the_title_of_a_text(head: tuple[str, ...]) -> None:
    assert article_from_bytes("\n\n".join([*head, ONE, TWO, THREE]).encode(), "page", kind="text").title == TITLE


def test_a_title_that_comes_back_below_its_deck_wins() -> None:
    short = "Tides for two"
    deck = "On the ferry the masters surprised their critics; on the pier they have yet to be tested by the storms."
    lines = ["The notebook of the harbour", short, deck, "By Ana Kim", "September 15, 2025", short, ONE, TWO, THREE]
    assert article_from_bytes("\n\n".join(lines).encode(), "page", kind="text").title == short


BODY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (f"<title>{TITLE} | My Blog</title>", f"<h1>My Harbour Blog</h1><h2>{TITLE}</h2>"),
        (f"<title>{TITLE} | My Blog</title>", f"<h1>My Blog</h1><h2>{TITLE}</h2>"),
        ("<title>Blog</title>", f"<h1>A Blog of the Harbour</h1><h2>{TITLE}</h2>"),
        ("<title>港の知らせ - English</title>", f"<h2>{TITLE}</h2>"),
        (f'<title>News</title><meta property="og:title" content="{TITLE}">', f"<h1>Harbour Post</h1><h2>{TITLE}</h2>"),
        (
            f'<title>x</title><script type="application/ld+json">{{"headline": "{TITLE}"}}</script>',
            f"<h1>Harbour Post</h1><h2>{TITLE}</h2>",
        ),
        ("<title>Ports | Harbour Post</title>", f"<h2>Ports</h2><h1>{TITLE}</h1>"),
        (f"<title>{TITLE} - Harbour Post</title>", ""),
    ],
)
def test_the_title_of_a_page(head: str, top: str) -> None:
    page = f"<html><head>{head}</head><body><div>{top}{BODY}</div></body></html>"
    assert article_from_bytes(page.encode(), "page").title == TITLE


def test_a_full_window_title_that_is_a_heading_stays_whole() -> None:
    title = f"Letter 41 – {TITLE}"
    page = f"<html><head><title>{title}</title></head><body><h2>{title}</h2>{BODY}</body></html>"
    assert article_from_bytes(page.encode(), "page").title == title

"""Strays among the paragraphs: captions, pleas, notes, end marks; and paragraphs that look like strays."""

from __future__ import annotations

import pytest

from tristance.articles import article_from_bytes
from tristance.articles.blocks import Block
from tristance.articles.captions import caption

TITLE = "Islands to share the tide tables of their ports"
ONE = "The harbour masters of the two islands agreed on Monday to share their tide tables by radio."
TWO = "The ferry company said on Tuesday that it would read the tables with great care from May on."
THREE = "A member of the council said that the agreement had come ten years too late for the old pier."
HANDS = "Mayor Kim (right) shakes hands with the harbour master of Hame ahead of talks on Tuesday."


def body(*lines: str) -> list[str]:
    """The paragraphs of a page of plain text."""
    return [part.text for part in article_from_bytes("\n\n".join(lines).encode(), "page", kind="text").paragraphs]


@pytest.mark.parametrize(
    "stray",
    [
        f"{HANDS} (Yonhap)",
        "Mayor Kim speaks during a meeting on the pier in Bira, Sept. 11, 2025. (Ana Arve/Pool Photo via AP)",
        "Fishermen at the landing in Hame. The town has asked its neighbours to think of the spring. © AP",
        "Mayor Kim, left, and the harbour master pose before talks at the town hall on Thursday. Joint Press Corps",
        "Line chart of the herring landed in Hame, in tonnes, showing that catches have fallen from their peak",
        "Enjoying this article? Click here to subscribe for full access.",
        "The Tide Watch newsletter is a daily guide to the latest of the harbours and the boats. Sign up here.",
        "Harbour Notes is a reader-supported publication. Consider becoming a free or paid subscriber.",
        "If you know more about the tides, then send us your writings at any time of the day or of the night.",
        "Source: Fishing office of the coast, own sums.",
        "The code has been copied to your clipboard.",
        "Type your email...",
        "Begin Text:",
        "An earlier version of this article appeared in the Harbour Chronicle.",
    ],
)
def test_a_stray_between_paragraphs_is_left_out(stray: str) -> None:
    assert body(TITLE, ONE, TWO, stray, THREE) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor shook hands with the harbour master ahead of the talks on Tuesday. (Yonhap)",
        "The mayor speaks of the pier as of a friend, and has done so since she came to the town. (Yonhap)",
        "“She speaks on Tuesday,” the harbour master said of the mayor and of her plans. (AP)",
    ],
)
def test_a_credit_alone_makes_no_caption(sentence: str) -> None:
    assert caption(Block(sentence)) == ""
    assert sentence in body(TITLE, ONE, TWO, sentence, THREE)


def test_a_caption_shown_twice_is_left_out_twice() -> None:
    assert body(TITLE, "By Ana Kim", f"{HANDS} (Harbour Post)", f"{HANDS} (Harbour Post)", ONE, TWO) == [ONE, TWO]


def test_a_paragraph_shown_twice_stays_once() -> None:
    assert body(TITLE, "By Ana Kim", ONE, ONE, TWO, THREE) == [ONE, TWO, THREE]


def test_a_credit_claims_the_sentence_above_it() -> None:
    seen = "Mayor Kim speaks during a meeting with the harbour masters at the town hall in Bira on Sept. 11."
    assert body(TITLE, seen, "Credit: Town of Bira", ONE, TWO) == [ONE, TWO]


def test_a_picture_box_holds_its_caption() -> None:
    page = (
        f"<html><body><h1>{TITLE}</h1><div class=text><p>{ONE}</p><div class=article__image><img src=a>"
        "<span class=article__caption>Fishermen mend their nets on the old pier of Hame, as they have always done. "
        f"The nets are new.</span></div><p>{TWO}</p><p>{THREE}</p></div></body></html>"
    )
    assert [part.text for part in article_from_bytes(page.encode(), "page").paragraphs] == [ONE, TWO, THREE]


def test_an_embedded_post_is_no_paragraph() -> None:
    page = (
        f"<html><body><h1>{TITLE}</h1><div><p>{ONE}</p><blockquote class=twitter-tweet><p>Just landed in Hame. I have "
        f"never seen so many herring in one place.</p>— Ana (@ana)</blockquote><p>{TWO}</p><p>{THREE}</p></div>"
    )
    assert [part.text for part in article_from_bytes(page.encode(), "page").paragraphs] == [ONE, TWO, THREE]


@pytest.mark.parametrize("mark", [" (END)", " /END/", "  [END]", " ###", " -ends-"])
def test_an_end_mark_does_not_stay_with_its_sentence(mark: str) -> None:
    assert body(TITLE, ONE, TWO + mark) == [ONE, TWO]


def test_a_last_paragraph_without_its_stop_is_kept() -> None:
    last = "The agreement was signed by the harbour masters of Bira and Hame and by the head of the ferry company"
    assert body(TITLE, ONE, TWO, last) == [ONE, TWO, last]


@pytest.mark.parametrize("bullet", ["o", "·", "ㅇ", "〇", "-\t"])
def test_bullets_of_ministries_are_known(bullet: str) -> None:
    items = ("reaffirmed their trust in the tables of the tides and of the moon;", "shared their concern over the fog.")
    text = f"The three sides: {items[0]}"
    assert body(TITLE, ONE, "The three sides:", *(f"{bullet} {item}" for item in items), TWO)[1].startswith(text)


def test_a_disclaimer_does_not_hide_the_author() -> None:
    author = "Ana Kim is a senior fellow at the Institute for Coastal Studies in Bira."
    disclaimer = "These notes represent the views of their respective authors. Other views are welcome at any time."
    assert body(TITLE, ONE, TWO, THREE, author, disclaimer, "Tags", "Tides, Ports and Ferries") == [ONE, TWO, THREE]


def test_who_helped_does_not_join_the_last_paragraph() -> None:
    assert body(TITLE, ONE, TWO, "Ben Arve contributed to this report.") == [ONE, TWO]


def test_a_note_below_its_number_is_left_out() -> None:
    note = "I owe this point to a pilot of the old school, who would rather not be named here."
    assert body(TITLE, ONE, f"{TWO}¹", THREE, "1", note) == [ONE, TWO, THREE]
    assert note in body(TITLE, ONE, TWO, THREE, "1", note)


def test_short_turns_of_talk_do_not_pile_up() -> None:
    turns = ["Do you like the pier?", "Everybody does, I think.", "Who is to pay for it?", "The town is to pay."]
    assert body(TITLE, ONE, *turns, TWO) == [ONE, " ".join(turns[:3]), f"{turns[3]} {TWO}"]


def test_a_question_among_headlines_is_one() -> None:
    question = "What is a tide table and why does it anger the pilots?"
    assert body(
        TITLE, ONE, TWO, "Bira tells Hame of its plans", question, "The pier that wants its boats back", THREE
    ) == [
        ONE,
        TWO,
        THREE,
    ]
    assert body(TITLE, ONE, TWO, question, THREE) == [ONE, TWO, question, THREE]

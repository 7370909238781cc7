"""Blocks to a body: places, joins, titles, and what is said where there is no body."""

from __future__ import annotations

import pytest

from tristance.articles import article_from_bytes
from tristance.errors import NoBody
from tristance.schema import Article

LONG = "The council met again on Monday to talk about the pier, and put off its decision on it until May."
OTHER = "The harbour office will report by then, its head said, and the boats will sail as they have done."
THIRD = "Nobody expects that the pier will be repaired before the winter, when the storms set in again."


def read(*lines: str, apart: str = "\n\n") -> Article:
    """The article that *lines* make."""
    return article_from_bytes(apart.join(lines).encode(), "page", kind="text")


def body(*lines: str, apart: str = "\n\n") -> list[str]:
    """Its paragraphs."""
    return [paragraph.text for paragraph in read(*lines, apart=apart).paragraphs]


def why(*lines: str) -> dict[str, str]:
    """The reason for each piece left out."""
    return {piece.text: piece.reason for piece in read(*lines).dropped}


def test_positions_count_from_one() -> None:
    assert [paragraph.position for paragraph in read(LONG, OTHER).paragraphs] == [1, 2]


def test_a_short_sentence_goes_before_the_next_paragraph() -> None:
    assert body(LONG, "He was late.", OTHER) == [LONG, f"He was late. {OTHER}"]


def test_a_lead_in_goes_before_what_it_leads_to() -> None:
    assert body(LONG, "The plan is this:", OTHER) == [LONG, f"The plan is this: {OTHER}"]


def test_a_short_sentence_at_the_end_goes_behind_the_last_paragraph() -> None:
    assert body(LONG, OTHER, "He was late.") == [LONG, f"{OTHER} He was late."]


def test_short_sentences_alone_are_one_paragraph() -> None:
    assert body("He was late.", "She was not.") == ["He was late. She was not."]


def test_min_words_moves_the_line() -> None:
    article = article_from_bytes(f"{LONG}\n\nHe was late again.\n\n{OTHER}".encode(), "page", min_words=3)
    assert len(article.paragraphs) == 3


@pytest.mark.parametrize(
    "text", ["The ferry will sail again in May", "The ferry sails.", "Ferries for all: a plan for the islands"]
)
def test_one_pasted_line_is_an_article(text: str) -> None:
    assert body(text) == [text]


def test_lines_without_stops_are_kept_where_there_is_nothing_else() -> None:
    lines = [
        "so we went down to the pier and looked at the water for an hour",
        "and then the boat came in and everybody got up and cheered it",
    ]
    assert body(*lines) == lines


def test_the_title_and_its_copy_are_named() -> None:
    article = read("News", "Pier stays open for now", "Coast", "Pier stays open for now", LONG, OTHER)
    assert article.title == "Pier stays open for now"
    assert [piece.reason for piece in article.dropped].count("repeated title") == 1


def test_a_caption_shown_twice_is_no_title() -> None:
    article = read("Pier stays open for now", "The mayor of Bira\nThe mayor of Bira", LONG, OTHER)
    assert article.title == "Pier stays open for now"
    assert (
        why("Pier stays open for now", "The mayor of Bira\nThe mayor of Bira", LONG)["The mayor of Bira"] == "caption"
    )


def test_a_question_can_be_a_title() -> None:
    assert read("Who pays for the pier?", "By Ana Kim", LONG, OTHER).title == "Who pays for the pier?"


def test_a_deck_above_the_byline_is_left_out() -> None:
    deck = "The town wants a new pier, and its neighbours want it to pay for it."
    assert why("Pier stays open", deck, "By Ana Kim", LONG, OTHER, THIRD)[deck] == "deck"


def test_a_paragraph_above_a_share_bar_is_no_deck() -> None:
    assert body("Pier stays open", "By Ana Kim", LONG, "Share this article", OTHER, THIRD) == [LONG, OTHER, THIRD]
    assert body("Pier stays open", LONG, "Share this article", OTHER, THIRD) == [LONG, OTHER, THIRD]


def test_subheadings_are_left_out() -> None:
    assert why(LONG, "What happens next", OTHER)["What happens next"] == "heading"


def test_a_pull_quote_is_left_out_and_its_sentence_kept() -> None:
    quote = "put off its decision on it until May"
    assert body(LONG, f"“{quote.capitalize()}.”", OTHER) == [LONG, OTHER]


def test_a_paragraph_shown_twice_is_kept_once() -> None:
    assert body(LONG, OTHER, LONG) == [LONG, OTHER]


def test_a_short_plea_below_the_share_bar_is_not_joined() -> None:
    assert body(LONG, OTHER, "Share this article", "Thanks for being here.") == [LONG, OTHER]


def test_a_dateline_belongs_to_its_paragraph() -> None:
    first = f"BIRA, Aug. 5 (Harbour News) -- {LONG}"
    assert body("Pier stays open", first, OTHER)[0] == first


def test_notes_without_a_heading_are_left_out() -> None:
    assert body(LONG, OTHER, "1. Ana Kim, Piers (2011), https://piers.example/a.", "2. Ibid., p. 12.") == [LONG, OTHER]


def test_numbered_paragraphs_are_no_notes() -> None:
    assert len(body(f"1. {LONG}", f"2. {OTHER}", f"3. {THIRD}")) == 3


@pytest.mark.parametrize("apart", ["\n", "\n\n", "\r\n", "\r", "\u2028", "\n \u00a0 \n"])
def test_whatever_ends_a_line_ends_a_paragraph(apart: str) -> None:
    assert body(LONG, OTHER, apart=apart) == [LONG, OTHER]


def test_no_body_says_what_was_left_out_and_what_to_do() -> None:
    with pytest.raises(NoBody, match=r"^page: no body paragraph .* 3 pieces .*share bar.*; check") as refusal:
        read("Home", "Share articles", "May 3, 2020")
    assert "1 date" in str(refusal.value)


def test_furniture_alone_is_no_article() -> None:
    with pytest.raises(NoBody):
        read("Leave a Reply", "Your email address will not be published.", "Post Comment")


def test_dropped_pieces_keep_the_page_order() -> None:
    texts = [piece.text for piece in read("Pier", "May 3, 2020", LONG, "Next steps", OTHER, "(END)").dropped]
    assert texts == ["Pier", "May 3, 2020", "Next steps", "(END)"]


def test_korean_text_is_read_too() -> None:
    text = "서쪽 섬으로 가는 배가 오월부터 다시 다닌다고 시청이 어제 저녁에 밝혔으며 요금은 그대로라고 한다."
    assert body("배가 다시 다닌다", text) == [text]


def test_japanese_words_are_counted_without_spaces() -> None:
    text = "西の島へ行く船は五月からまた出ると市役所が昨日の夕方に発表しました。"
    assert body(text, text.replace("五月", "六月")) == [text, text.replace("五月", "六月")]

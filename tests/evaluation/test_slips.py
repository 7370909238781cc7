"""Typos, quotation marks and sentences: perturbations that know no words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.evaluation.robustness.marks import removed, turned
from tristance.evaluation.robustness.sentences import sentences, without_one
from tristance.evaluation.robustness.slips import slipped

TEXTS = st.text(
    st.sampled_from("The ferry left. “Quay” \"é\" 'port's 中文港口。 U.S.! Mr. \n") | st.characters(), max_size=80
)
LONG = " ".join(["The council wants to enlarge the harbour with another quay"] * 6)


def test_typos_are_the_same_by_seed_and_others_by_another() -> None:
    assert slipped(LONG, 1) == slipped(LONG, 1)
    assert len({slipped(LONG, seed) for seed in range(20)}) > 10


def test_one_word_in_twenty_has_a_typo_and_one_at_least() -> None:
    for seed in range(30):
        for text, most in ((LONG, 3), ("The ferry left.", 1)):
            differ = [a != b for a, b in zip(text.split(), slipped(text, seed).split(), strict=True)]
            assert sum(differ) <= most
    assert any(slipped("The ferry left.", seed) != "The ferry left." for seed in range(3))


def test_short_words_figures_and_first_letters_have_no_typo() -> None:
    assert slipped("The old pier, 20026 of us.", 3).split()[:2] == ["The", "old"]
    assert slipped("a 12345 the 99_999 to") == "a 12345 the 99_999 to"
    assert all(slipped("harbour", seed).startswith("h") for seed in range(30))


@pytest.mark.property
@given(TEXTS, st.integers(0, 5))
def test_typos_change_lengths_by_little(text: str, seed: int) -> None:
    most = max(1, -(-len(text.split()) // 20))
    assert abs(len(slipped(text, seed)) - len(text)) <= most


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said 'no' (\"never\").", "He said ‘no’ (“never”)."),
        ("The ports' \"quay\" isn't", "The ports’ “quay” isn’t"),
        ("„So“ ‚so‘", "\"So\" 'so'"),
        ("no marks", "no marks"),
        ("", ""),
    ],
)
def test_quotation_marks_take_the_other_form(text: str, expected: str) -> None:
    assert turned(text) == expected


@pytest.mark.property
@given(TEXTS)
def test_straight_marks_come_back(text: str) -> None:
    straight = turned(text) if any(mark in text for mark in "“”„‟‘’‚‛") else text
    assert turned(turned(straight)) == straight


def test_only_double_marks_are_removed() -> None:
    assert removed('„So“, «so», "so" and the ports\' quay') == "So, so, so and the ports' quay"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It left. It came back.", ["It left. ", "It came back."]),
        ('"It left." She waved!', ['"It left." ', "She waved!"]),
        (
            "J. B. Quay of the U.S. Navy met Dr. Pier. He left.",
            ["J. B. Quay of the U.S. Navy met Dr. Pier. ", "He left."],
        ),
        ("At 3.5 per cent. and so on. 12 ships came", ["At 3.5 per cent. and so on. 12 ships came"]),
        ("船走了。船回来了！", ["船走了。", "船回来了！"]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.property
@given(TEXTS)
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


@pytest.mark.property
@given(TEXTS, st.integers(0, 3))
def test_one_sentence_is_left_out_or_the_text_stays(text: str, seed: int) -> None:
    parts, left = sentences(text), without_one(text, seed)
    if len(parts) < 2:
        assert left == text
    else:
        assert left in {"".join(parts[:i] + parts[i + 1 :]).rstrip() for i in range(len(parts))}
    assert without_one(text, seed) == left

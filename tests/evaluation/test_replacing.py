"""Words take each other's place: whole ones, in their case, and back again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.evaluation.robustness.replacing import masker, swapper
from tristance.labels.swaps import Mask, Swap, read_swaps
from tristance.resources import bundled

PORTS = Swap("ports", (("Ostend", "Dover"), ("New Ostend", "the Old Port"), ("ferries", "tugs"), ("Québec", "Łódź")))
swapped = swapper(PORTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ostend's quay, not Dover’s.", "Dover's quay, not Ostend’s."),
        ("From New Ostend to Ostend", "From the Old Port to Dover"),
        ("The Old Port is full. New Ostend is not.", "New Ostend is full. The Old Port is not."),
        ("“New Ostend is full,” they said", "“The Old Port is full,” they said"),
        ("All in (New Ostend)", "All in (the Old Port)"),
        ("Ferries and FERRIES and ferries", "Tugs and TUGS and tugs"),
        ("OSTEND, 5 May", "DOVER, 5 May"),
        ("Québec-Łódź", "Łódź-Québec"),
        ("anti-Ostend; Ostend/Dover", "anti-Dover; Dover/Ostend"),
        ("Ostender ferriest xOstend Ostend_1 Dover2", "Ostender ferriest xOstend Ostend_1 Dover2"),
        ("the ostend", "the ostend"),  # a name in small letters may be another word
        ("", ""),
    ],
)
def test_a_swap(text: str, expected: str) -> None:
    assert swapped(text) == expected


def test_longer_terms_that_are_kept_hide_the_words_in_them() -> None:
    change = swapper(Swap("ports", (("Ostend", "Dover"),), keep=("Dover Sole", "Straits of Dover")))
    assert change("Dover Sole in the Straits of Dover, in Dover") == "Dover Sole in the Straits of Dover, in Ostend"


def test_of_several_partners_the_first_is_put_in() -> None:
    change = swapper(Swap("states", (("the U.S.", "Malta"), ("the US", "Malta"), ("U.S.", "Maltese"))))
    assert change("On Malta, the US, the U.S. and U.S. ships") == "On the U.S., Malta, Malta and Maltese ships"
    assert change("The US gained. Malta lost.") == "Malta gained. The U.S. lost."


def test_an_apostrophe_in_a_term_may_be_curly() -> None:
    change = swapper(Swap("owners", (("the Netherlands'", "Malta’s"), ("the Netherlands", "Malta"))))
    assert change("of Malta's and Malta’s") == "of the Netherlands' and the Netherlands’"
    assert change("the Netherlands' and the Netherlands’ ships") == "Malta's and Malta’s ships"


def test_a_mask() -> None:
    change = masker(Mask("leaders", ("Mayor Quay", "Quay"), "the mayor", keep=("New Quay",)))
    assert change("Quay spoke. Then Mayor Quay left New Quay with Quay's dog.") == (
        "The mayor spoke. Then the mayor left New Quay with the mayor's dog."
    )


SEPARATE = st.sampled_from([" and ", ", ", "; ", " — ", ".\n", "/", "! ", " the quay "])
FORMS = [form for pair in PORTS.pairs for term in pair for form in (term, term[0].upper() + term[1:], term.upper())]
WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
PIECE = st.sampled_from(FORMS) | st.sampled_from(["harbour", "Ostenders", "crane 7", "“", "é", "İ", "ß"])


@pytest.mark.property
@given(st.lists(st.tuples(PIECE, SEPARATE), max_size=12))
def test_a_swap_is_its_own_inverse(pieces: list[tuple[str, str]]) -> None:
    """But for a capital within a sentence, which only the start of one has: so it is, when swapped once."""
    text = "".join(piece + separator for piece, separator in pieces)
    once = swapped(text)
    assert swapped(once).casefold() == text.casefold()
    assert swapped(swapped(once)) == once


@pytest.mark.property
@given(WORDS.filter(lambda text: not any(form in text for form in FORMS)))
def test_a_text_without_any_term_is_unchanged(text: str) -> None:
    assert swapped(text) == text


@pytest.mark.property
@given(WORDS, WORDS, st.sampled_from(FORMS))
def test_terms_are_whole_words(before: str, after: str, form: str) -> None:
    around = f"{before}x{form}x{after}"
    if not any(each in f"{before}x" or each in f"x{after}" for each in FORMS):
        assert swapped(around) == around


@pytest.mark.property
@given(st.lists(st.tuples(PIECE, SEPARATE), max_size=12))
def test_behind_a_mask_no_term_is_left(pieces: list[tuple[str, str]]) -> None:
    change = masker(Mask("all", tuple(term for pair in PORTS.pairs for term in pair), "a place"))
    once = change("".join(piece + separator for piece, separator in pieces))
    assert change(once) == once


def test_the_bundled_swaps_of_one_pair_a_term_undo_themselves() -> None:
    text = (
        "Japan and China met. Chinese officials in Tokyo and Beijing saw Mr. Abe, then Kishida; Japan's press did not."
    )
    for entry in read_swaps(bundled("labels", "swaps.toml")):
        if isinstance(entry, Swap):
            change = swapper(entry)
            assert change(change(text)) == text, entry.name

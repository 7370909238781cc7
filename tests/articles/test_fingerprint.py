"""The fingerprint of a text is that of its letters."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.articles import fingerprint
from tristance.articles.fingerprint import letters
from tristance.articles.repair import mend


def test_it_is_the_digest_of_the_folded_letters() -> None:
    assert fingerprint("A b, ß 12!") == hashlib.sha256(b"abss").hexdigest()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("need arises.11In May", "need arises. In May"),
        ("“quoted”", '"quoted"'),
        ("co-operate", "cooperate"),
        ("café", "cafe\u0301"),
        ("STRASSE", "straße"),
        ("two\u00a0words", "two  words"),
        ("한국", unicodedata.normalize("NFD", "한국")),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_accidents_of_copying_do_not_matter(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


def test_letters_do_matter() -> None:
    assert fingerprint("the ferry sails") != fingerprint("the ferry sailed")


@given(st.text())
def test_only_letters_are_left_and_mending_changes_none(text: str) -> None:
    assert all(unicodedata.category(character).startswith("L") for character in letters(text))
    assert fingerprint(mend(text)) == fingerprint(text)


@given(st.text(), st.sampled_from([" ", "1", "“", "-", "\n", ".", "²"]))
def test_what_is_no_letter_may_be_put_anywhere_between_words(text: str, mark: str) -> None:
    assert fingerprint(mark.join(text.split(" "))) == fingerprint(text)

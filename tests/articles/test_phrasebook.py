"""Words that stand before a wording: whatever the wording matches holds one of them."""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]  # where a pattern's parts are named
from re import _parser as parser  # type: ignore[attr-defined]  # and found
from typing import Any

import pytest

from tristance.articles.phrasebook import PHRASES

GUARDED = [
    pytest.param(words, vars(found)["_given"][0], id=f"{phrase.reason}: {' '.join(words)}")
    for phrase in PHRASES
    for words, found in phrase.wordings
    if words != ("",)
]


def must_hold(parts: Iterable[Any], words: tuple[str, ...]) -> bool:
    """Whether every text that *parts*, one after another, match holds one of *words*.

    What is known of the present run of letters are the strings that it may be: branches and small sets of letters
    make several, and what may be missing or be any letter ends it.
    """
    runs = {""}
    for kind, value in parts:
        following: set[str] | None = None
        if kind is op.LITERAL:
            following = {chr(value)}
        elif kind is op.IN and all(each is op.LITERAL for each, _ in value):
            following = {chr(letter) for _, letter in value}
        elif kind is op.SUBPATTERN:
            if must_hold(value[-1], words):
                return True
            following = texts(value[-1])
        elif kind is op.BRANCH:
            if all(must_hold_behind(runs, branch, words) for branch in value[1]):
                return True
        elif kind in {op.MAX_REPEAT, op.MIN_REPEAT} and value[0] >= 1 and must_hold(value[2], words):
            return True
        runs = {run + more for run in runs for more in following} if following else {""}
        if all(any(word in run for word in words) for run in runs):
            return True
    return False


def must_hold_behind(runs: set[str], parts: Any, words: tuple[str, ...]) -> bool:
    """As :func:`must_hold`, where one of *runs* stands before *parts*: the parser draws a common start out."""
    return all(must_hold([*((op.LITERAL, ord(letter)) for letter in run), *parts], words) for run in runs)


def texts(parts: Any) -> set[str] | None:
    """All that *parts* can match, where they are letters only; else None."""
    if all(kind is op.LITERAL for kind, _ in parts):
        return {"".join(chr(letter) for _, letter in parts)}
    return None


@pytest.mark.parametrize(("words", "wording"), GUARDED)
def test_what_a_wording_matches_holds_one_of_its_words(words: tuple[str, ...], wording: str) -> None:
    assert must_hold(parser.parse(wording), words)


@pytest.mark.parametrize(
    ("wording", "words"),
    [("ab?c", "b"), ("a|b", "a"), ("(?:ab)*", "ab"), ("[ab]c", "ac"), (".*", "a"), ("(?!ab)", "ab"), ("a.c", "ac")],
)
def test_what_need_not_be_there_is_told_from_what_must(wording: str, words: str) -> None:
    assert not must_hold(parser.parse(wording), tuple(words.split()))


def test_most_wordings_wait_for_a_word() -> None:
    assert len(GUARDED) > 0.9 * sum(len(phrase.wordings) for phrase in PHRASES)

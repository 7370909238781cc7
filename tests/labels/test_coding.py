"""One sitting without a terminal: the order of paragraphs, taking back, skipping, what was said, and the pace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.labels.coding import Coding


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def order(coding: Coding) -> list[str]:
    """The paragraphs as they come, each judged at once."""
    found = []
    while coding.current is not None:
        found.append(coding.current)
        coding.judge()
    return found


def test_paragraphs_come_in_their_order_and_once() -> None:
    assert order(Coding(["b", "a", "b", "c"])) == ["b", "a", "c"]


def test_a_skipped_paragraph_comes_back_at_the_end() -> None:
    coding = Coding("abc")
    assert coding.skip()
    assert order(coding) == ["b", "c", "a"]


def test_the_only_paragraph_left_cannot_be_skipped() -> None:
    coding = Coding("a")
    assert not coding.skip()
    assert coding.current == "a"


def test_taking_back_returns_to_the_last_one_and_then_goes_on() -> None:
    coding = Coding("abcd")
    coding.judge()
    coding.judge()
    assert coding.undo()
    assert coding.current == "b"
    assert order(coding) == ["b", "c", "d"]


def test_taking_back_twice_returns_to_the_one_before() -> None:
    coding = Coding("abc")
    coding.judge()
    coding.judge()
    assert coding.undo()
    assert coding.undo()
    assert not coding.undo()
    assert order(coding) == ["a", "b", "c"]


def test_the_last_one_of_all_can_be_taken_back() -> None:
    coding = Coding("a")
    coding.judge()
    assert coding.current is None
    assert coding.undo()
    assert coding.current == "a"


def test_what_is_taken_back_still_counts_as_judged() -> None:
    """Its judgement is on the disk, and stands until there is a new one."""
    coding = Coding("abc", before=4)
    coding.judge()
    coding.undo()
    assert (coding.judged, coding.left, coding.done, coding.total) == (1, 2, 5, 7)
    coding.judge()
    assert (coding.judged, coding.left, coding.done, coding.total, coding.judgements) == (1, 2, 5, 7, 2)


def test_unsure_and_note_are_of_one_paragraph_and_wait_for_it() -> None:
    coding = Coding("ab")
    coding.toggle_unsure()
    coding.write_note(" the quay\nor \t not ")
    coding.skip()
    assert (coding.draft.unsure, coding.draft.note) == (False, "")
    coding.skip()
    assert (coding.draft.unsure, coding.draft.note) == (True, "the quay or not")
    coding.toggle_unsure()
    assert not coding.draft.unsure


def test_taking_back_brings_back_what_was_said() -> None:
    coding = Coding("ab")
    coding.toggle_unsure()
    coding.judge()
    assert not coding.draft.unsure
    coding.undo()
    assert coding.draft.unsure


def test_earlier_notes_are_there_to_begin_with() -> None:
    coding = Coding("ab", notes={"b": "Hm."})
    coding.judge()
    assert coding.draft.note == "Hm."


def test_what_was_judged_elsewhere_is_passed_over_and_counted_as_done() -> None:
    coding = Coding("abcd")
    coding.judge()
    assert coding.pass_over({"b", "d", "zebra"}) == 2
    assert (coding.done, coding.total, coding.judged) == (3, 4, 1)
    assert order(coding) == ["c"]


def test_what_was_taken_back_and_judged_elsewhere_is_not_counted_twice() -> None:
    coding = Coding("ab")
    coding.judge()
    coding.undo()
    assert coding.pass_over({"a"}) == 1
    assert (coding.done, coding.total, coding.left) == (1, 2, 1)


def test_the_pace_is_of_this_sitting_and_told_from_the_third_judgement_on() -> None:
    clock = Clock()
    coding = Coding([str(i) for i in range(30)], before=100, clock=clock)
    for _ in range(2):
        clock.now += 15
        coding.judge()
    assert (coding.pace, coding.minutes_left) == (None, None)
    clock.now += 15
    coding.judge()
    assert coding.pace == pytest.approx(4.0)
    assert coding.minutes_left == pytest.approx(27 / 4)
    assert coding.seconds == pytest.approx(45)


def test_an_hour_away_hardly_changes_the_pace() -> None:
    clock = Clock()
    coding = Coding([str(i) for i in range(30)], clock=clock)
    for pause in (20, 20, 3600, 20):
        clock.now += pause
        coding.judge()
    assert coding.pace == pytest.approx(4 * 60 / (20 + 20 + 180 + 20))


def test_a_sitting_without_paragraphs_is_over() -> None:
    coding = Coding([])
    assert coding.current is None
    assert not coding.undo()
    coding.write_note("of nothing")
    assert coding.draft.note == ""


@pytest.mark.property
@given(n=st.integers(0, 6), steps=st.lists(st.sampled_from(["judge", "skip", "undo", "pass over"]), max_size=40))
def test_no_paragraph_is_ever_lost_or_doubled(n: int, steps: list[str]) -> None:
    """After any steps, what is judged and what is left are all the paragraphs, and going on reaches every one."""
    names = [f"p{i}" for i in range(n)]
    coding = Coding(names, before=3)
    written: set[str] = set()
    elsewhere: set[str] = set()
    for step in steps:
        if step == "judge" and coding.current:
            written.add(coding.current)
            coding.judge()
        elif step == "skip":
            coding.skip()
        elif step == "undo":
            coding.undo()
        elif step == "pass over" and names:
            gone = names[len(elsewhere) % n]
            if coding.pass_over({gone}):
                elsewhere.add(gone)
        assert coding.total == n + 3
        assert coding.done == 3 + len(written | elsewhere)
        assert coding.judged + coding.left <= n
    rest = order(coding)
    assert len(rest) == len(set(rest))
    assert written | elsewhere | set(rest) == set(names)

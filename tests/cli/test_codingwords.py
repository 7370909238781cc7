"""How far a session has come, in words."""

from __future__ import annotations

from tristance.cli.codingwords import closing, progress
from tristance.labels.coding import Coding


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def coding(n: int, judged: int, seconds: float, before: int = 0) -> Coding:
    clock = Clock()
    made = Coding([str(i) for i in range(n)], before=before, clock=clock)
    for _ in range(judged):
        clock.now += seconds
        made.judge()
    return made


def test_progress_has_a_pace_once_there_is_one() -> None:
    assert progress(coding(230, 2, 20)) == "2 of 230"
    assert progress(coding(230, 12, 20)) == "12 of 230 · 3.0 a minute · about 73 min left"
    assert progress(coding(218, 0, 20, before=12)) == "12 of 230"
    assert progress(coding(3, 3, 20)) == "3 of 3"


def test_the_last_words_say_what_was_done_and_how_to_go_on() -> None:
    again = ["annotate", "--annotator", "coder 2", "--labels", "my\x1blabels"]
    assert closing(coding(230, 12, 20), "coder 2", again) == (
        "coder 2: 12 judged in 4 min; 218 left; to go on: "
        "tristance labels annotate --annotator 'coder 2' --labels 'my labels'"
    )
    assert closing(coding(3, 0, 20), "anna", ["annotate"]).startswith("anna: 0 judged in 0 s; 3 left")
    assert closing(coding(3, 3, 9), "anna", []) == "anna: 3 judged in 27 s; none left"

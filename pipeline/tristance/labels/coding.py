"""One sitting of an annotator: which paragraph is next, what was said of it so far, how fast it goes. No terminal.

Paragraphs are known by their ids. What is judged is written elsewhere (:mod:`tristance.labels.desk`), before this is
told of it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

_BREAK = 180.0  # a longer pause is a break and not the time that a paragraph takes
_SETTLED = 3  # judgements before a pace is worth telling


@dataclass
class Draft:
    """What the annotator has said of a paragraph beside its tag, kept until it is judged."""

    unsure: bool = False
    note: str = ""


class Coding:
    """The paragraphs still ahead, and those judged in this sitting, in order.

    *before* is how many of the same lot were judged in earlier sittings: progress counts them, the pace does not.
    *notes* are what is already noted of some paragraphs. *clock* gives seconds.
    """

    def __init__(
        self,
        paragraphs: Iterable[str],
        *,
        before: int = 0,
        notes: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ahead = deque(dict.fromkeys(paragraphs))
        self._history: list[str] = []
        self._taken_back: set[str] = set()  # judged on disk, but ahead again
        self._drafts = {paragraph: Draft(note=note) for paragraph, note in (notes or {}).items() if note}
        self._before = before
        self._clock = clock
        self._began = self._last = clock()
        self._at_work = 0.0
        self._timed = 0
        self.judgements = 0
        """How many judgements were made in this sitting, those of a paragraph judged anew included."""

    @property
    def current(self) -> str | None:
        """The paragraph to judge now; None when there is none left."""
        return self._ahead[0] if self._ahead else None

    @property
    def draft(self) -> Draft:
        """What was said so far of the current paragraph."""
        return self._drafts.setdefault(self._ahead[0], Draft()) if self._ahead else Draft()

    @property
    def judged(self) -> int:
        """How many paragraphs have a judgement of this sitting."""
        return len(self._history) + len(self._taken_back)

    @property
    def left(self) -> int:
        """How many paragraphs have none yet."""
        return len(self._ahead) - len(self._taken_back)

    @property
    def done(self) -> int:
        """How many of :attr:`total` are judged, in this sitting and before."""
        return self._before + self.judged

    @property
    def total(self) -> int:
        """How many paragraphs the lot has."""
        return self.done + self.left

    @property
    def seconds(self) -> float:
        """How long this sitting has lasted."""
        return self._clock() - self._began

    @property
    def pace(self) -> float | None:
        """Judgements a minute in this sitting, breaks counted as three minutes; None before the third judgement."""
        if self._timed < _SETTLED or self._at_work <= 0:
            return None
        return 60 * self._timed / self._at_work

    @property
    def minutes_left(self) -> float | None:
        """How many minutes what is left will take at this pace."""
        return self.left / self.pace if self.pace else None

    def toggle_unsure(self) -> None:
        """Mark the current paragraph as unsure, or no longer."""
        self.draft.unsure = not self.draft.unsure

    def write_note(self, note: str) -> None:
        """Note one line of the current paragraph; white space of any kind becomes single spaces."""
        self.draft.note = " ".join(note.split())

    def judge(self) -> None:
        """Go on: the current paragraph has been judged, and the judgement is on disk."""
        paragraph = self._ahead.popleft()
        self._history.append(paragraph)
        self._taken_back.discard(paragraph)
        now = self._clock()
        self._at_work += min(now - self._last, _BREAK)
        self._last = now
        self._timed += 1
        self.judgements += 1

    def skip(self) -> bool:
        """Put the current paragraph at the end; False where there is no other."""
        self._ahead.rotate(-1)
        return len(self._ahead) > 1

    def undo(self) -> bool:
        """Go back to the paragraph that was judged last, to judge it anew; False where there is none.

        The current one comes next. Until it is judged anew, the old judgement stands.
        """
        if not self._history:
            return False
        paragraph = self._history.pop()
        self._ahead.appendleft(paragraph)
        self._taken_back.add(paragraph)
        return True

    def pass_over(self, paragraphs: Collection[str]) -> int:
        """Leave out those of *paragraphs* that are ahead, since they were judged elsewhere; returns how many."""
        if not paragraphs:
            return 0
        found = [paragraph for paragraph in self._ahead if paragraph in paragraphs]
        self._ahead = deque(paragraph for paragraph in self._ahead if paragraph not in paragraphs)
        for paragraph in found:
            if paragraph in self._taken_back:  # counted as judged here already
                self._taken_back.discard(paragraph)
                self._history.append(paragraph)
            else:
                self._before += 1
        return len(found)

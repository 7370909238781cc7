"""What the command line asks of the sections."""

from __future__ import annotations

from dataclasses import dataclass

from speed.peers import BUCKETS


@dataclass(frozen=True)
class Options:
    """``check`` leaves out what no ratio needs; ``quick`` does a little of everything."""

    rounds: int = 7
    quick: bool = False
    check: bool = False

    @property
    def buckets(self) -> int:
        """The size of fastText's table of word pairs."""
        return 10_000 if self.quick else BUCKETS

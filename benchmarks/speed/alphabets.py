"""Words and sentences of other scripts, of seeded letters: what matters to a tokeniser are letters, not their sense."""

from __future__ import annotations

import random
from dataclasses import dataclass


def _range(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


@dataclass(frozen=True)
class Script:
    """The letters of words, their lengths, what ends a word now and then, what parts words, what ends a sentence."""

    letters: str
    lengths: tuple[int, int]
    endings: tuple[str, ...] = ("",)
    space: str = " "
    stop: str = "."
    starts: tuple[str, ...] = ("",)


_LATIN = _range("a", "z")
SCRIPTS = {
    "Latin": Script(_LATIN, (4, 11)),
    "Korean": Script(_range("가", "힣"), (2, 5), ("은", "는", "을", "의")),
    "Japanese": Script(_range("ぁ", "ん") + _range("ァ", "ヶ") + _range("一", "龠"), (6, 14), space="、", stop="。"),
    "Chinese": Script(_range("一", "龠"), (6, 14), space="，", stop="。"),
    "Greek": Script(_range("α", "ρ") + _range("σ", "ω"), (3, 10), ("ς", "ς", "ος", "ΟΣ", "α")),
    # One Turkish sentence in eight begins with İ, whose lower case is two letters.
    "Turkish": Script(_LATIN + "çğıöşü", (4, 10), ("lar", "in"), starts=("İ", *[""] * 7)),
    "Russian": Script(_range("а", "я") + "ё", (3, 11), ("ский", "ого", "")),
    "German": Script(_LATIN + "äöüß", (4, 14), ("ung", "straße", "en")),
}
LANGUAGES = tuple(name for name in SCRIPTS if name != "Latin")


def word(script: str, generator: random.Random) -> str:
    """A word that nobody has seen."""
    own = SCRIPTS[script]
    letters = generator.choices(own.letters, k=generator.randint(*own.lengths))
    return "".join(letters) + generator.choice(own.endings)


def sentence(script: str, generator: random.Random) -> str:
    """Ten words or so, the first with a capital where the script has them."""
    own = SCRIPTS[script]
    words = [word(script, generator) for _ in range(generator.randint(7, 13))]
    start = generator.choice(own.starts) or words[0][0].upper()
    return own.space.join([start + words[0][1:], *words[1:]]) + own.stop

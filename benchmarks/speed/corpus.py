"""The corpus: seeded paragraphs of about 88 words, of sentences of the labels, in four kinds of given shares.

All contestants read the same paragraphs, or the first so many of them; kinds are mixed at random, so a beginning of the
corpus is like the whole.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from speed.alphabets import LANGUAGES, sentence, word

SEED = 1
WORDS = 88
SHARES = {"ASCII": 0.5, "typographic": 0.3, "multilingual": 0.1, "unseen words": 0.1}
UNSEEN = 1 / 10  # of the words of a paragraph of the last kind
_FOREIGN = 1 / 3  # of the sentences of a multilingual one
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_ASCII = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "…": "..."})


def corpus(texts: Sequence[str], n: int, seed: int = SEED) -> list[str]:
    """The first *n* paragraphs that *seed* makes of the sentences of *texts*; fewer are a beginning of more."""
    generator = random.Random(seed)  # noqa: S311  # not for secrets
    sentences = [each for text in texts for each in _SENTENCE.split(text) if each]
    kinds, weights = list(SHARES), list(SHARES.values())
    return [_paragraph(sentences, generator.choices(kinds, weights)[0], generator) for _ in range(n)]


def _paragraph(sentences: Sequence[str], kind: str, generator: random.Random) -> str:
    length = generator.randrange(WORDS - 32, WORDS + 6)  # the last sentence goes some words beyond
    language = generator.choice(list(LANGUAGES))
    written: list[str] = []
    while sum(len(each.split()) for each in written) < length:
        foreign = kind == "multilingual" and generator.random() < _FOREIGN
        written.append(sentence(language, generator) if foreign else generator.choice(sentences))
    text = " ".join(written)
    if kind == "multilingual":
        return text
    text = text.translate(_ASCII).encode("ascii", "ignore").decode()
    if kind == "typographic":
        return typographic(text)
    if kind == "unseen words":
        return " ".join(word("Latin", generator) if generator.random() < UNSEEN else each for each in text.split())
    return text


def typographic(text: str) -> str:
    """Straight quotes and spaced hyphens as a typesetter has them.

    >>> typographic('"Over" - for now')
    '“Over” — for now'
    """
    text = re.sub(r'(?<!\w)"(?=\w)', "“", text).replace('"', "”")
    text = re.sub(r"(?<!\w)'(?=\w)", "‘", text).replace("'", "’")
    return text.replace(" - ", " — ")

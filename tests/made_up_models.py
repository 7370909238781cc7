"""Models whose arrays are made up: of every shape, with terms that texts hold and terms that none can hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from tristance.measures.calibration import Calibration
from tristance.model.blocks import ActorBlock, Block, CueBlock, Floats, Kind
from tristance.model.features import character_ngrams, chunks, tokens, word_ngrams
from tristance.model.linear import LinearModel
from tristance.schema import Codebook, Tag

SOURCE = (
    "The quay and the noise: North Korea, the U.S. and Korea said abcdefgh abcdefghi abcdefgh1 abcdefg; "
    "ab a_b 12 _1 x2 ١٢ straße ﬁne ΟΔΟΣ ΑΣΑ ας ασ σ ς e\u0301 É 한국 🙂 𐐀𐐨 ⱥⱦ k å ａｂｃ quay\u00adside don’t "
    "K Å ȺȾ ẞ ǅ 𝐀𝐁 ２ ½ \x00a x\x00y q\u0307a iota\u0345 U.S.-led the the the quay quay"
)
IMPOSSIBLE = ("X Y", " a", "a  b", "a b", "É", "a", "İ", "ab cd ef gh", "QUAY", "quay ", "a-b", "\x00", " ", "  ")
STEMS = (
    ("quay", "nois", "the"),
    ("north korea", "U.S.-led", "x"),
    ("a_b", "abcdefgh", "ας", "ß", "한", "the quay and"),
)
ACTORS = (
    ("U.S.", "US", "U.S.-*"),
    ("Korea*", "Ko"),
    ("North Korea*", "North", "North's", "the North"),
    ("İ*", "한*", "_1", "É", "x\x00y"),
    ("quay*", "quay and the", "quay and*", "12)"),
)

Spec = tuple[Kind, int, int]


def grams(kind: Kind, low: int, high: int, text: str) -> list[str]:
    """What a block finds in a text."""
    if kind == "word":
        return word_ngrams(tokens(text), low, high)
    return [gram for chunk in chunks(text) for gram in character_ngrams(chunk, low, high)]


def made_up(
    blocks: Sequence[tuple[Kind, int, int, Sequence[str]]],
    n_tags: int = 3,
    stems: Sequence[Sequence[str]] = (),
    actors: Sequence[Sequence[str]] = (),
    seed: int = 1,
) -> LinearModel:
    """A model of these terms; its numbers are drawn from *seed*, some of them zero and some of them large."""
    rng = np.random.default_rng(seed)

    def drawn(rows: int) -> Floats:
        found: Floats = rng.normal(size=(rows, n_tags)) * rng.choice([0.0, 1.0, 1.0, 30.0], size=(rows, 1))
        if rows:
            found = found[rng.integers(0, rows, rows)]  # some rows twice, as those of terms that stand together
        return found

    def block(kind: Kind, low: int, high: int, terms: Sequence[str]) -> Block:
        n = 10**9
        return Block.of(kind, low, high, terms, n, rng.choice([0, 1, 3, 1000, n], len(terms)), drawn(len(terms)))

    names = [f"tag {i}" for i in range(n_tags)]
    cues = CueBlock(tuple(map(tuple, stems)), drawn(len(stems))) if stems else None
    named = ActorBlock(tuple(map(tuple, actors)), drawn(len(actors) * (len(actors) + 1) // 2)) if actors else None
    return LinearModel(
        codebook=Codebook("1", "?", (), tuple(Tag(name, "", "stance") for name in names)),
        blocks=tuple(block(*each) for each in blocks),
        cues=cues,
        actors=named,
        intercepts=rng.normal(size=n_tags),
        calibration=Calibration(0.7, rng.normal(size=n_tags)),
        decision_offsets=np.zeros(n_tags),
    )


def from_source(kind: Kind, low: int, high: int, more: Sequence[str] = IMPOSSIBLE) -> tuple[Kind, int, int, list[str]]:
    """A block of two in three of the terms of our source, and *more*."""
    found = [gram for i, gram in enumerate(dict.fromkeys(grams(kind, low, high, SOURCE))) if i % 3]
    return kind, low, high, list(dict.fromkeys([*found, *more]))


WORDS, CHARACTERS = from_source("word", 1, 2), from_source("char_wb", 2, 5)

SHAPES: dict[str, LinearModel] = {
    "everything": made_up([WORDS, CHARACTERS], stems=STEMS, actors=ACTORS),
    "no cues": made_up([WORDS, CHARACTERS], actors=ACTORS),
    "no actors": made_up([WORDS, CHARACTERS], stems=STEMS),
    "words alone": made_up([WORDS]),
    "characters alone": made_up([CHARACTERS]),
    "cues alone": made_up([], stems=STEMS),
    "actors alone": made_up([], actors=ACTORS),
    "intercepts alone": made_up([]),
    "two tags": made_up([WORDS, CHARACTERS], 2, STEMS, ACTORS),
    "thirty tags": made_up([WORDS, CHARACTERS], 30, STEMS, ACTORS),
    "words and characters": made_up([WORDS, CHARACTERS]),
    "three blocks": made_up([WORDS, CHARACTERS, from_source("char_wb", 3, 3)], stems=STEMS),
    "two blocks of one kind": made_up([WORDS, from_source("word", 1, 1)]),
    "words 1-1": made_up([from_source("word", 1, 1)]),
    "words 1-3": made_up([from_source("word", 1, 3)]),
    "words 2-2": made_up([from_source("word", 2, 2)]),
    "words 2-3": made_up([from_source("word", 2, 3)]),
    "characters 1-1": made_up([from_source("char_wb", 1, 1)]),
    "characters 1-2": made_up([from_source("char_wb", 1, 2)]),
    "characters 3-5": made_up([from_source("char_wb", 3, 5)]),
    "characters 10-10": made_up([from_source("char_wb", 10, 10)]),
    "no terms": made_up([("word", 1, 2, []), ("char_wb", 2, 5, [])]),
    "one term": made_up([("word", 1, 2, ["quay"]), ("char_wb", 2, 5, [" q"])]),
    "terms of no text": made_up([("word", 1, 2, IMPOSSIBLE), ("char_wb", 2, 5, IMPOSSIBLE)]),
    "terms longer than the range": made_up([("word", 1, 1, ["quay", "the quay"]), ("char_wb", 2, 2, ["ab", "abc"])]),
    "one actor": made_up([], actors=[["U.S.", "North Korea*"]]),
    "stems of no words": made_up([], stems=[["x", "-", "\u00e9"], ["quay"]]),
}

_FEW = "abAB1_ .'\u00ad\u0301ΣσςİßẞéK한🙂"


@st.composite
def models(draw: st.DrawFn) -> LinearModel:
    """Any model: of any ranges, its terms those of some text and some that are no text's."""
    letters = st.one_of(st.sampled_from(_FEW), st.characters(exclude_categories=["Cs"], exclude_characters="\n"))
    some = st.text(letters, min_size=1, max_size=12)

    def block() -> tuple[Kind, int, int, list[str]]:
        kind: Kind = draw(st.sampled_from(["word", "char_wb"]))
        low = draw(st.integers(1, 4))
        high = low + draw(st.integers(0, 4))
        terms = grams(kind, low, high, draw(st.one_of(st.just(SOURCE), st.text(letters, max_size=60))))
        return kind, low, high, list(dict.fromkeys([*terms[:: draw(st.integers(1, 3))], *draw(st.lists(some))]))

    stems = draw(st.lists(st.lists(some, min_size=1, max_size=4), max_size=3))
    words = st.from_regex(r"\w[^*\r\n\t]{0,8}\*?", fullmatch=True, alphabet=letters)
    terms = draw(st.lists(words, max_size=8, unique_by=lambda term: term.removesuffix("*")))
    n_actors = draw(st.integers(1, 3))
    actors = [own for i in range(n_actors) if (own := terms[i::n_actors])]
    blocks = [block() for _ in range(draw(st.integers(0, 3)))]
    return made_up(blocks, draw(st.integers(2, 5)), stems, actors, draw(st.integers(0, 2**32)))

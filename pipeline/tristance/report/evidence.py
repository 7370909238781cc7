"""Why a text got one tag and not another: what each of its features adds to the difference of their logits.

The additions are exact: with the intercept they sum to the difference. Those of character n-grams are given to the
words in which they stand, so that a word's pieces appear as one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import NamedTuple

import numpy as np

from tristance.model.actors import actor_finder
from tristance.model.blocks import ActorBlock, Block, CueBlock
from tristance.model.cues import cue_counter
from tristance.model.features import actor_columns, character_ngrams, chunks, cue_feature
from tristance.model.linear import LinearModel
from tristance.model.vectorised import known_rows
from tristance.report.blocks import actor_names, cue_names

INTERCEPT = "intercept"
_EDGES = re.compile(r"^\W+|\W+$")  # of a word as it stands in the text


class Contribution(NamedTuple):
    """What a feature adds to the logit of one tag less that of another; ``kind`` is a block's, or ``intercept``."""

    name: str
    kind: str
    value: float


def contributions(model: LinearModel, text: str, tag: int, other: int) -> list[Contribution]:
    """What each feature of *text* adds to the logit of *tag* less that of *other*, strongest first.

    A feature that adds nothing is left out.
    """
    found = [Contribution(INTERCEPT, INTERCEPT, float(model.intercepts[tag] - model.intercepts[other]))]
    for block in model.blocks:
        found += _of_words(block, text, tag, other) if block.kind == "word" else _of_pieces(block, text, tag, other)
    if model.cues is not None:
        found += _of_cues(model, model.cues, text, tag, other)
    if model.actors is not None:
        found += _of_actors(model, model.actors, text, tag, other)
    return sorted((each for each in found if each.value), key=lambda each: (-abs(each.value), each.kind, each.name))


def _weights(block: Block, counts: Counter[int], tag: int, other: int) -> dict[int, float]:
    """What each term, by its row, adds: its TF-IDF weight in a text of these counts times its coefficients."""
    tf_idf = {row: (1.0 + math.log(n)) * float(block.idf[row]) for row, n in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in tf_idf.values())) or 1.0
    difference = {row: float(block.coefficients[row, tag] - block.coefficients[row, other]) for row in tf_idf}
    return {row: weight / length * difference[row] for row, weight in tf_idf.items()}


def _of_words(block: Block, text: str, tag: int, other: int) -> list[Contribution]:
    weights = _weights(block, Counter(known_rows(block, text)), tag, other)
    return [Contribution(block.terms[row], "word", value) for row, value in weights.items()]


def _of_pieces(block: Block, text: str, tag: int, other: int) -> list[Contribution]:
    number = block.number
    of_chunk = {
        chunk: [number[gram] for gram in character_ngrams(chunk, block.low, block.high) if gram in number]
        for chunk in dict.fromkeys(chunks(text))
    }
    counts = Counter(known_rows(block, text))
    weights = _weights(block, counts, tag, other)
    found: dict[str, float] = {}
    for chunk, times in Counter(chunks(text)).items():
        value = times * sum(weights[row] / counts[row] for row in of_chunk[chunk])
        name = _EDGES.sub("", chunk) or chunk.strip()
        found[name] = found.get(name, 0.0) + value
    return [Contribution(name, "characters", value) for name, value in found.items()]


def _of_cues(model: LinearModel, block: CueBlock, text: str, tag: int, other: int) -> list[Contribution]:
    matches = cue_counter(block.stems)(text)
    difference = block.coefficients[:, tag] - block.coefficients[:, other]
    return [
        Contribution(f"cues of {name}", "cues", cue_feature(n) * float(weight))
        for name, n, weight in zip(cue_names(model.codebook), matches, difference, strict=True)
        if n
    ]


def _of_actors(model: LinearModel, block: ActorBlock, text: str, tag: int, other: int) -> list[Contribution]:
    columns = actor_columns(actor_finder(block.terms)(text), len(block.terms))
    names = actor_names(model.codebook)
    difference = np.asarray(block.coefficients[:, tag] - block.coefficients[:, other])
    return [
        Contribution(names[column], "actors", float(difference[column]) / math.sqrt(len(columns))) for column in columns
    ]

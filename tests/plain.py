"""The score of a text straight from the specification: dictionaries and sums, nothing that is quick."""

from __future__ import annotations

import math
from collections import Counter

from tristance.model.blocks import Block
from tristance.model.features import (
    actor_columns,
    actors_named,
    character_ngrams,
    chunks,
    cue_feature,
    cue_matches,
    tokens,
    word_ngrams,
)
from tristance.model.linear import LinearModel


def plain_logits(model: LinearModel, text: str) -> list[float]:
    """The k uncalibrated scores of one text."""
    features: list[tuple[float, list[float]]] = []  # each a value, and its coefficients
    for block in model.blocks:
        features += _of_block(block, text)
    if model.cues is not None:
        rows = model.cues.coefficients.tolist()
        matches = [cue_matches(tokens(text), stems) for stems in model.cues.stems]
        features += zip(map(cue_feature, matches), rows, strict=True)
    if model.actors is not None:
        rows = model.actors.coefficients.tolist()
        columns = actor_columns(actors_named(text, model.actors.terms), len(model.actors.terms))
        features += [(1 / math.sqrt(len(columns)), rows[column]) for column in columns]
    return [
        intercept + math.fsum(value * row[tag] for value, row in features)
        for tag, intercept in enumerate(model.intercepts.tolist())
    ]


def _of_block(block: Block, text: str) -> list[tuple[float, list[float]]]:
    if block.kind == "word":
        grams = word_ngrams(tokens(text), block.low, block.high)
    else:
        grams = [gram for chunk in chunks(text) for gram in character_ngrams(chunk, block.low, block.high)]
    number = {term: row for row, term in enumerate(block.terms)}
    counts = Counter(number[gram] for gram in grams if gram in number)
    weights = {
        row: (1 + math.log(count)) * (1 + math.log((1 + block.n) / (1 + int(block.df[row]))))
        for row, count in counts.items()
    }
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    return [(weight / length, block.coefficients[row].tolist()) for row, weight in weights.items()]

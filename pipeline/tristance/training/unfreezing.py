"""A frozen model as a scikit-learn pipeline again, of scikit-learn's own objects: who loads it needs no tristance.

Calibration is folded into the coefficients. A decision offset has no place in a pipeline: ``predict`` gives the most
probable tag, which need not be ours.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import joblib
import numpy as np
import sklearn
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import Binarizer, FunctionTransformer, Normalizer, PolynomialFeatures

from tristance.model.blocks import ActorBlock, Block, Floats
from tristance.model.exporting import OURS, README
from tristance.model.features import tokens
from tristance.model.linear import LinearModel

_TWO = 2


def joblib_files(model: LinearModel) -> dict[str, bytes]:
    """The pipeline of *model* as a file of joblib's, and its README, by their names."""
    file = io.BytesIO()
    joblib.dump(unfreeze(model), file, compress=3)
    readme = _README.format(ours=OURS, tags=", ".join(model.codebook.names), scikit_learn=sklearn.__version__)
    return {"pipeline.joblib": file.getvalue(), README: readme.encode()}


_README = """\
{ours} as a scikit-learn pipeline.

    import joblib
    pipeline = joblib.load("pipeline.joblib")
    pipeline.predict_proba(["A text.", "Another one."])

Written by scikit-learn {scikit_learn}, which should load it; it needs numpy and scipy, and no tristance.
pipeline.classes_ are the tags in the order of the columns: {tags}.
predict gives the most probable tag; tristance also weighs decision offsets, and may give another.

A joblib file runs code when it is loaded: load only what you trust. tristance never loads one.
"""


def unfreeze(model: LinearModel) -> Pipeline:
    """The fitted pipeline whose ``predict_proba`` gives the probabilities of *model*, within 1e-9."""
    features: list[tuple[str, Any]] = []
    coefficients: list[Floats] = []
    for i, block in enumerate(model.blocks, start=1):
        features.append((f"{block.kind}_{i}", _block(block)))
        coefficients.append(block.coefficients)
    if model.cues is not None:
        for tag, stems, row in zip(_with_cues(model), model.cues.stems, model.cues.coefficients, strict=True):
            step = _cues(stems)
            if step is not None:
                features.append((f"cues of {_plain(tag)}", step))
                coefficients.append(row[None])
    if model.actors is not None:
        features.append(("actors", _actors(model.actors)))
        coefficients.append(model.actors.coefficients)
    steps = [("features", FeatureUnion(features)), ("classifier", _classifier(model, np.concatenate(coefficients)))]
    return Pipeline(steps)


def _plain(name: str) -> str:
    """A name of a step holds no two underscores."""
    return name.replace("__", "_ _")


def _with_cues(model: LinearModel) -> list[str]:
    return [tag.name for tag in model.codebook.tags if tag.cues]


def _block(block: Block) -> TfidfVectorizer:
    vectorizer = TfidfVectorizer(
        analyzer=block.kind, ngram_range=(block.low, block.high), sublinear_tf=True, vocabulary=block.number
    )
    vectorizer.idf_ = block.idf
    return vectorizer


def _cues(stems: Sequence[str]) -> Pipeline | None:
    """How often each stem matches, their sum, and log(1 + sum); None where no stem has a word."""
    read = [(f"stem_{i}", words) for i, words in enumerate(map(tokens, stems)) if words]
    if not read:
        return None
    counts = FeatureUnion(
        [(name, CountVectorizer(token_pattern=_starting_with(words), vocabulary=[words[0]])) for name, words in read]
    )
    return Pipeline(
        [("stems", counts), ("sum", _sums(np.ones((1, len(read))))), ("log", FunctionTransformer(np.log1p))]
    )


def _starting_with(words: Sequence[str]) -> str:
    r"""A pattern that finds words that follow each other and start with *words*; its group is the first of these.

    What follows is only looked at, so that matches may overlap. Between two words there may be single letters.
    """
    first, *rest = map(re.escape, words)
    behind = "".join(rf"\w*\W+(?:\w\W+)*{word}" for word in rest)
    return rf"(?u)\b({first})" + (f"(?={behind})" if behind else "")


def _sums(rows: Floats) -> TruncatedSVD:
    """A step that multiplies by *rows*, (outputs, inputs): scikit-learn has no plainer one."""
    step = TruncatedSVD(n_components=len(rows))
    step.components_ = rows
    return step


def _actors(actors: ActorBlock) -> Pipeline:
    """Which terms stand, whose they are, who is named with whom, at length 1."""
    terms = [(term, number) for number, own in enumerate(actors.terms) for term in own]
    terms.sort(key=lambda each: -len(each[0].removesuffix("*")))
    whose = {term.removesuffix("*"): number for term, number in terms}  # no term names two actors
    pattern = "|".join(
        re.escape(term.removesuffix("*")) + ("" if term.endswith("*") else r"(?!\w)") for term, _ in terms
    )
    rows = np.zeros((len(actors.terms), len(whose)))
    rows[list(whose.values()), range(len(whose))] = 1.0
    found = CountVectorizer(lowercase=False, token_pattern=rf"(?u)(?<!\w)({pattern})\w*", vocabulary=list(whose))
    together = PolynomialFeatures(interaction_only=True, include_bias=False)
    together.fit(np.zeros((1, len(actors.terms))))
    return Pipeline(
        [
            ("terms", found),
            ("actors", _sums(rows)),
            ("named", Binarizer()),
            ("pairs", together),
            ("length", Normalizer()),
        ]
    )


def _classifier(model: LinearModel, coefficients: Floats) -> LogisticRegression:
    slope, offsets = model.calibration
    weights, intercepts = slope * coefficients.T, slope * model.intercepts + offsets
    if len(weights) == _TWO:  # scikit-learn keeps the second tag's scores only
        weights, intercepts = weights[1:] - weights[:1], intercepts[1:] - intercepts[:1]
    classifier = LogisticRegression()
    classifier.classes_ = np.array(model.codebook.names)
    classifier.coef_, classifier.intercept_ = np.ascontiguousarray(weights), intercepts
    classifier.n_features_in_ = coefficients.shape[0]
    return classifier

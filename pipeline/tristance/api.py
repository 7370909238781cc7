"""What Python code is offered: ``import tristance`` has these names, and loads what they need when they are used.

Thin: each is a few lines over what the command line uses too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tristance.articles.reading import read_article as _read_article
from tristance.errors import BadTable
from tristance.model.arrow import Texts, is_arrow
from tristance.model.blocks import Floats
from tristance.model.choice import DEFAULT, find_model
from tristance.model.linear import LinearModel
from tristance.model.persistence import load as _load
from tristance.model.persistence import read_card
from tristance.schema import Article, Codebook, Prediction

if TYPE_CHECKING:
    from tristance.evaluation.scoring import Scores

_LABELS, _MODELS = "labels", "models"


@dataclass(frozen=True, repr=False, eq=False)
class Model:
    """A trained model, ready to classify; several threads may use one at once."""

    folder: Path
    _linear: LinearModel

    def __repr__(self) -> str:
        return f"Model({str(self.folder)!r}, tags={list(self.tags)!r})"

    @property
    def tags(self) -> tuple[str, ...]:
        """The names of the tags, in the codebook's order: that of all probabilities."""
        return self._linear.codebook.names

    @property
    def codebook(self) -> Codebook:
        """The codebook that the model was trained under."""
        return self._linear.codebook

    @cached_property
    def card(self) -> dict[str, Any]:
        """What ``card.json`` says: labels, parameters, scores. Changing it changes nothing else."""
        return read_card(self.folder)

    def classify(self, texts: Texts | Iterable[str]) -> list[Prediction]:
        """The tag of each text, its confidence, and the probabilities of all tags.

        *texts* are a list of str, a pandas Series or numpy array of them, or an Arrow column. An empty text is tagged
        as the model tags what says nothing. Raises :class:`TypeError` for a single str, and
        :class:`~tristance.errors.BadTable` where one of them is missing or no str.
        """
        log_p = self._log_probabilities(texts)
        missing = np.flatnonzero(np.isnan(log_p[:, 0]))
        if len(missing):
            raise _strange(int(missing[0]), None)
        return self._linear.predictions(log_p)

    def probabilities(self, texts: Texts | Iterable[str]) -> Floats:
        """The calibrated probabilities of n texts, (n, k), in the order of :attr:`tags`; rows sum to 1.

        Texts as :meth:`classify` takes them, but that a null of an Arrow column gives a row of NaN.
        """
        return np.asarray(np.exp(self._log_probabilities(texts)))

    def _log_probabilities(self, texts: Texts | Iterable[str]) -> Floats:
        return self._linear.log_probabilities(_texts(texts))


def load(model: str | Path = DEFAULT, models: str | Path = _MODELS) -> Model:
    """The model of a name in the folder *models*, or at a path; ``default`` is the bundled one where none there is.

    Raises :class:`~tristance.errors.ModelNotFound`, ``DamagedModel`` or ``IncompatibleModel``.
    """
    folder = find_model(str(model), Path(models))
    return Model(folder, _load(folder))


def read_article(path: str | Path) -> Article:
    """The article in a file, saved web page or plain text: its title, its paragraphs, and what was left out.

    Raises :class:`~tristance.errors.UnreadableFile` or :class:`~tristance.errors.NoBody`.
    """
    return _read_article(Path(path))


def train(
    labels: str | Path = _LABELS,
    folder: str | Path = f"{_MODELS}/{DEFAULT}",
    *,
    evaluate: bool = True,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Model:
    """Train a model on a folder of labels, write it to *folder*, and return it; as ``tristance train``, to the byte.

    With ``evaluate=False`` it has no scores, and takes half the time. *progress* is told how many folds are done, of
    how many. Raises a :class:`~tristance.errors.LabelError` or :class:`~tristance.errors.OutputError`.
    """
    from tristance.evaluation.trained import trained
    from tristance.files import require_writable
    from tristance.labels.examples import examples
    from tristance.labels.overwriting import require_replaceable
    from tristance.labels.store import read_labels
    from tristance.training.recipe import Recipe

    target = Path(folder)
    require_replaceable(target)
    require_writable(target)
    read = read_labels(Path(labels))
    found = trained(read, examples(read), Recipe(seed=seed), evaluate=evaluate, progress=progress)
    found.save(target)
    return Model(target, found.model)


def evaluate(
    labels: str | Path = _LABELS,
    *,
    test: str | Path | None = None,
    model: str | Path = DEFAULT,
    models: str | Path = _MODELS,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Scores:
    """Score the training recipe on *labels* by nested cross-validation; or, with *test*, a *model* on that table.

    ``stance_macro_f1`` of the result has ``value``, ``low`` and ``high``; ``as_json()`` gives all figures as plain
    values. Raises a :class:`~tristance.errors.LabelError`, ``InputError`` or ``ModelError``.
    """
    if test is not None:
        from tristance.evaluation.file_scores import score_tagged, tag_file

        return score_tagged(tag_file(load(model, models)._linear, Path(test)), seed)  # noqa: SLF001  # our own class
    from tristance.evaluation.cross_validation import cross_validate, score_cross_validated
    from tristance.labels.examples import examples
    from tristance.labels.gold import ratings
    from tristance.labels.store import read_labels
    from tristance.training.recipe import Recipe

    read = read_labels(Path(labels))
    given = examples(read)
    found = cross_validate(given, Recipe(seed=seed), progress)
    return score_cross_validated(given, found, ratings(read), seed)


def _texts(texts: Any) -> Texts:
    """*texts* as the model takes them. Raises :class:`TypeError` and :class:`BadTable`."""
    if isinstance(texts, str | bytes):
        raise TypeError("one text is given where a list of texts belongs: write classify([text])")
    if not isinstance(texts, Sequence) and is_arrow(texts) and not hasattr(texts, "iloc"):
        return texts  # type: ignore[no-any-return]  # an Arrow column
    cells = texts.tolist() if hasattr(texts, "tolist") else list(texts)
    strange = next(((i, cell) for i, cell in enumerate(cells) if not isinstance(cell, str)), None)
    if strange is not None:
        raise _strange(*strange)
    return cells


def _strange(place: int, cell: object) -> BadTable:
    missing = cell is None or cell != cell  # noqa: PLR0124  # NaN, which pandas has for what is missing
    what = "is missing" if missing else f"is {type(cell).__name__}, not str"
    return BadTable(f"text {place} (counted from 0) {what}; leave such rows out, or put a str in their place")

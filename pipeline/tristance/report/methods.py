"""The methods of an evaluation in sentences, from what was really run, to paste into a paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tristance.evaluation.ceiling import Ceiling
from tristance.evaluation.procedure import Procedure
from tristance.measures.bootstrap import DRAWS
from tristance.report.run import Run, ScoredFile
from tristance.report.wording import count, estimate

MISSING_PROVENANCE = (
    "[Say here where the texts come from and who tagged them: the labels folder has no README.md with a section "
    "“Provenance”.]"
)


MISSING_LABELS = "[Say here what the model was trained on: its card does not.]"
MISSING_RECIPE = "[Say here how the model was fitted and its parameters chosen: its card does not.]"


class Part(NamedTuple):
    """Sentences under a heading that stands in their line."""

    heading: str
    text: str


def methods(run: Run) -> list[Part]:
    """What was tagged by whom, how it was learnt and scored, with what result and which software."""
    test = run.test
    return [
        Part("Codebook", _codebook(run)),
        Part("Labels", _labels(run)),
        *([Part("Test", _test(run, test))] if test else []),
        Part("Annotators", _annotators(run)),
        Part("Provenance", flat(provenance(run)) or MISSING_PROVENANCE),
        Part("Classifier", _classifier(run)),
        Part("Evaluation", _evaluation(run)),
        Part("Result", _result(run)),
        Part("Software", _software(run)),
    ]


def as_markdown(parts: Iterable[Part]) -> str:
    """The parts as Markdown, each a paragraph."""
    return "\n\n".join(f"**{part.heading}.** {part.text}" for part in parts) + "\n"


def flat(markdown: str) -> str:
    r"""A passage of Markdown as running text.

    >>> flat("No human *tagged* it.\n**Models** did, in `labels`.")
    'No human tagged it. Models did, in labels.'
    """
    return " ".join(markdown.replace("*", "").replace("`", "").split())


def listed(words: Iterable[str]) -> str:
    """Words as a sentence lists them.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *front, last = words
    return f"{', '.join(front)} and {last}" if front else last


def _codebook(run: Run) -> str:
    book = run.scores.codebook
    background = f" and {book.background} (background)" if book.background else ""
    return (
        f"Each paragraph has exactly one tag of a codebook (version {book.version}), which asks: “{book.question}” "
        f"Its tags are {', '.join(book.stances)} (stances){background}."
    )


def provenance(run: Run) -> str:
    """What the labels' datasheet says of where they come from; empty where it says nothing."""
    return str(_account(run, "labels").get("provenance") or "")


def _account(run: Run, of: str) -> dict[str, Any]:
    """A part of what a card says; empty where the card does not have it, as one that others have written."""
    found = run.about.get(of)
    return found if isinstance(found, dict) else {}


def _labels(run: Run) -> str:
    labels = _account(run, "labels")
    if not labels.keys() >= {"text", "tags", "disputes", "paragraphs", "articles", "digest"}:
        return MISSING_LABELS
    begins = "The model was trained on" if run.test else "The labels are"
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in labels["text"].items())
    tags = ", ".join(f"{tag} {n:,}" for tag, n in labels["tags"].items())
    disputes = labels["disputes"]
    left_out = f"; {count(disputes, 'paragraph')} without a majority left out" if disputes else ""
    return (
        f"{begins} {count(labels['paragraphs'], 'paragraph')} of {count(labels['articles'], 'article')} ({kinds} "
        f"text): {tags}. The gold tag is the adjudicated one, else that of all or most annotators{left_out}. SHA-256 "
        f"of the labels: {labels['digest']}."
    )


def _test(run: Run, test: ScoredFile) -> str:
    scores = run.scores
    return (
        f"The model was scored on the file {test.name}: {count(scores.n_paragraphs, 'paragraph')} of "
        f"{count(scores.n_articles, 'article')}, {scores.text} text. SHA-256 of the file: {test.digest}. "
        "[Say here how these paragraphs were chosen and tagged, and that none of them was used in training.]"
    )


def _annotators(run: Run) -> str:
    found = run.scores.agreement
    who = run.scores.annotators or tuple(_account(run, "labels").get("annotators", ()))
    if found is None:
        beginning = f"The annotators are {listed(who)}; no" if who and not run.test else "No"
        return f"{beginning} paragraph was read by two of them, so that their agreement is unknown."
    of = found.overall
    return (
        f"The annotators are {listed(found.annotators)}. On {count(found.n_paragraphs, 'paragraph')} of "
        f"{count(found.n_articles, 'article')} that two or more have read, first readings only, Krippendorff’s alpha "
        f"(nominal) is {estimate(of.alpha)} (Krippendorff 2019), Cohen’s kappa {estimate(of.kappa)} (Cohen 1960), and "
        f"the share alike {estimate(of.percent)}."
    )


def _classifier(run: Run) -> str:
    given, book = _account(run, "parameters"), run.scores.codebook
    version = _account(run, "packages").get("scikit-learn")
    if version is None or not given.keys() >= {"words", "characters"}:
        return MISSING_RECIPE
    features = [
        f"TF-IDF of words (1- to {given['words'][1]}-grams)",
        f"TF-IDF of characters within words ({given['characters'][0]}- to {given['characters'][1]}-grams)",
        *(["the matches of the codebook’s cues (log(1 + matches), a feature a tag)"] if _has_cues(run) else []),
        *(["the codebook’s actors that are named, alone and in pairs"] if book.actors else []),
    ]
    return (
        f"Features are {listed(features)}. The classifier is multinomial logistic regression with an L2 penalty, "
        f"fitted with scikit-learn {version} (Pedregosa et al. 2011)."
    )


def _has_cues(run: Run) -> bool:
    return any(tag.cues for tag in run.scores.codebook.tags)


def _evaluation(run: Run) -> str:
    unit = "articles" if run.test else "articles, near-duplicate ones together"
    headline = (
        "The headline is macro-F1 over the stances; background paragraphs are in the test, so that calling one a "
        "stance costs precision."
        if run.scores.codebook.background
        else "The headline is macro-F1 over the stances."
    )
    intervals = (
        f"Intervals hold 95 % of {DRAWS:,} bootstrap draws of whole {unit} (percentiles; Davison and Hinkley 1997), "
        f"seed {run.seed}."
    )
    procedure = run.scores.procedure
    how = _nested(procedure) if procedure else _chosen(_account(run, "parameters"))
    return f"{how} {headline} {intervals}"


def _nested(found: Procedure) -> str:
    recipe = found.recipe
    outer = len(found.folds)
    grid = ", ".join(f"{c:g}" for c in recipe.c_grid)
    chosen = Counter(fold.c for fold in found.folds)
    times = listed(f"{c:g} in {count(n, 'fold')}" for c, n in sorted(chosen.items()))
    return (
        f"Scores are of nested cross-validation (Varma and Simon 2006) with {outer} outer folds, stratified by tag and "
        f"grouped by article, near-duplicate articles together ({found.n_groups:,} groups), seed {recipe.seed}. For "
        f"each, the penalty (C of {grid}; chosen: {times}), a calibration (one temperature and one offset a tag, after "
        f"Guo et al. 2017) and decision offsets for the headline score (after Lipton et al. 2014) were chosen on the "
        f"other {count(outer - 1, 'fold')} alone. All figures are of held-out paragraphs, pooled over the folds."
    )


def _chosen(given: dict[str, Any]) -> str:
    if not given.keys() >= {"c", "folds", "seed"}:
        return MISSING_RECIPE
    return (
        f"C = {given['c']:g}, a calibration (one temperature and one offset a tag, after Guo et al. 2017) and decision "
        f"offsets for the headline score (after Lipton et al. 2014) were chosen in {given['folds']} folds of the "
        f"training labels by article, seed {given['seed']}. Nothing was chosen on the test file."
    )


def _result(run: Run) -> str:
    return " ".join(_results(run))


def _results(run: Run) -> Iterator[str]:
    scores = run.scores
    yield (
        f"Stance macro-F1 is {estimate(scores.stance_macro_f1)} on {count(scores.n_paragraphs, 'paragraph')} of "
        f"{count(scores.n_articles, 'article')}, {scores.text} text."
    )
    reached = [f"{name.replace('_', ' ')} reaches {estimate(found)}" for name, found in scores.baselines.items()]
    if reached:
        yield f"Of the baselines on the same paragraphs, {listed(reached)}."
    found = scores.ceiling
    if found is not None:
        yield (
            f"On the {count(found.n_paragraphs, 'paragraph')} that two or more annotators have tagged, two annotators "
            f"reach {estimate(found.between.stance_macro_f1)} with each other, and the model with one of them "
            f"{estimate(found.model.stance_macro_f1)}{_left_out(found)}."
        )
    before, after = scores.calibration_before, scores.calibration_after
    if before is not None and after is not None:
        yield (
            f"The expected calibration error of the most probable tag is {estimate(after.ece, 3)}, and was "
            f"{estimate(before.ece, 3)} before calibration."
        )


def _left_out(found: Ceiling) -> str:
    if not found.left_out:
        return ""
    return f" ({found.left_out:,} more were read twice, but every model has seen a part of their text)"


def _software(run: Run) -> str:
    packages = ", ".join(f"{name} {number}" for name, number in _account(run, "packages").items())
    model = f" The model is {run.test.model}, SHA-256 of its arrays {run.test.model_digest}." if run.test else ""
    return f"{packages}.{model}"

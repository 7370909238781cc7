"""The model card: what a model was trained on, how, and how well it does, for programs (JSON) and for people.

Nothing that differs between two runs on the same labels and machine: no times, no paths, no host names.
"""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Any

from tristance.model.abstention import LARGEST, Abstention, Thresholds
from tristance.model.linear import LinearModel

_PACKAGES = ("numpy", "scikit-learn", "scipy")


def packages() -> dict[str, str]:
    """The versions that decide a model's digits."""
    return {"python": platform.python_version(), **{name: version(name) for name in ("tristance", *_PACKAGES)}}


def card_text(name: str, model: LinearModel, about: dict[str, Any]) -> str:
    """The card as Markdown. *about* is what ``card.json`` says of labels, parameters, packages and scores."""
    provenance = about["labels"]["provenance"]
    sections = [
        f"# Model card: {name}",
        f"Question: *{model.codebook.question}*",
        _tags(model, about["labels"]),
        "## Training data",
        _training_data(model, about["labels"]),
        *(["### Provenance", provenance] if provenance else []),
        "## Model",
        _recipe(model, about["parameters"], about["packages"]),
        "## Scores",
        *(_scores(about["scores"]) if about["scores"] else ["Not evaluated."]),
        *_warnings(about["scores"]),
        *_abstention(model, about.get("abstention")),
        "## Intended use and limits",
        _LIMITS,
    ]
    return "\n\n".join(sections) + "\n"


_LIMITS = (
    "For the shares of stances in collections of texts like those that it was trained on, paragraph by paragraph, with "
    "the error that the scores above show. Not for judging a person or an outlet by single paragraphs, nor for text in "
    "other languages. A score on composed or restated text says little about text that people published: check on a "
    "hand-labelled sample of your own corpus first (`tristance evaluate --test FILE`)."
)


def _code(name: str) -> str:
    """*name* as code in a cell of a table: a bar would end the cell, and a backtick the code."""
    fence = "``" if "`" in name else "`"
    inner = f" {name} " if "`" in name else name
    return f"{fence}{inner}{fence}".replace("|", r"\|")


def _tags(model: LinearModel, labels: dict[str, Any]) -> str:
    rows = [
        f"| {_code(t.name)} | {t.role} | {t.definition.replace('|', '/')} | {labels['tags'][t.name]} |"
        for t in model.codebook.tags
    ]
    return "\n".join(
        ["| tag | role | the paragraph conveys | training paragraphs |", "| --- | --- | --- | --- |", *rows]
    )


def _training_data(model: LinearModel, labels: dict[str, Any]) -> str:
    kinds = ", ".join(f"{n} {kind}" for kind, n in labels["text"].items())
    return (
        f"{labels['paragraphs']} paragraphs of {labels['articles']} articles ({kinds}), annotated by "
        f"{', '.join(labels['annotators'])}; codebook version {model.codebook.version}; {labels['disputes']} disputed "
        f"paragraph{'s' * (labels['disputes'] != 1)} left out. Labels digest: `{labels['digest']}`."
    )


def _recipe(model: LinearModel, parameters: dict[str, Any], packages: dict[str, str]) -> str:
    return (
        f"TF-IDF of words (1- to {parameters['words'][1]}-grams) and of characters within words "
        f"({parameters['characters'][0]}- to {parameters['characters'][1]}-grams)"
        f"{', the cues of the codebook' if model.cues else ''}"
        f"{', which of its actors are named together' if model.actors else ''}; multinomial logistic regression with "
        f"C = {parameters['c']:g}, class weights {parameters['class_weight'] or 'none'}, chosen with calibration and "
        f"decision offsets in {parameters['folds']} folds by article (seed {parameters['seed']}). Fitted with "
        f"{', '.join(f'{package} {number}' for package, number in packages.items())}."
    )


def _scores(scores: dict[str, Any]) -> list[str]:
    rows = [
        f"| {_code(tag)} | {s['precision']:.2f} | {s['recall']:.2f} | {_estimate(s['f1'])} | {s['n']} |"
        for tag, s in scores["per_tag"].items()
    ]
    baselines = "; ".join(f"{name.replace('_', ' ')} {_estimate(s)}" for name, s in scores["baselines"].items())
    headline = (
        f"Stance macro-F1 **{_estimate(scores['stance_macro_f1'])}** in nested cross-validation by article, on "
        f"{scores['n_paragraphs']} paragraphs of {scores['n_articles']} articles, {scores['text']} text. In brackets: "
        "95 % intervals, by bootstrap of articles."
    )
    return [
        headline,
        "\n".join(["| tag | precision | recall | F1 | paragraphs |", "| --- | --- | --- | --- | --- |", *rows]),
        f"Baselines on the same paragraphs: {baselines}.",
    ]


def _warnings(scores: dict[str, Any] | None) -> list[str]:
    """The lines with codes, which `tristance explain` knows; cards of before they were kept have none."""
    found = (scores or {}).get("warnings")
    if not found:
        return []
    lines = "\n".join(f"- {warning['code']} {warning['message']}" for warning in found)
    return ["### Warnings", lines, f"What they mean: `tristance explain {found[0]['code']}`."]


def _abstention(model: LinearModel, found: dict[str, Any] | None) -> list[str]:
    """What a few error budgets cost, where thresholds were found."""
    if found is None:
        return []
    kept = Abstention.from_json(found)
    on = f"{kept.n_paragraphs} paragraphs of {kept.n_articles} articles, {kept.text} text"
    if not kept.budgets:
        return [
            "## Undecided by error budget",
            f"None: on {on}, no error among stances up to {LARGEST:.2f} can be vouched for.",
        ]
    background = model.codebook.background
    heads = [
        "at most",
        "a stance from",
        *([f"{_code(background)} from"] if background else []),
        "tags kept",
        "stances kept",
    ]
    lines = [heads, ["---"] * len(heads), *(_kept(each, background) for each in kept.budgets if _shown(each))]
    return [
        "## Undecided by error budget",
        _PROMISE.format(level=f"{kept.level:.0%}", on=on),
        "\n".join(f"| {' | '.join(line)} |" for line in lines),
    ]


_PROMISE = (
    "`tristance classify --max-error RATE` keeps a tag from the confidence below. With {level} confidence at most RATE "
    "of the kept tags are expected to be wrong, and of the kept stances, in text exchangeable with the labels that it "
    "was found on, held out and by article: {on}."
)


def _shown(each: Thresholds) -> bool:
    return round(each.max_error * 100) % 5 == 0


def _kept(each: Thresholds, background: str | None) -> list[str]:
    least = "no confidence" if each.background is None else f"{each.background:g}"
    return [
        f"{each.max_error:.2f}",
        f"{each.stances:g}",
        *([least] if background else []),
        f"{each.accepted:.0%}",
        f"{each.accepted_stances:.0%}",
    ]


def _estimate(found: dict[str, float | None]) -> str:
    if found["value"] is None:
        return "undefined"
    if found["low"] is None:
        return f"{found['value']:.2f} [no interval]"
    return f"{found['value']:.2f} [{found['low']:.2f}, {found['high']:.2f}]"

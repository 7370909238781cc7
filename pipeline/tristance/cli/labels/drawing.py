"""``tristance labels next``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.labels.sheets import require_new_sheet
from tristance.cli.options import LABELS, JsonOption, LabelsOption, ModelsOption, labels_to_read, model_option
from tristance.cli.target import target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tristance.labels.pool import Pool
    from tristance.labels.sample import Sample
    from tristance.labels.store import Labels


def command(
    n: Annotated[int, typer.Option("-n", "--number", metavar="N", min=1, help="How many paragraphs to draw.")] = 20,
    labels: LabelsOption = LABELS,
    files: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Draw from this table (.csv, .tsv, .jsonl) or article instead; may be given several times.",
        ),
    ] = None,
    text_column: Annotated[
        str, typer.Option(metavar="NAME", help="The column of a table that holds the text.")
    ] = "text",
    model: Annotated[str | None, model_option("one fitted on the gold tags")] = None,
    models: ModelsOption = Path("models"),
    random: Annotated[
        bool, typer.Option("--random", help="Draw all alike, without a model: a sample to evaluate on.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="SHEET", help="Write a coding sheet (CSV) to tag them in.", callback=target
        ),
    ] = None,
    json: JsonOption = None,
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**32 - 1, help="Of the draw.")] = 0,
) -> None:
    """Draw the paragraphs to tag next, from the untagged ones of the labels or from other text.

    Chance decides, and every paragraph can be drawn: a fifth of the sample is spread evenly; the rest favours
    paragraphs of whose tag a model is unsure, above all where it expects tags that the labels have few of. The sample
    is spread over predicted tags and articles. The probability of each paragraph to be drawn is known, and goes into
    the sheet and from there into the annotations. With too few labels for a model, all are drawn alike.

    Such a queue is not the mix of the corpus: weigh each paragraph by 1/probability, or evaluate on paragraphs that
    were drawn with `--random`. The same labels, text, model and seed give the same draw.

    Go on with the sheet: `tristance labels annotate --queue SHEET`, or fill it in a spreadsheet and
    `tristance labels collect SHEET`. Paragraphs of other text are stored first: `tristance labels import SHEET`; the
    sheet has the ids that they will have. A table may have columns `article` and `title`; else each row is an article
    of its own. Articles are better stored whole (`tristance labels add`), to be read in their context.

    Examples:

    - `tristance labels next -n 40 -o queue.csv`

    - `tristance labels next --from archive.jsonl --text-column body --model mine -o queue.csv`

    - `tristance labels next --random -n 100 -o test-sample.csv`
    """
    if random and model is not None:
        raise typer.BadParameter("does not go with --random, which draws without a model", param_hint="--model")
    if output is not None:
        require_new_sheet(output, "--output")
    from tristance.cli.screen import note, write_json
    from tristance.labels.pool import elsewhere, untagged
    from tristance.labels.sample import sample
    from tristance.labels.sheet import write_sheet
    from tristance.labels.store import read_labels
    from tristance.labels.versions import require_accepted

    read = read_labels(labels_to_read(labels))
    if output is not None:
        require_accepted(read.folder)  # a sheet names the version that it is to be read by
    pool = elsewhere(read, files, text_column) if files else untagged(read)
    for reason, number in pool.passed_over.items():
        note(f"left out: {number} {reason}")
    everything = n >= len(pool.rows)  # which needs no model
    p = None if random or everything else _probabilities(read, pool, model, models)
    drawn = sample(read, pool, n, p, seed)
    if output is not None:
        write_sheet(output, drawn.rows)
    if json is not None:
        write_json(json, {"pool": len(pool.rows), "seed": seed, **drawn.as_json()})
    if output is None and json != "-":
        from tristance.cli.labels.drawnscreen import print_drawn

        print_drawn(drawn.rows, drawn.seen, read.codebook)
    _summarise(drawn, pool, n, output)
    if output is not None:
        note(_go_on(output, labels, stored=not files))


def _summarise(drawn: Sample, pool: Pool, wanted: int, output: Path | None) -> None:
    from tristance.cli.screen import count, note

    where = f"{output}: " if output else ""
    how = ", by a model" if drawn.chosen == "queue" else ", all alike"
    if wanted >= len(pool.rows):
        how = f", which is all there are; {wanted} were asked for" if wanted > len(pool.rows) else ", which is all"
    of = f"{count(len(pool.rows), 'untagged paragraph')} of {count(pool.n_articles, 'article')}"
    note(f"{where}{len(drawn.rows)} of {of}{how}")
    if drawn.chosen == "queue":
        note("not the mix of the corpus: weigh each by 1/probability, or evaluate on others, drawn with --random")


def _probabilities(labels: Labels, pool: Pool, model: str | None, models: Path) -> NDArray[np.float64] | None:
    """What a model says of the pool, (N, k) in the codebook's order; None, which is said, where labels are too few."""
    import numpy as np

    from tristance.cli.screen import note, progress
    from tristance.errors import ForeignModel, NotEnoughLabels
    from tristance.labels.examples import examples
    from tristance.model.choice import find_model
    from tristance.model.persistence import load
    from tristance.training.fit import choose_parameters, fit_model
    from tristance.training.recipe import Recipe

    tags = labels.codebook.names
    if model is not None:
        scorer = load(find_model(model, models))
        if set(scorer.codebook.names) != set(tags):
            raise ForeignModel(
                f"{model}: gives the tags {', '.join(scorer.codebook.names)}, but {labels.folder} has "
                f"{', '.join(tags)}; name a model of these labels, or leave --model out to fit one"
            )
    else:
        recipe = Recipe()
        try:
            given = examples(labels)
            with progress("folds") as tell:
                chosen = choose_parameters(given, recipe, tell)
        except NotEnoughLabels as error:
            note(f"no model, so all are drawn alike: {error}")
            return None
        scorer = fit_model(given, recipe, chosen)
    order = [scorer.codebook.names.index(tag) for tag in tags]
    return np.asarray(np.exp(scorer.log_probabilities([row.text for row in pool.rows])))[:, order]


def _go_on(sheet: Path, labels: Path, *, stored: bool) -> str:
    """The commands that come next."""
    import shlex

    folder = "" if labels == LABELS else f" --labels {shlex.quote(str(labels))}"
    name = shlex.quote(str(sheet))
    first = "" if stored else f"tristance labels import {name}{folder}, then: "
    return f"next: {first}tristance labels annotate --annotator ID --queue {name}{folder}"

"""Other people's benchmarks, through this project's own code: SemEval-2016 Task 6A and BABE, from files that you name.

    python benchmarks/stance.py semeval2016_task6a_train.csv babe_sg2.csv

A file with a column ``target`` is stance as SemEval has it: one classifier a target, five folds, predictions pooled,
scored by the mean F1 of FAVOR and AGAINST. A file with a column ``article`` is scored by macro-F1 over its labels, in
folds by article. Each file is imported into a labels folder as ``tristance labels import`` does, and evaluated as
``tristance evaluate`` does: nested cross-validation, the default recipe, no option for any file. ``--seeds N`` repeats
it over N seeds. The files belong to others and are not shipped.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from pathlib import Path

import numpy as np

from tristance.evaluation.cross_validation import cross_validate
from tristance.files import csv_line
from tristance.labels.examples import Examples, examples
from tristance.labels.exchange import import_file
from tristance.labels.store import create, read_labels
from tristance.measures.scores import confusion, macro_f1
from tristance.training.recipe import Recipe

Rows = list[dict[str, str]]


def labelled(rows: Rows, background: str | None) -> Examples:
    """The rows as a labels folder holds them."""
    tags = sorted({row["label"] for row in rows})
    codebook = 'version = "1"\nquestion = "The label of the benchmark."\n' + "".join(
        f'[[tag]]\nname = "{tag}"\nrole = "{"background" if tag == background else "stance"}"\ndefinition = "Theirs."\n'
        for tag in tags
    )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "codebook.toml").write_text(codebook, encoding="utf-8")
        create(folder / "labels", folder / "codebook.toml")
        # The row's number in front of the article keeps two rows of one text apart where each is its own article.
        lines = [
            csv_line((row.get("article") or f"row-{number}", row["text"], row["label"]))
            for number, row in enumerate(rows)
        ]
        (folder / "rows.csv").write_text(csv_line(("article", "text", "tag")) + "".join(lines), encoding="utf-8")
        import_file(folder / "labels", folder / "rows.csv", skip_duplicates=True)
        return examples(read_labels(folder / "labels"))


def pooled(parts: list[Examples], seed: int) -> float:
    """Macro-F1 over the stances of all parts' predictions, each cross-validated by itself."""
    gold, predicted = [], []
    for part in parts:
        gold.append(part.tags)
        predicted.append(cross_validate(part, Recipe(seed=seed)).predicted)
    book = parts[0].codebook
    matrix = confusion(np.concatenate(gold), np.concatenate(predicted), len(book.names))
    return float(macro_f1(matrix, parts[0].stances))


def main() -> None:
    """Print each file's score, once a seed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--seeds", type=int, default=1, metavar="N")
    options = parser.parse_args()
    for path in options.files:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        targets = sorted({row.get("target", "") for row in rows})
        background = "NONE" if targets != [""] else None
        parts = [labelled([row for row in rows if row.get("target", "") == target], background) for target in targets]
        scores = [pooled(parts, seed) for seed in range(options.seeds)]
        shown = ", ".join(f"{100 * score:.1f}" for score in scores)
        print(f"{path.name}: {sum(map(len, parts))} rows, {len(parts)} classifiers: {shown}", flush=True)


if __name__ == "__main__":
    main()

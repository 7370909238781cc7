"""``tristance train`` and ``tristance evaluate``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import Tristance
from tristance.model.persistence import load

FILES = ("model.npz", "card.json", "README.md")


def test_training_makes_a_model_with_a_card(tristance: Tristance, labels_folder: Path, tmp_path: Path) -> None:
    result = tristance("train", "--labels", labels_folder, "--name", "mine")
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(Path("models") / "mine")
    assert "40 paragraphs of 8 articles, composed text" in result.stderr
    card = json.loads((tmp_path / "models" / "mine" / "card.json").read_text(encoding="utf-8"))
    assert card["labels"]["paragraphs"] == 40
    assert card["labels"]["annotators"] == ["first", "second"]
    assert card["scores"]["stance_macro_f1"]["low"] <= card["scores"]["stance_macro_f1"]["value"]
    assert card["scores"]["text"] == "composed"
    assert "# Model card: mine" in (tmp_path / "models" / "mine" / "README.md").read_text(encoding="utf-8")
    assert load(tmp_path / "models" / "mine").predict(["enlarge the new quay"])[0].tag == "for"


def test_the_same_labels_give_the_same_bytes(tristance: Tristance, labels_folder: Path, tmp_path: Path) -> None:
    for models in ("one", "two"):
        assert tristance("train", "--labels", labels_folder, "--models", models).exit_code == 0
    for name in FILES:
        assert (tmp_path / "one/default" / name).read_bytes() == (tmp_path / "two/default" / name).read_bytes()


def test_a_card_repeats_the_provenance_of_its_labels(tristance: Tristance, labels_folder: Path, tmp_path: Path) -> None:
    (labels_folder / "README.md").write_text("# Mine\n\n## Provenance\n\nTagged by two students.\n\n## More\n\nx\n")
    tristance("train", "--labels", labels_folder, "--no-evaluate")
    text = (tmp_path / "models" / "default" / "README.md").read_text(encoding="utf-8")
    assert "### Provenance\n\nTagged by two students.\n\n## Model" in text
    assert "Not evaluated." in text


def test_hydration_says_how_many_of_how_many(tristance: Tristance, labels_folder: Path, tmp_path: Path) -> None:
    from tristance.articles import fingerprint
    from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
    from tristance.labels.store import append

    original = "The minister said that the harbour should be left as it is, noise or no noise.1"
    prints = [fingerprint(original), fingerprint("another paragraph")]
    append(
        labels_folder,
        articles=[ArticleRow("pub", origin="published")],
        paragraphs=[
            ParagraphRow(f"pub-{i}", "pub", i + 1, f"Restated {i}.", source_sha256=p) for i, p in enumerate(prints)
        ],
        annotations=[AnnotationRow(f"pub-{i}", "first", "against") for i in range(2)],
    )
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "a.txt").write_text(original)
    (tmp_path / "originals" / "empty.txt").write_text("")
    result = tristance("train", "--labels", labels_folder, "--articles", "originals", "--no-evaluate")
    assert "originals: original wording found for 1 of 2 restated paragraphs" in result.stderr
    assert "passed over: originals/empty.txt: is empty" in result.stderr
    assert "composed + real + restated text" in result.stderr


def test_the_five_articles_are_found_whole(articles_folder: Path) -> None:
    from tristance.articles import fingerprint, read_article
    from tristance.labels.examples import examples, hydrate
    from tristance.labels.store import read_labels
    from tristance.resources import bundled

    read = [read_article(path) for path in sorted(articles_folder.iterdir())]
    assert [len(article.paragraphs) for article in read] == [5, 18, 12, 8, 7]
    originals = {fingerprint(p.text): p.text for article in read for p in article.paragraphs}
    _, found, wanted = hydrate(examples(read_labels(bundled("labels"))), originals)
    assert (found, wanted) == (50, 50)


def test_what_is_printed_is_what_is_written(tristance: Tristance, labels_folder: Path, tmp_path: Path) -> None:
    result = tristance("evaluate", "--labels", labels_folder, "--json", "scores.json")
    figures = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))
    headline = figures["stance_macro_f1"]
    assert f"{headline['value']:.2f} [{headline['low']:.2f}, {headline['high']:.2f}]" in result.stdout
    for word in ("most frequent", "random", "cues", "Krippendorff's alpha", "Cohen's kappa", "for", "against", "none"):
        assert word in result.stdout
    assert figures["agreement"]["annotators"] == ["first", "second"]
    assert figures["agreement"]["alpha"]["value"] == pytest.approx(0.96, abs=0.02)


def test_figures_alone_on_standard_output(tristance: Tristance, labels_folder: Path) -> None:
    result = tristance("evaluate", "--labels", labels_folder, "--json", "-")
    assert json.loads(result.stdout)["n_paragraphs"] == 40


def test_a_model_on_a_test_file(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "test.csv").write_text("text,tag\nenlarge the port with a new quay,for\nnoise of lorries,against\n")
    result = tristance("evaluate", "--test", "test.csv", "--model", "small", "--json", "-")
    figures = json.loads(result.stdout)
    assert figures["stance_macro_f1"]["value"] == 1
    assert figures["text"] == "real"


def test_evaluation_does_not_write(tristance: Tristance, labels_folder: Path) -> None:
    before = sorted(labels_folder.iterdir())
    tristance("evaluate", "--labels", labels_folder)
    assert sorted(labels_folder.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["evaluate", "--labels", "none"],
            "none: no labels folder (codebook.toml is not there); start one: tristance labels",
        ),
        (["evaluate", "--test", "none.csv", "--model", "small"], "none.csv: there is no such file"),
        (["train", "--labels", "none"], "none: no labels folder"),
    ],
)
def test_what_is_not_there(tristance: Tristance, arguments: list[str], message: str) -> None:
    assert message in tristance.refuses(*arguments)


def test_labels_of_one_article_are_not_enough(tristance: Tristance, codebook_file: Path, tmp_path: Path) -> None:
    tristance("labels", "new", "few", "--codebook", codebook_file)
    (tmp_path / "few.csv").write_text("text,tag,article\nnoise,against,a\nquay,for,a\nferry,none,a\n")
    assert tristance("labels", "import", "few.csv", "--labels", "few").exit_code == 0
    error = tristance.refuses("train", "--labels", "few")
    assert "tag 'for' has 1 paragraph in 1 article, and needs 2 articles or more" in error
    assert not (tmp_path / "models" / "default").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["train", "--name", "../outside"],
        ["train", "--name", ""],
        ["evaluate", "--model", "small"],
        ["evaluate", "--test", "a.csv", "--articles", "b"],
    ],
)
def test_wrong_usage_is_status_2(tristance: Tristance, arguments: list[str]) -> None:
    assert tristance(*arguments).exit_code == 2

"""Fixtures that several stations share: a small labels folder, and a model trained on it."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

from tristance.labels.examples import Examples, examples
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.store import append, create, read_labels
from tristance.model.linear import LinearModel
from tristance.training.fit import choose_parameters, fit_model
from tristance.training.recipe import Recipe

ROOT = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile("default", deadline=None, max_examples=60)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=6000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests that take minutes, unless all else is tried a hundred times as long too."""
    if os.environ.get("HYPOTHESIS_PROFILE") != "soak":
        for item in items:
            if item.get_closest_marker("soak"):
                item.add_marker(pytest.mark.skip(reason="takes minutes: `make soak` runs it"))


CODEBOOK = """\
version = "1"
question = "Should the harbour be enlarged?"
rules = ["Tag what the paragraph says."]

[[tag]]
name = "for"
role = "stance"
definition = "The harbour should grow."
cues = ["enlarg", "new quay"]

[[tag]]
name = "against"
role = "stance"
definition = "The harbour should stay as it is."
cues = ["noise"]

[[tag]]
name = "none"
role = "background"
definition = "Anything else."

[[actor]]
name = "town"
terms = ["council*", "Neighbours", "they"]

[[actor]]
name = "harbour"
terms = ["port", "ferr*", "new ferry"]
"""

SENTENCES = {
    "for": "The council wants to enlarge the port with a new quay so that bigger ships {} can land their cargo.",
    "against": "Neighbours fear the noise of lorries {} and ask that the old basin be left alone by the builders.",
    "none": "The ferry {} left at seven in the morning and came back in the evening with a dozen passengers.",
}
_TAGS = ("for", "none", "against", "none", "for", "none", "none", "against")


def fill(folder: Path, n_articles: int = 8, per_article: int = 5) -> None:
    """Add articles of tagged paragraphs to a labels folder; two annotators, who differ once and are adjudicated."""
    articles, paragraphs, annotations = [], [], []
    for a in range(n_articles):
        articles.append(ArticleRow(f"art-{a}", title=f"Article {a}", genre="wire report", origin="composed"))
        for p in range(1, per_article + 1):
            tag = _TAGS[(a * per_article + p) % len(_TAGS)]
            name = f"art-{a}-{p:02d}"
            paragraphs.append(ParagraphRow(name, f"art-{a}", p, SENTENCES[tag].format(f"number {a * 31 + p}")))
            other = "none" if (a, p) == (1, 2) else tag
            annotations += [AnnotationRow(name, "first", tag), AnnotationRow(name, "second", other)]
            if other != tag:
                annotations.append(AnnotationRow(name, "adjudicated", tag, note="The quay is wanted."))
    append(folder, articles=articles, paragraphs=paragraphs, annotations=annotations)


@pytest.fixture
def codebook_file(tmp_path: Path) -> Path:
    """A codebook of three tags, two of them stances with cues."""
    path = tmp_path / "codebook-in.toml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return path


@pytest.fixture
def labels_folder(tmp_path: Path, codebook_file: Path) -> Path:
    """A labels folder of 40 paragraphs in 8 articles."""
    folder = tmp_path / "labels"
    create(folder, codebook_file)
    fill(folder)
    return folder


@pytest.fixture(scope="session")
def small_examples(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    """The examples of such a folder, once for all tests."""
    place = tmp_path_factory.mktemp("small")
    (place / "codebook.toml").write_text(CODEBOOK, encoding="utf-8")
    create(place / "labels", place / "codebook.toml")
    fill(place / "labels")
    return examples(read_labels(place / "labels"))


@pytest.fixture(scope="session")
def small_model(small_examples: Examples) -> LinearModel:
    """A model trained on them."""
    recipe = Recipe()
    return fit_model(small_examples, recipe, choose_parameters(small_examples, recipe))


@pytest.fixture(scope="session")
def articles_folder() -> Path:
    """The five published articles, which are not ours to ship."""
    return _folder("TRISTANCE_ARTICLES")


@pytest.fixture(scope="session")
def dev_folder() -> Path:
    """The development set, which is not ours to ship."""
    return _folder("TRISTANCE_DEV")


def _folder(variable: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} is not set: it names a folder of texts that are not shipped with the project")
    return Path(value)

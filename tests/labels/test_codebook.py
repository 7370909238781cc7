"""A codebook is read as it is written, and refused with place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tristance.errors import BadCodebook, UnreadableFile
from tristance.labels.codebook import read_codebook

TAG = '[[tag]]\nname = "{}"\nrole = "{}"\ndefinition = "D."\n'
HEAD = 'version = "1"\nquestion = "Q?"\n'
GOOD = HEAD + TAG.format("yes", "stance") + TAG.format("no", "stance")


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "codebook.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_tags_keep_their_order_and_say_their_role(codebook_file: Path) -> None:
    book = read_codebook(codebook_file)
    assert book.names == ("for", "against", "none")
    assert book.stances == ("for", "against")
    assert book.background == "none"
    assert book.rules == ("Tag what the paragraph says.",)
    assert book.tags[0].cues == ("enlarg", "new quay")


def test_rules_cues_examples_and_background_may_be_left_out(tmp_path: Path) -> None:
    book = read_codebook(write(tmp_path, GOOD))
    assert book.rules == book.tags[0].cues == book.tags[0].examples == ()
    assert book.background is None


def test_cues_are_lower_cased_and_spaces_around_words_do_not_count(tmp_path: Path) -> None:
    book = read_codebook(write(tmp_path, GOOD.replace('"yes"', '" yes "\ncues = [" New Quay "]')))
    assert book.names[0] == "yes"
    assert book.tags[0].cues == ("new quay",)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert read_codebook(write(tmp_path, "\ufeff" + GOOD)).version == "1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version =", "not a TOML file in UTF-8"),
        (GOOD.replace('version = "1"\n', ""), "version: field required"),
        (GOOD.replace('"1"', "1"), "version: input should be a valid string"),
        (GOOD.replace('"1"', '" "'), "version: string should have at least 1 character"),
        (GOOD.replace('question = "Q?"', ""), "question: field required"),
        (HEAD, "tag: field required"),
        (HEAD + TAG.format("yes", "stance"), "tag: list should have at least 2 items"),
        (GOOD.replace('definition = "D."', "", 1), "[[tag]] number 1, definition: field required"),
        (HEAD + TAG.format("a", "stance") + TAG.format("b", "stanse"), "[[tag]] number 2, role: input should be"),
        (HEAD + TAG.format("a", "stance") + TAG.format("b", "stanse"), 'write role = "stance" or role = "background"'),
        (HEAD + TAG.format("a\\tb", "stance") + TAG.format("b", "stance"), "a name or a version is one line"),
        (GOOD + "cue = []\n", "[[tag]] number 2, cue: extra inputs are not permitted; a codebook has version,"),
        ("tags = 1\n" + GOOD, "tags: extra inputs are not permitted; a codebook has version, question, rules"),
        (GOOD + 'cues = ["x"]\n', "[[tag]] number 2, cues, number 1: string should have at least 2 characters"),
        (HEAD + 2 * TAG.format("yes", "stance"), "tag 'yes' is there twice; give each [[tag]] a name of its own"),
        (
            HEAD + TAG.format("a", "background") + TAG.format("b", "background"),
            'no tag is a stance; give at least one [[tag]] role = "stance"',
        ),
        (
            GOOD + TAG.format("a", "background") + TAG.format("b", "background"),
            "a and b are all background; at most one tag may be",
        ),
    ],
)
def test_a_fault_is_named_with_its_place_and_remedy(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(BadCodebook) as caught:
        read_codebook(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "codebook.toml"
    path.write_bytes(GOOD.replace("Q?", "Où?").encode("latin-1"))
    with pytest.raises(BadCodebook, match="not a TOML file in UTF-8"):
        read_codebook(path)


def test_a_version_is_one_line(tmp_path: Path) -> None:
    """It becomes a cell of each annotation, and a row is one line."""
    with pytest.raises(BadCodebook, match="version: "):
        read_codebook(write(tmp_path, GOOD.replace('"1"', '"1\\n2"')))


def test_a_missing_codebook_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="there is no such file"):
        read_codebook(tmp_path / "codebook.toml")


ACTORS = '[[actor]]\nname = "town"\nterms = ["council*", "mayor"]\n[[actor]]\nname = "port"\nterms = ["{}"]\n'


def test_actors_keep_their_order_and_their_terms(tmp_path: Path) -> None:
    book = read_codebook(write(tmp_path, GOOD + ACTORS.format("Port Authority")))
    assert [(actor.name, actor.terms) for actor in book.actors] == [
        ("town", ("council*", "mayor")),
        ("port", ("Port Authority",)),
    ]


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("mayor*", "'mayor*' names both 'town' and 'port'; leave it to one of them"),
        ("*port", "[[actor]] number 2, terms, number 1:"),
        ("po*rt", "a term begins with a letter, and * stands at its end"),
        ("p", "at least 2 characters"),
    ],
)
def test_a_term_that_could_not_be_told_is_refused(tmp_path: Path, term: str, said: str) -> None:
    with pytest.raises(BadCodebook) as error:
        read_codebook(write(tmp_path, GOOD + ACTORS.format(term)))
    assert said in str(error.value)


def test_an_actor_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCodebook, match="actor 'town' is there twice"):
        read_codebook(write(tmp_path, GOOD + ACTORS.format("quay").replace('"port"', '"town"')))

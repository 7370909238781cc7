"""A session that is killed at any moment has lost nothing but the paragraph on the screen."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from terminal import HERE, Terminal
from tristance.labels.rows import ArticleRow, ParagraphRow
from tristance.labels.store import append, check_labels, create

pytest.importorskip("pty", reason="this system has no pseudo-terminals")
PER_ARTICLE = 25
LONGEST_WAIT = 0.04  # seconds in which a judgement is saved and the next page drawn, and some more


def judge_while_killing(folder: Path, codebook: Path, n: int, kill: float, seed: int) -> tuple[int, int]:
    """Judge *n* paragraphs, killing the session with the chance *kill* after each key; how many kills, and tags lost.

    Fails where a judgement is lost though the next paragraph had appeared, or a table is broken.
    """
    create(folder, codebook)
    articles = [ArticleRow(f"a{a}") for a in range(-(-n // PER_ARTICLE))]
    paragraphs = [ParagraphRow(f"p{i}", f"a{i // PER_ARTICLE}", i % PER_ARTICLE + 1, f"Text {i}.") for i in range(n)]
    append(folder, articles=articles, paragraphs=paragraphs)
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    tags = ("for", "against", "none")
    meant: dict[str, str] = {}  # the tag of each paragraph whose next one had appeared
    place = kills = lost = 0
    while place < n:
        with Terminal("labels", "annotate", "--annotator", "anna", "--labels", folder) as terminal:
            terminal.shows(f"{HERE}Text {place}.")
            killed = False
            while place < n and not killed:
                tag = chance.randrange(3)
                following = f"{HERE}Text {place + 1}." if place + 1 < n else f"All {n} are judged."
                terminal.press(str(tag + 1))
                killed = chance.random() < kill
                if killed:
                    time.sleep(chance.random() * LONGEST_WAIT)
                    terminal.kill()
                    kills += 1
                else:
                    terminal.shows(following)
                if following in terminal.drawn:
                    meant[f"p{place}"] = tags[tag]
                on_disk = stands(folder) if killed else meant
                assert {name: on_disk.get(name) for name in meant} == meant
                if killed and f"p{place}" not in on_disk:
                    lost += 1
                    continue
                assert not killed or on_disk[f"p{place}"] == tags[tag]
                place += 1
    assert len(stands(folder)) == n
    return kills, lost


def stands(folder: Path) -> dict[str, str]:
    labels, problems = check_labels(folder)
    assert problems == []
    assert len({row.paragraph for row in labels.annotations}) == len(labels.annotations)
    return {row.paragraph: row.tag for row in labels.annotations}


def test_a_session_that_is_killed_again_and_again_loses_nothing_that_was_saved(
    tmp_path: Path, codebook_file: Path
) -> None:
    kills, _ = judge_while_killing(tmp_path / "harbour", codebook_file, 30, 0.25, seed=3)
    assert kills


@pytest.mark.soak
def test_a_thousand_judgements_survive_some_two_hundred_kills(tmp_path: Path, codebook_file: Path) -> None:
    kills, lost = judge_while_killing(tmp_path / "harbour", codebook_file, 1000, 0.2, seed=11)
    assert kills > 100
    assert 0 < lost < kills, "the kills fall before and after the judgement is saved"

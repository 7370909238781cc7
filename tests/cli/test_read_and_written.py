"""What a command reads it does not write over: an archive, an article, a hand-tagged sample, a file of swaps."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import Tristance

READ = {
    "archive.csv": "text,tag,article\nenlarge the port with a new quay,for,a\nnoise of lorries,against,b\n",
    "article.txt": "The council wants to enlarge the port, and the quay with it. The ferry calls there twice a day.\n",
    "swaps.toml": '[[mask]]\nname = "no quay"\nterms = ["quay"]\nwith = "place"\n',
}
WAYS = {
    "a drawn table": ("archive.csv", "classify", "archive.csv", "-m", "small", "-f", "table", "-o", "archive.csv"),
    "an article": ("article.txt", "classify", "other.txt", "article.txt", "-f", "csv", "-o", "./article.txt"),
    "shares": ("archive.csv", "prevalence", "archive.csv", "-o", "archive.csv"),
    "a sample": ("archive.csv", "prevalence", "tagged.csv", "--sample", "archive.csv", "--json", "archive.csv"),
    "flips": ("archive.csv", "compare", "small", "small", "--test", "archive.csv", "-o", "archive.csv"),
    "moved tags": ("archive.csv", "audit", "small", "--test", "archive.csv", "-o", "archive.csv"),
    "swaps": ("swaps.toml", "audit", "small", "--swaps", "swaps.toml", "--json", "swaps.toml"),
    "scores": ("archive.csv", "evaluate", "--test", "archive.csv", "--model", "small", "--json", "archive.csv"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_read_is_not_written_over(tristance: Tristance, way: str) -> None:
    for name, text in READ.items():
        Path(name).write_text(text)
    file, *arguments = WAYS[way]
    refused = tristance.refuses(*arguments)
    assert refused.endswith(f"{file}: is what is read here, and would be replaced; name another file to write")
    assert Path(file).read_text() == READ[file]


def test_a_link_leads_to_the_same_file(tristance: Tristance) -> None:
    Path("archive.csv").write_text(READ["archive.csv"])
    Path("link.csv").symlink_to("archive.csv")
    assert "would be replaced" in tristance.refuses("prevalence", "archive.csv", "-o", "link.csv")
    assert Path("archive.csv").read_text() == READ["archive.csv"]


@pytest.mark.parametrize("name", ["rows.xlsx", "rows.txt"])
@pytest.mark.parametrize("way", [("prevalence", "archive.csv"), ("compare", "small", "small"), ("audit", "small")])
def test_rows_go_into_a_table(tristance: Tristance, way: tuple[str, ...], name: str) -> None:
    """What is refused names no option that the command does not have."""
    result = tristance(*way, "-o", name)
    assert result.exit_code == 2
    assert "ends in none of .csv, .jsonl, .ndjson" in " ".join(result.stderr.replace("│", "").split())
    assert "--format" not in result.stderr

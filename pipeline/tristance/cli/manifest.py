"""What an output came from: command, versions, and the digests of model, labels and inputs.

JSON figures carry it as ``manifest``; beside any other file that a command writes lies ``FILE.manifest.json``, which
also holds the digest of FILE, so that the two cannot be confused later, and the time. Figures have no time: the same
run gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tristance.cli.typed import TYPED
from tristance.files import is_file, read_bytes, sha256, write_text

if TYPE_CHECKING:
    from tristance.labels.store import Labels


def manifest(
    *, model: Path | None = None, labels: Labels | None = None, inputs: Iterable[Path | bytes] = ()
) -> dict[str, Any]:
    """The account of the present run. An input is a file, or the bytes that came through standard input."""
    from tristance.model.card import packages

    found: dict[str, Any] = {
        "command": shlex.join(["tristance", *TYPED.get()]),
        "packages": packages(),
    }
    if model is not None:
        found["model"] = of_model(model)
    if labels is not None:
        found["labels"] = {
            "folder": str(labels.folder),
            "digest": labels.digest,
            "codebook_version": labels.codebook.version,
        }
    found["inputs"] = [
        {"file": str(each), "sha256": sha256(each)} if isinstance(each, Path) else {"file": "-", "sha256": sha256(each)}
        for each in inputs
    ]
    return found


def of_model(folder: Path) -> dict[str, Any]:
    """The account of the model in *folder*."""
    from tristance.model.persistence import read_card

    card = read_card(folder)
    return {
        "folder": str(folder),
        "npz_sha256": card.get("npz_sha256"),
        "codebook_version": card["codebook"]["version"],
        "labels_digest": card.get("labels", {}).get("digest"),
    }


def leave(output: Path, account: dict[str, Any]) -> None:
    """Write *account* beside the file *output*; nothing where that is no file, such as a pipe."""
    if is_file(output):
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        whole = {"output": {"file": output.name, "sha256": sha256(output)}, "finished": now, **account}
        text = json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
        write_text(_beside(output), text)


def tagged_by(path: Path) -> str | None:
    """The digest of the model that tagged the file at *path*, where a manifest beside it says so."""
    beside = _beside(path)
    if not is_file(beside):
        return None
    try:
        found = json.loads(read_bytes(beside))["model"]["npz_sha256"]
    except (ValueError, KeyError, TypeError, RecursionError):  # some other file of that name
        return None
    return found if isinstance(found, str) else None


def is_as_left(path: Path) -> bool:
    """Whether the file at *path* is, byte by byte, what the manifest beside it is of."""
    try:
        return bool(json.loads(read_bytes(_beside(path)))["output"]["sha256"] == sha256(path))
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.manifest.json")

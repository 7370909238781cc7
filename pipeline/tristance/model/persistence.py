"""A model on disk: ``model.npz``, plain arrays, beside ``card.json``, which says what they are, and ``README.md``.

An evaluated model has a fourth file, ``held_out.csv.gz``: see :mod:`tristance.model.held_out`.

Loading runs no code: the arrays are read without pickle, checked against the card's digest before they are opened, and
against each other afterwards. The format has a number; to change it, raise ``FORMAT``, keep reading the old one here,
and add a model of the old format to ``tests/model/formats``.

Format 1. Texts are UTF-8 bytes joined by LF (no term holds one). Arrays: ``intercepts`` (k,), ``decision_offsets``
(k,), ``calibration`` (1 + k,: inverse temperature, offsets); for block i ``block_i_terms`` (bytes), ``block_i_df``
(n_terms,), ``block_i_coefficients`` (n_terms, k); ``cue_coefficients`` (m, k). The card's ``blocks`` give each block's
kind, range and number of paragraphs; its ``codebook`` the tags and their cues.

Format 2 adds the actors: their names and terms in the card's ``codebook``, and ``actor_coefficients``
(a + a(a-1)/2, k). A model without actors is as in format 1.

Format 3 keeps each row of coefficients once, as :class:`~tristance.model.blocks.Block` does: in place of
``block_i_coefficients`` there are ``block_i_distinct`` (u, k) and ``block_i_which`` (n_terms,), the row of each term.
What lies on the disk is what scores, and a model of a quarter of a million terms is loaded in 11 ms. That no term
stands twice is therefore seen when terms are first numbered, which is before any score.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from tristance.errors import DamagedModel, IncompatibleModel, ModelNotFound
from tristance.files import is_file, make_folder, move, read_bytes, remove, unreadable, write_bytes
from tristance.measures.calibration import Calibration
from tristance.model.archive import DAMAGED, Arrays, pack, unpack
from tristance.model.blocks import ActorBlock, Block, CueBlock
from tristance.model.checked import shaped, text, within
from tristance.model.linear import LinearModel
from tristance.schema import Actor, Codebook, Tag

FORMAT = 3
HELD_OUT = "held_out.csv.gz"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TERM = re.compile(r"\w")  # how a term begins
_STORED = re.compile(r"block_\d+_(terms|df|which|distinct)")  # as they are: inflating takes longer than reading
_MOST = 2**31 - 1  # of paragraphs, and of terms: what numbers of 32 bits can count


def save(folder: Path, model: LinearModel, about: dict[str, Any], readme: str, held_out: bytes | None = None) -> None:
    """Write *model* to *folder*: its files, each in one step. *about* is what the card says beside the format.

    *held_out* are its out-of-fold predictions as CSV; those of an earlier model do not stay.

    The arrays go first, under a second name that :func:`load` knows: if a crash leaves an old card, it still finds the
    old arrays, and the new card finds the new ones.
    """
    import gzip  # for saving only: a model is loaded much more often

    make_folder(folder)
    arrays = _arrays(model)
    data = pack(arrays, [name for name in arrays if _STORED.fullmatch(name)])
    card = {**_describe(model), "npz_sha256": hashlib.sha256(data).hexdigest(), **about}
    if held_out is not None:
        card["held_out_sha256"] = hashlib.sha256(held_out).hexdigest()
    write_bytes(folder / "model.npz.new", data)
    write_bytes(folder / "card.json", (json.dumps(card, indent=2, ensure_ascii=False) + "\n").encode())
    move(folder / "model.npz.new", folder / "model.npz")
    write_bytes(folder / "README.md", readme.encode())
    if held_out is None:
        remove(folder / HELD_OUT)
    else:
        write_bytes(folder / HELD_OUT, gzip.compress(held_out, mtime=0))


def read_card(folder: Path) -> dict[str, Any]:
    """The card of the model in *folder*.

    Raises :class:`ModelNotFound`, :class:`DamagedModel`, or :class:`IncompatibleModel` where its format is newer.
    """
    path = folder / "card.json"
    if not is_file(path):
        raise ModelNotFound(f"{folder}: no model (card.json is not there)")
    try:
        card = json.loads(read_bytes(path))
    except (ValueError, RecursionError):
        raise DamagedModel(f"{path}: not a model card (torn JSON); train the model again") from None
    number = card.get("format") if isinstance(card, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise DamagedModel(f"{path}: not a model card (no format number); train the model again")
    if number > FORMAT:
        raise IncompatibleModel(
            f"{path}: format {number}, and this version reads up to {FORMAT}; "
            f"upgrade tristance, or train the model again"
        )
    return dict(card)


def labels_digest(folder: Path) -> str:
    """The digest of the labels that the model in *folder* was trained on. Raises as :func:`read_card`."""
    found = read_card(folder).get("labels")
    digest = found.get("digest") if isinstance(found, dict) else None
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        raise DamagedModel(f"{folder / 'card.json'}: names no digest of its labels; train the model again")
    return digest


def load(folder: Path) -> LinearModel:
    """The model in *folder*. Raises :class:`ModelNotFound`, :class:`DamagedModel` or :class:`IncompatibleModel`."""
    card = read_card(folder)
    path = folder / "model.npz"
    data = _matching(folder, str(card.get("npz_sha256")))
    try:
        return _restore(card, unpack(data))
    except (*DAMAGED, IndexError) as error:
        raise DamagedModel(
            f"{path}: not the arrays that card.json describes ({error}); train the model again"
        ) from None


def _matching(folder: Path, expected: str) -> memoryview:
    """The arrays that the card speaks of, whichever name a crash in the middle of :func:`save` left them under."""
    paths = [path for path in (folder / "model.npz", folder / "model.npz.new") if is_file(path)]
    for path in paths:
        try:
            data = np.fromfile(path, dtype=np.uint8).data  # as read_bytes, in memory that is sooner had
        except OSError as error:
            raise unreadable(path, error) from None
        if hashlib.sha256(data).hexdigest() == expected:
            return data
    state = "does not match card.json" if paths else "is missing"
    raise DamagedModel(f"{folder / 'model.npz'}: {state}; copy the whole folder again, or train the model again")


def _arrays(model: LinearModel) -> Arrays:
    arrays: Arrays = {
        "intercepts": model.intercepts,
        "decision_offsets": model.decision_offsets,
        "calibration": np.concatenate([[model.calibration.slope], model.calibration.offsets]),
    }
    for i, block in enumerate(model.blocks):
        arrays[f"block_{i}_terms"] = np.frombuffer(block.packed, dtype=np.uint8)
        arrays[f"block_{i}_df"] = block.df.astype(np.min_scalar_type(int(block.df.max(initial=0))))
        arrays[f"block_{i}_which"] = block.which.astype("<i4")
        arrays[f"block_{i}_distinct"] = block.distinct.astype("<f8")
    if model.cues is not None:
        arrays["cue_coefficients"] = model.cues.coefficients
    if model.actors is not None:
        arrays["actor_coefficients"] = model.actors.coefficients
    return {name: np.ascontiguousarray(value) for name, value in arrays.items()}


def _describe(model: LinearModel) -> dict[str, Any]:
    book = model.codebook
    return {
        "format": FORMAT,
        "codebook": {
            "version": book.version,
            "question": book.question,
            "rules": list(book.rules),
            "tags": [
                {"name": t.name, "definition": t.definition, "role": t.role, "cues": list(t.cues)} for t in book.tags
            ],
            "actors": [{"name": actor.name, "terms": list(actor.terms)} for actor in book.actors],
        },
        "blocks": [
            {"kind": block.kind, "low": block.low, "high": block.high, "paragraphs": block.n, "terms": len(block.terms)}
            for block in model.blocks
        ],
        "cues": model.cues is not None,
    }


def load_codebook(card: dict[str, Any]) -> Codebook:
    """The codebook that a card holds. Raises :class:`KeyError`, :class:`TypeError` or :class:`ValueError`."""
    book = card["codebook"]
    tags = tuple(Tag(t["name"], t["definition"], t["role"], tuple(t["cues"])) for t in book["tags"])
    named = tuple(Actor(a["name"], tuple(a["terms"])) for a in book.get("actors", ()))  # format 1 has none
    if not all(_TERM.match(term) for actor in named for term in actor.terms):
        raise ValueError("a term of an actor that begins with no letter")
    return Codebook(book["version"], book["question"], tuple(book["rules"]), tags, named)


def _restore(card: dict[str, Any], arrays: Arrays) -> LinearModel:
    codebook = load_codebook(card)
    tags, named = codebook.tags, codebook.actors
    k = len(tags)
    if k < 2 or not codebook.stances:  # noqa: PLR2004  # as a codebook is checked when it is read
        raise ValueError(f"{k} tags")
    blocks = tuple(_block(i, about, arrays, k, card["format"]) for i, about in enumerate(card["blocks"]))
    stems = tuple(tag.cues for tag in tags if tag.cues)
    cues = CueBlock(stems, shaped(arrays["cue_coefficients"], (len(stems), k))) if card["cues"] else None
    features = len(named) * (len(named) + 1) // 2
    actor_terms = tuple(actor.terms for actor in named)
    actors = ActorBlock(actor_terms, shaped(arrays["actor_coefficients"], (features, k))) if named else None
    calibration = shaped(arrays["calibration"], (1 + k,))
    return LinearModel(
        codebook,
        blocks,
        cues,
        actors,
        shaped(arrays["intercepts"], (k,)),
        Calibration(float(calibration[0]), calibration[1:]),
        shaped(arrays["decision_offsets"], (k,)),
    )


def _block(i: int, about: dict[str, Any], arrays: Arrays, k: int, number: int) -> Block:
    """Block *i* of a model of *k* tags in format *number*."""
    kind, low, high, n = about["kind"], about["low"], about["high"], about["paragraphs"]
    packed, n_terms = text(arrays[f"block_{i}_terms"])
    if kind not in {"word", "char_wb"} or n_terms != about["terms"]:
        raise ValueError(f"block {i} is not as described")
    if not all(type(each) is int and 0 < each <= _MOST for each in (low, high, n)):
        raise ValueError(f"block {i} has {(low, high, n)} where whole numbers belong")
    if not low <= high <= 10:  # noqa: PLR2004  # no n-gram is longer
        raise ValueError(f"block {i} has n-grams of {low} to {high}")
    df = within(arrays[f"block_{i}_df"], n_terms, _MOST)
    if number < 3:  # noqa: PLR2004  # each term had coefficients of its own
        terms = packed.decode().split("\n") if packed else []
        if len(set(terms)) != n_terms:
            raise ValueError(f"block {i} has a term twice")
        return Block.of(kind, low, high, terms, n, df, shaped(arrays[f"block_{i}_coefficients"], (n_terms, k)))
    distinct = arrays[f"block_{i}_distinct"]
    which = within(arrays[f"block_{i}_which"], n_terms, len(distinct) - 1)
    return Block(kind, low, high, packed, n, df, which, shaped(distinct, (len(distinct), k)))

"""Packs word vectors into the one file that ``nlp.word_table`` reads."""

import json
import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans

from nlp.training.vectors_fit import Learnt, unit
from nlp.word_table import MAGIC

Floats = NDArray[np.float32]
WIDTH: Final = 4
ENTRIES: Final = 256
SAMPLE: Final = 60000
ROUNDS: Final = 30
PORTION: Final = 16384
SHORTEST: Final = 1e-3


def pack(
    learnt: Mapping[str, Learnt], usual: Mapping[str, Floats], *, seed: int
) -> bytes:
    """Return the content of the file; the same vectors and seed give the same bytes.

    ``usual`` are the mean statements of languages. Those without one have the mean of
    the others, which is nearer than nothing.
    """
    # The reader counts languages in the order of their tags.
    learnt = dict(sorted(learnt.items()))
    vectors = np.vstack([each.vectors for each in learnt.values()])
    lengths = np.maximum(np.linalg.norm(vectors, axis=1), SHORTEST)
    directions = unit(vectors)
    order = _evenly_spread(directions)
    directions = directions[:, order]
    codebook = _codebook(directions, seed)
    low, high = float(np.log(lengths.min())), float(np.log(lengths.max()))
    steps = np.round((np.log(lengths) - low) / max(high - low, 1e-9) * 255.0)
    parts = {
        "codes": _codes(directions, codebook),
        "lengths": steps.astype(np.uint8),
        "codebook": codebook,
        "usual": _means(learnt, usual),
    }
    words = {tag: _squeezed(each.words) for tag, each in learnt.items()}
    for tag, each in learnt.items():
        forms = sorted(each.forms)
        words[f"{tag} forms"] = _squeezed([form for form, _ in forms])
        places = np.array([place for _, place in forms], dtype="<u2")
        words[f"{tag} places"] = zlib.compress(places.tobytes(), 9)
    rows = {tag: len(each.words) for tag, each in learnt.items()}
    return _file(parts, words, rows, {"length_range": (low, high), "order": order})


def _squeezed(words: Sequence[str]) -> bytes:
    return zlib.compress("\n".join(words).encode(), 9)


def _means(
    learnt: Mapping[str, Learnt], usual: Mapping[str, Floats]
) -> NDArray[np.float16]:
    """Return the mean statement of each language in order, shape (languages, any)."""
    width = next(iter(learnt.values())).vectors.shape[1]
    zero = np.zeros(width, dtype=np.float32)
    middle = np.mean(list(usual.values()), axis=0) if usual else zero
    return np.array([usual.get(tag, middle) for tag in learnt], dtype=np.float16)


def _evenly_spread(directions: Floats) -> list[int]:
    """Return an order of dimensions in which every part holds as much variance.

    Dimensions go, widest first, to the part whose variances multiply to least so far
    (Ge, He, Ke, Sun 2013).
    """
    worth = np.log(np.maximum((directions**2).mean(axis=0), 1e-12))
    worth -= worth.min()
    parts: list[list[int]] = [[] for _ in range(len(worth) // WIDTH)]
    held = [0.0] * len(parts)
    for dimension in np.argsort(-worth, kind="stable").tolist():
        open_parts = [at for at, part in enumerate(parts) if len(part) < WIDTH]
        # An empty part comes first: its variances multiply to nothing yet.
        least = min(open_parts, key=lambda at: (bool(parts[at]), held[at], at))
        parts[least].append(dimension)
        held[least] += worth[dimension]
    return [dimension for part in parts for dimension in part]


def _codebook(directions: Floats, seed: int) -> NDArray[np.float16]:
    """Return ``ENTRIES`` typical values of every ``WIDTH`` dimensions."""
    random = np.random.default_rng(seed)
    size = min(len(directions), SAMPLE)
    drawn = directions[np.sort(random.choice(len(directions), size, replace=False))]
    books = [
        MiniBatchKMeans(
            min(ENTRIES, size), init="random", batch_size=4096, max_iter=ROUNDS,
            n_init=1, random_state=seed,
        )
        .fit(drawn[:, start : start + WIDTH])
        .cluster_centers_
        for start in range(0, directions.shape[1], WIDTH)
    ]  # fmt: skip
    return np.array(books, dtype=np.float16)


def _codes(directions: Floats, codebook: NDArray[np.float16]) -> NDArray[np.uint8]:
    out = np.empty((len(directions), len(codebook)), dtype=np.uint8)
    for part, book in enumerate(codebook.astype(np.float32)):
        start = part * WIDTH
        half = (book**2).sum(axis=1) / 2.0
        for first in range(0, len(directions), PORTION):
            rows = slice(first, first + PORTION)
            near = directions[rows, start : start + WIDTH] @ book.T - half
            out[rows, part] = near.argmax(axis=1)
    return out


def _file(
    parts: Mapping[str, NDArray[np.generic]],
    words: Mapping[str, bytes],
    rows: Mapping[str, int],
    facts: Mapping[str, object],
) -> bytes:
    """Return magic, header and parts; offsets count from the start of the file."""
    bodies = {name: array.tobytes() for name, array in parts.items()}
    digest = sha256(b"".join([*bodies.values(), *words.values()])).hexdigest()
    size = 0
    while True:
        # The header holds offsets that depend on its own size: it settles at once.
        header = {
            **facts,
            "digest": digest,
            "dimensions": parts["codebook"].shape[0] * WIDTH,
            **_offsets(parts, words, rows, size),
        }
        raw = json.dumps(header, sort_keys=True).encode()
        start = len(MAGIC) + 8 + len(raw)
        if start == size:
            break
        size = start
    prefix = MAGIC + len(raw).to_bytes(8, "little") + raw
    return b"".join([prefix, *bodies.values(), *words.values()])


def _offsets(
    parts: Mapping[str, NDArray[np.generic]],
    words: Mapping[str, bytes],
    rows: Mapping[str, int],
    start: int,
) -> dict[str, object]:
    """Return where parts start, with their shapes, and where languages' words do."""
    found: dict[str, object] = {}
    for name, array in parts.items():
        found[name] = [start, *array.shape]
        start += array.nbytes
    texts: dict[str, list[int]] = {}
    for name, text in words.items():
        texts[name] = [start, len(text)]
        start += len(text)
    firsts = np.cumsum([0, *rows.values()])[:-1].tolist()
    return {**found, "texts": texts, "languages": dict(zip(rows, firsts, strict=True))}

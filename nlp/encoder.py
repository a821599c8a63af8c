"""A larger sentence encoder from a folder on this computer, for whoever has one.

The analysis does without. What is given here replaces the meaning of statements in
their grouping; words, titles and sentiment stay with the vectors of our own.
Nothing is fetched.
"""

import os
from collections.abc import Sequence
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.errors import EncoderMissing, NoEncoder

Floats = NDArray[np.float32]

LIBRARY: Final = "sentence_transformers"
OFFLINE: Final = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
BATCH: Final = 64
BLOCK: Final = 1 << 20


class Encoder(Protocol):
    """Turns texts into vectors; ``fingerprint`` tells which one it is."""

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the files, in hexadecimal digits."""

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return vectors of unit length, shape (texts, dimensions)."""


class SentenceEncoder:
    """An encoder of the library sentence-transformers."""

    def __init__(self, folder: Path) -> None:
        """Read the encoder.

        Raises `EncoderMissing` without the library, `NoEncoder` where the folder
        holds none.
        """
        if find_spec(LIBRARY) is None:
            raise EncoderMissing
        for name in OFFLINE:
            os.environ[name] = "1"
        if not folder.is_dir():
            raise NoEncoder(folder=folder.name)
        self._fingerprint = fingerprint(folder)
        import_module("transformers.utils.logging").disable_progress_bar()
        try:
            model = import_module(LIBRARY).SentenceTransformer(
                str(folder), device="cpu", local_files_only=True
            )
        except (OSError, ValueError, KeyError) as error:
            raise NoEncoder(folder=folder.name) from error
        self._model: Any = model

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the files, in hexadecimal digits."""
        return self._fingerprint

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return vectors of unit length, shape (texts, dimensions).

        Texts of one length stand together, whatever order they are given in, so
        that the same text always has the same vector.
        """
        distinct = sorted(set(texts), key=lambda text: (len(text), text))
        found = self._model.encode(
            distinct,
            batch_size=BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        place = {text: row for row, text in enumerate(distinct)}
        return np.asarray(found[[place[text] for text in texts]], dtype=np.float32)


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 of all files of a folder, with their names, in order."""
    total = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            while part := file.read(BLOCK):
                total.update(part)
    return total.hexdigest()

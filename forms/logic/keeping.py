"""What the logic keeps among the answers for itself, under keys no question has.

All begin with ``##``. They hold no answer: a seed, how many repetitions were begun,
and fingerprints by which a change is seen. With them is kept which unlikely answer
somebody said is right.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from forms.keys import COUNTED
from forms.typed import Raw

KEPT: Final = COUNTED * 2
SEED: Final = f"{KEPT}seed"
_BEGUN: Final = f"{KEPT}begun:"
_WORKED_OUT: Final = f"{KEPT}worked-out:"
_SET_OFF: Final = f"{KEPT}set-off:"
_SURE: Final = f"{KEPT}sure:"

MOST_REPETITIONS: Final = 1000
"""No real list of cases is as long, and every one costs time on every page."""

MOST_PLACES: Final = 50_000
"""So many questions and groups are repeated at the most: repeats in repeats grow
faster than anybody can answer, and each place takes memory."""


def seed_in(answers: Raw) -> str | None:
    """Return the seed of a response, None where it was not begun."""
    seed = answers.get(SEED)
    return seed if isinstance(seed, str) else None


def number_in(answers: Raw, key: str, otherwise: int) -> int:
    """Return the number under a key, within what repetitions may be."""
    kept = answers.get(key)
    if isinstance(kept, str) and kept.isascii() and kept.isdigit():
        return min(int(kept[:10]), MOST_REPETITIONS)
    return otherwise


def begun_key(repeat: str) -> str:
    """Return under what the number of repetitions begun of a repeat is kept."""
    return _BEGUN + repeat


def worked_out_key(key: str) -> str:
    """Return under what the fingerprint of a calculated value is kept."""
    return _WORKED_OUT + key


def set_off_key(key: str) -> str:
    """Return under what the fingerprint of the values of triggers is kept."""
    return _SET_OFF + key


def sure_key(key: str) -> str:
    """Return under what the fingerprint of an answer is kept that is right."""
    return _SURE + key


def parted(key: str) -> tuple[str, str]:
    """Return what the logic puts before a key of a question or repeat, and the key."""
    for before in (_BEGUN, _WORKED_OUT, _SET_OFF, _SURE, COUNTED):
        if key.startswith(before):
            return before, key.removeprefix(before)
    return "", key


def fingerprint(texts: Sequence[str]) -> str:
    """Return what changes when one of the texts does, and tells none of them.

    Nothing for nothing, so that what was never answered is no change.
    """
    if not any(texts):
        return ""
    joined = "\0".join(texts).encode("utf-8", "replace")
    return hashlib.sha256(joined).hexdigest()[:16]

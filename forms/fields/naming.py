"""Names the inputs of a page, so that no two questions share one.

An input has the key of its question; those of its parts follow after a dot, as in
``born.d``. The page itself sends names too.
"""

from collections.abc import Iterable, Mapping
from typing import Final

TAKEN: Final = frozenset({"go", "checked", "listed", "nonce"})
"""The names of the buttons and hidden inputs of pages; others begin with a dot."""

_DOT: Final = "."
_INSTEAD: Final = ","
"""Stands in the key of no question."""


def input_names(keys: Iterable[str]) -> Mapping[str, str]:
    """Return the names of the inputs of a page, by the keys of its questions.

    Beside a question ``a`` one that is called ``a.d`` is named ``a,d``, as the day
    of ``a`` may be ``a.d``. A question called like a button has a comma before it.
    """
    known = frozenset(keys)
    return {
        key: key.replace(_DOT, _INSTEAD) if _is_like_a_part(key, known) else _free(key)
        for key in sorted(known)
    }


def _free(key: str) -> str:
    return _INSTEAD + key if key in TAKEN else key


def _is_like_a_part(key: str, known: frozenset[str]) -> bool:
    return any(key[:at] in known for at, sign in enumerate(key) if sign == _DOT)

"""Reads cells that hold yes, no, or a condition."""

import re
from typing import Final

from forms.xlsform.settings import NO, YES

_WORD: Final = re.compile(r"[^\W\d_]+")
_YES_IN: Final = frozenset(
    {"y", "x", "oui", "si", "sí", "sim", "ja", "da", "evet", "ndiyo", "ya", "نعم", "да"}
    | {"required", "mandatory", "ok"}
)
_NO_IN: Final = frozenset(
    {"n", "non", "não", "nao", "nein", "net", "hapana", "tidak", "لا", "нет"}
    | {"optional", "none", "na"}
)


def yes_or_condition(told: str) -> tuple[bool, str, bool]:
    """Return whether a cell says yes, what condition it holds, and if it was read.

    A single word is never a condition.
    """
    lower = told.lower()
    if lower in YES or lower in _YES_IN:
        return True, "", True
    if not lower or lower in NO or lower in _NO_IN:
        return False, "", True
    if _WORD.fullmatch(told):
        return False, "", False
    return False, told, True


def condition(told: str) -> str:
    """Return an expression, where yes and no stand for what is always or never true."""
    lower = told.lower()
    if lower in {"yes", "true"}:
        return "true()"
    if lower in {"no", "false"}:
        return "false()"
    return told

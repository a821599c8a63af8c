"""Tells a default that is worked out from one that is plain words.

The rule is that of pyxform, so that a form means the same everywhere: a default is
worked out when it calls a function, refers to a question, or reckons. In a date or
position a hyphen reckons nothing.
"""

import re
from typing import Final

from forms.definition import Kind, Question

_PIECES: Final = re.compile(
    r"""(?P<words>"[^"]*"|'[^']*')
    |(?P<plain>-?\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2})?|\d{2}:\d{2}:\d{2}
        |-?\d+\.\d*|-?\.\d+|-?\d+)
    |(?P<reference>\$\{[^}]*\})
    |(?P<call>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?\()
    |(?P<name>[^\W\d][\w.-]*)
    |(?P<hyphen>-)
    |(?P<reckoning>[*+|]|\ (?:mod|div)\ )
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_HYPHENATED: Final = frozenset({Kind.DATE, Kind.DATETIME, Kind.POSITION})


def is_worked_out(question: Question) -> bool:
    """Say whether the default of a question is an expression."""
    for piece in _PIECES.finditer(question.default):
        if piece.lastgroup == "hyphen":
            return question.kind not in _HYPHENATED
        if piece.lastgroup in {"reference", "call", "reckoning"}:
            return True
    return False

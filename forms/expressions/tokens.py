"""Divides an expression into tokens, each with the place where it stands.

Source: XPath 1.0, 3.7 (lexical structure), and ``${name}`` of XLSForm.
"""

import re
from enum import Enum
from typing import Final, NamedTuple

from forms.expressions.problems import (
    ExpressionError,
    ExpressionTooLong,
    NotAReference,
    Unclosed,
    UnknownSign,
)

LONGEST: Final = 32_767
"""Signs of the longest expression that is read: what a cell of a workbook holds."""


class Mark(Enum):
    """What kind of token it is."""

    NUMBER = "number"
    TEXT = "text"
    MENTION = "mention"
    NAME = "name"
    SIGN = "sign"
    END = "end"


class Token(NamedTuple):
    """A piece of an expression: ``text`` is a text without its quotes.

    A mention is ``${name}``: its text is the name.
    """

    mark: Mark
    text: str
    offset: int
    end: int


_QUOTES: Final = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
"""Word processors put these where straight ones were typed; pyxform turns them back."""

_FIRST: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    "\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    "\U00010000-\U000effff"
)
"""Source: Namespaces in XML 1.0, NCName."""
NAME_BEGINS: Final = f"[{_FIRST}]"
NAME_SIGNS: Final = f"-.0-9\u00b7\u0300-\u036f\u203f-\u2040{_FIRST}"
"""What may stand in a name after its beginning, as it stands in brackets."""
PLAIN_NAME: Final = f"{NAME_BEGINS}[{NAME_SIGNS}]*"
"""What a name without a prefix looks like."""
MENTION: Final = re.compile(rf"\$\{{((?:last-saved#)?{PLAIN_NAME})\}}")
_TOKEN: Final = re.compile(
    rf"""[\s\u200b\ufeff]*(?:
        \$\{{(?P<mention>(?:last-saved\#)?{PLAIN_NAME})\}}
        |(?P<name>{PLAIN_NAME}(?::(?!:){PLAIN_NAME})?)
        |(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
        |'(?P<single>[^']*)'
        |"(?P<double>[^"]*)"
        |(?P<sign>==|!=|<=|>=|<>|&&|\|\||::|//|\.\.|[-+*/|=<>()\[\],.@])
        |(?P<end>\Z)
    )""",
    re.VERBOSE,
)
_MARKS: Final = {
    "mention": Mark.MENTION,
    "name": Mark.NAME,
    "number": Mark.NUMBER,
    "single": Mark.TEXT,
    "double": Mark.TEXT,
    "sign": Mark.SIGN,
    "end": Mark.END,
}
_OPENING: Final = {"mention": 2, "single": 1, "double": 1}
"""Signs before what a token is about."""

_SPACE: Final = re.compile("[\\s\u200b\ufeff]*")


def straightened(source: str) -> str:
    """Return an expression with straight quotes, as long as it was."""
    return source if source.isascii() else source.translate(_QUOTES)


def tokenise(source: str) -> tuple[Token, ...]:
    """Return the tokens of an expression, the last one marking its end.

    Raises ``ExpressionError``.
    """
    if len(source) > LONGEST:
        raise ExpressionTooLong(source, LONGEST, most=LONGEST)
    text = straightened(source)
    tokens: list[Token] = []
    offset = 0
    while True:
        found = _TOKEN.match(text, offset)
        if found is None:
            raise _unreadable(text, offset)
        group = found.lastgroup or ""
        mark, offset = _MARKS[group], found.end()
        written = found[group]
        begin = found.start(group) - _OPENING.get(group, 0)
        tokens.append(Token(mark, written, begin, offset))
        if mark is Mark.END:
            return tuple(tokens)


def _unreadable(text: str, offset: int) -> ExpressionError:
    """Return what is wrong where no token begins."""
    space = _SPACE.match(text, offset)
    offset = space.end() if space else offset
    sign = text[offset]
    if sign in "'\"":
        return Unclosed(text, offset, opening=sign, closing=sign)
    if not text.startswith("${", offset):
        return UnknownSign(text, offset, sign=sign)
    end = text.find("}", offset)
    if end < 0:
        return Unclosed(text, offset, opening="${", closing="}")
    return NotAReference(text, offset, found=text[offset : end + 1])

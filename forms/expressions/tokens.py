"""Divides an expression into tokens, each with the place where it stands.

Source: XPath 1.0, 3.7 (lexical structure), and ``${name}`` of XLSForm.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from forms.expressions.problems import (
    ExpressionTooLong,
    NotAReference,
    Unclosed,
    UnknownSign,
)

LONGEST: Final = 32_000
"""Signs of the longest expression that is read; a cell of a workbook holds 32,767."""


class Mark(Enum):
    """What kind of token it is."""

    NUMBER = "number"
    TEXT = "text"
    MENTION = "mention"
    NAME = "name"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression: ``text`` is a text without its quotes.

    A mention is ``${name}``: its text is the name.
    """

    mark: Mark
    text: str
    offset: int
    end: int


_QUOTES: Final = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
"""Word processors put these where straight ones were typed; pyxform turns them back."""

_BLANK: Final = re.compile("[\\s\u200b\ufeff]+")
_FIRST: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    "\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    "\U00010000-\U000effff"
)
"""Source: Namespaces in XML 1.0, NCName."""
_PLAIN: Final = f"[{_FIRST}][-.0-9\u00b7\u0300-\u036f\u203f-\u2040{_FIRST}]*"
_NAME: Final = re.compile(f"{_PLAIN}(?::(?!:){_PLAIN})?")
MENTION: Final = re.compile(rf"\$\{{((?:last-saved#)?{_PLAIN})\}}")
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_SIGN: Final = re.compile(r"==|!=|<=|>=|<>|&&|\|\||::|//|\.\.|[-+*/|=<>()\[\],.@]")


def straightened(source: str) -> str:
    """Return an expression with straight quotes, as long as it was."""
    return source.translate(_QUOTES)


def tokenise(source: str) -> tuple[Token, ...]:
    """Return the tokens of an expression, the last one marking its end.

    Raises ``ExpressionError``.
    """
    if len(source) > LONGEST:
        raise ExpressionTooLong(source, LONGEST, most=LONGEST)
    text = straightened(source)
    tokens: list[Token] = []
    offset = 0
    while offset < len(text):
        blank = _BLANK.match(text, offset)
        if blank is not None:
            offset = blank.end()
            continue
        token = _token_at(text, offset)
        tokens.append(token)
        offset = token.end
    tokens.append(Token(Mark.END, "", len(text), len(text)))
    return tuple(tokens)


def _token_at(text: str, offset: int) -> Token:
    sign = text[offset]
    if sign in "'\"":
        return _text_at(text, offset)
    if text.startswith("${", offset):
        return _mention_at(text, offset)
    for mark, pattern in (
        (Mark.NAME, _NAME),
        (Mark.NUMBER, _NUMBER),
        (Mark.SIGN, _SIGN),
    ):
        found = pattern.match(text, offset)
        if found is not None:
            return Token(mark, found.group(), offset, found.end())
    raise UnknownSign(text, offset, sign=sign)


def _text_at(text: str, offset: int) -> Token:
    quote = text[offset]
    end = text.find(quote, offset + 1)
    if end < 0:
        raise Unclosed(text, offset, opening=quote, closing=quote)
    return Token(Mark.TEXT, text[offset + 1 : end], offset, end + 1)


def _mention_at(text: str, offset: int) -> Token:
    found = MENTION.match(text, offset)
    if found is not None:
        return Token(Mark.MENTION, found[1], offset, found.end())
    end = text.find("}", offset)
    if end < 0:
        raise Unclosed(text, offset, opening="${", closing="}")
    raise NotAReference(text, offset, found=text[offset : end + 1])

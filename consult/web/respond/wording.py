"""Words of a questionnaire as a page shows them, and the language they are in."""

import re
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from consult.i18n import Direction
from consult.web.respond.marking import blocks, inline, plain

LONG_NUMBER: Final = re.compile(r"(\+?\d+(?:[ /()-]+\d+)+)")
"""A number written in groups, like that of a telephone."""

LONGEST_HEADING: Final = 120

CODE: Final = Markup('<span class="code">{}</span>')


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a questionnaire or consultation, and the language they are in.

    Where they are ``marked``, the author's signs for bold and the like count. Those
    ``filled`` hold an answer.
    """

    words: str
    language: str
    direction: Direction
    marked: bool = False
    filled: bool = False

    @property
    def pieces(self) -> tuple[str, ...]:
        """Return the words in pieces, of which every second one is a long number.

        Among words that run from right to left the groups of a number would change
        places, so that a telephone rings somewhere else.
        """
        return tuple(LONG_NUMBER.split(self.words))

    @property
    def is_long(self) -> bool:
        """Whether they are a paragraph more than a heading."""
        return len(self.words) > LONGEST_HEADING

    @property
    def plain(self) -> str:
        """Return the words without any marks."""
        return plain(self.words) if self.marked else self.words

    @property
    def shown(self) -> Markup:
        """Return the words as a heading or label shows them."""
        return inline(self.words) if self.marked else escape(self.words)

    @property
    def told(self) -> Markup:
        """Return the words as a sentence, its long numbers in one piece."""
        if self.marked:
            return inline(self.words)
        return Markup().join(
            CODE.format(piece) if place % 2 else escape(piece)
            for place, piece in enumerate(self.pieces)
        )

    @property
    def blocks(self) -> Markup:
        """Return the words as paragraphs, headings and lists."""
        if self.marked:
            return blocks(self.words)
        return Markup("<p>{}</p>").format(self.words)

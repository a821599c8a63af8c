"""Says conditions in words, as far as they are of the common kinds."""

from collections.abc import Mapping
from typing import Final, Protocol

from forms.errors import N_
from forms.expressions.parsing import parse
from forms.expressions.problems import ExpressionError
from forms.expressions.syntax import Call, Mention, Negation, Number, Operation, Tree
from forms.expressions.syntax import Text as Quoted

EMPTY: Final = Quoted("")

COMPARED: Final[Mapping[str, str]] = {
    "=": N_("the answer to question %(number)s is “%(value)s”"),
    "!=": N_("the answer to question %(number)s is not “%(value)s”"),
    "<": N_("the answer to question %(number)s is less than %(value)s"),
    "<=": N_("the answer to question %(number)s is %(value)s or less"),
    ">": N_("the answer to question %(number)s is more than %(value)s"),
    ">=": N_("the answer to question %(number)s is %(value)s or more"),
}
MIRRORED: Final = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
CHOSEN: Final = N_("“%(value)s” is chosen in question %(number)s")
NOT_CHOSEN: Final = N_("“%(value)s” is not chosen in question %(number)s")
ANSWERED: Final = N_("question %(number)s is answered")
UNANSWERED: Final = N_("question %(number)s is left empty")
BOTH: Final = N_("%(one)s and %(other)s")
EITHER: Final = N_("%(one)s or %(other)s")
BRACKETS: Final = N_("(%(condition)s)")


class Speaker(Protocol):
    """Knows how questions are numbered and choices are called."""

    def gettext(self, message: str, **params: object) -> str:
        """Return a message in the language of the paper."""

    def number_of(self, name: str) -> str | None:
        """Return the number of a question, None for what is not on the paper."""

    def label_of(self, name: str, choice: str) -> str:
        """Return what a choice of a question is called, else its name."""


class _Unsayable(Exception):
    """A condition of another kind than those there are words for."""


def in_words(source: str, speaker: Speaker) -> str | None:
    """Return a condition in words, None where there are no words for it."""
    try:
        return _said(parse(source), speaker)
    except (ExpressionError, _Unsayable):
        return None


def _said(tree: Tree, speaker: Speaker) -> str:
    match tree:
        case Operation(operator="and" | "or"):
            return _joined(tree, speaker)
        case Operation(operator=operator) if operator in COMPARED:
            return _compared(tree, speaker)
        case Call(name="selected", arguments=(Mention(name=name), Quoted(words=words))):
            return _told(CHOSEN, name, words, speaker)
        case Call(
            name="not",
            arguments=(
                Call(
                    name="selected",
                    arguments=(Mention(name=name), Quoted(words=words)),
                ),
            ),
        ):
            return _told(NOT_CHOSEN, name, words, speaker)
        case _:
            raise _Unsayable


def _joined(tree: Operation, speaker: Speaker) -> str:
    message = BOTH if tree.operator == "and" else EITHER
    one, other = (
        _bracketed(part, tree.operator, speaker) for part in (tree.left, tree.right)
    )
    return speaker.gettext(message, one=one, other=other)


def _bracketed(tree: Tree, within: str, speaker: Speaker) -> str:
    said = _said(tree, speaker)
    is_other = isinstance(tree, Operation) and tree.operator in {"and", "or"} - {within}
    return speaker.gettext(BRACKETS, condition=said) if is_other else said


def _compared(tree: Operation, speaker: Speaker) -> str:
    left, right, operator = tree.left, tree.right, tree.operator
    if isinstance(right, Mention):
        left, right, operator = right, left, MIRRORED[operator]
    if not isinstance(left, Mention):
        raise _Unsayable
    if right == EMPTY and operator in {"=", "!="}:
        message = UNANSWERED if operator == "=" else ANSWERED
        return _told(message, left.name, "", speaker)
    return _told(COMPARED[operator], left.name, _constant(right), speaker)


def _constant(tree: Tree) -> str:
    match tree:
        case Quoted(words=words):
            return words
        case Number(value=value):
            return f"{value:g}"
        case Negation(operand=Number(value=value)):
            return f"{-value:g}"
        case _:
            raise _Unsayable


def _told(message: str, name: str, value: str, speaker: Speaker) -> str:
    number = speaker.number_of(name)
    if number is None:
        raise _Unsayable
    label = speaker.label_of(name, value)
    return speaker.gettext(message, number=number, value=label)

"""Reads what facilitators decided on statements and concerns from a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

from consult.analysis.intake import read_table
from consult.errors import N_, Rejected
from nlp.statements import Span
from nlp.verdicts import (
    AnswerUnknown,
    ConcernUnknown,
    Decision,
    DecisionRefused,
    DecisionsDisagree,
    StatementAmbiguous,
    StatementUnknown,
    Verdict,
)

DECISION_COLUMNS: Final = ("response_id", "start", "end", "concern", "verdict")
MOST_DIGITS: Final = 9
FIRST_LINE: Final = 2


class VerdictUnknown(Rejected):
    """Neither in nor out."""

    code: ClassVar[str] = "C447"
    message: ClassVar[str] = N_(
        "Line %(line)s of the decisions says neither “in” nor “out”. Correct it and "
        "run the analysis again."
    )


class SpanUnreadable(Rejected):
    """Start or end that is no place in an answer."""

    code: ClassVar[str] = "C470"
    message: ClassVar[str] = N_(
        "Line %(line)s of the decisions has a start or an end that is no place in an "
        "answer. Copy both from statements.csv, or leave both empty for the whole "
        "answer."
    )


class OppositeDecisions(Rejected):
    """One line says in, another says out."""

    code: ClassVar[str] = "C448"
    message: ClassVar[str] = N_(
        "Line %(line)s of the decisions says the opposite of line %(other)s about the "
        "same statement and concern. Keep one of them."
    )


class DecisionOnNoConcern(Rejected):
    """Neither an id nor a title."""

    code: ClassVar[str] = "C449"
    message: ClassVar[str] = N_(
        "Line %(line)s of the decisions names a concern that is neither an id nor an "
        "exact title of the previous analysis. Copy it from concerns.json, or write "
        "“new:” before a title of your own."
    )


class DecisionOnNoAnswer(Rejected):
    """No such answer, now or before."""

    code: ClassVar[str] = "C450"
    message: ClassVar[str] = N_(
        "Line %(line)s of the decisions names an answer that is not there. Copy "
        "response_id from responses.csv."
    )


class DecisionOnNoStatement(Rejected):
    """A span where nothing is said."""

    code: ClassVar[str] = "C459"
    message: ClassVar[str] = N_(
        "Line %(line)s of the decisions names a place where nothing is said. Copy "
        "start and end from statements.csv, or leave both empty for the whole answer."
    )


class DecisionOnSeveral(Rejected):
    """One span of several answers with one id."""

    code: ClassVar[str] = "C460"
    message: ClassVar[str] = N_(
        "Line %(line)s of the decisions names a statement of somebody who gave several "
        "answers, and it could be in more than one. Leave start and end empty, or give "
        "every answer an id of its own."
    )


_REFUSALS: Final[dict[type[DecisionRefused], type[Rejected]]] = {
    DecisionsDisagree: OppositeDecisions,
    ConcernUnknown: DecisionOnNoConcern,
    AnswerUnknown: DecisionOnNoAnswer,
    StatementUnknown: DecisionOnNoStatement,
    StatementAmbiguous: DecisionOnSeveral,
}


def refusal_of(error: DecisionRefused) -> Rejected:
    """Return what a person is told of a decision that cannot be kept."""
    return _REFUSALS[type(error)](None, **error.params)


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions in a table, row by row.

    Its columns are ``DECISION_COLUMNS``; others are left alone. Raises `Rejected`
    with the line of the first row that cannot be read.
    """
    table = read_table(path, columns=DECISION_COLUMNS)
    return tuple(
        _decision(line, row) for line, row in enumerate(table.rows, FIRST_LINE)
    )


def _decision(line: int, row: Sequence[str]) -> Decision:
    key, start, end, concern, verdict = row
    try:
        said = Verdict(verdict.strip().casefold())
    except ValueError as error:
        raise VerdictUnknown(line=line) from error
    return Decision(line, key, span_of(start, end, line), concern.strip(), said)


def span_of(start: str, end: str, line: int) -> Span | None:
    """Return the span of two cells, None where both are empty."""
    first, last = start.strip(), end.strip()
    if not first and not last:
        return None
    are_numbers = all(
        each.isascii() and each.isdecimal() and len(each) <= MOST_DIGITS
        for each in (first, last)
    )
    if not are_numbers or int(first) >= int(last):
        raise SpanUnreadable(line=line)
    return Span(int(first), int(last))

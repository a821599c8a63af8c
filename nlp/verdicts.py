"""What people decided, row by row, brought to the statements it is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar

from nlp.errors import NlpError
from nlp.redact import find_personal_data
from nlp.results import Analysis, Prepared, PreparedAnswer
from nlp.statements import Span, Statement

HALF = 0.5


class Verdict(StrEnum):
    """That a statement speaks of a concern, or that it does not."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: ``span`` names a statement of the answer ``key``, None all of it.

    ``concern`` is an id or a label; ``line`` is where the row stands in its file,
    0 for a decision that an earlier analysis handed on.
    """

    line: int
    key: str
    span: Span | None
    concern: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Decisions by statement: for a concern, whether it is spoken of.

    ``rows`` counts decisions that found their statement, ``on_whole_answers``
    those of them that are about all of an answer; ``lapsed`` are decisions whose
    answer or statement is not there any more.
    """

    of_statements: tuple[Mapping[str, bool], ...]
    rows: int
    on_whole_answers: int
    lapsed: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a decision may name.

    ``ids`` gives the present id of a concern by any it bears or bore, ``labels`` by
    its label; ``spans`` are those of the statements that were there once, by the
    key of their answer.
    """

    ids: Mapping[str, str]
    labels: Mapping[str, str]
    spans: Mapping[str, frozenset[Span]] = field(default_factory=dict)


class DecisionRefused(NlpError):
    """A decision that cannot be kept."""

    code: ClassVar[str] = "N110"


class DecisionsDisagree(DecisionRefused):
    """One row says in, another says out."""

    code = "N111"
    message = (
        "Line %(line)s says the opposite of line %(other)s about the same statement "
        "and concern. Keep one of them."
    )


class ConcernUnknown(DecisionRefused):
    """Neither an id nor a label."""

    code = "N112"
    message = (
        "Line %(line)s names a concern that is neither an id nor an exact title of "
        "the earlier analysis. Copy it from there."
    )


class AnswerUnknown(DecisionRefused):
    """No such answer, now or before."""

    code = "N113"
    message = (
        "Line %(line)s names an answer that is not in the file. Copy response_id "
        "from responses.csv."
    )


class StatementUnknown(DecisionRefused):
    """A span without words, or words that are in several answers."""

    code = "N114"
    message = (
        "Line %(line)s names a place where no statement stands. Copy start and end "
        "from statements.csv, or leave both empty for the whole answer."
    )


class StatementAmbiguous(DecisionRefused):
    """One span of several answers with one id."""

    code = "N115"
    message = (
        "Line %(line)s names a statement of somebody who gave several answers, and "
        "it could be in more than one. Leave start and end empty, or give every "
        "answer an id of its own."
    )


def heard(
    prepared: Prepared, keys: Sequence[str], decisions: Iterable[Decision]
) -> Prepared:
    """Return the answers, those that somebody says a concern is in taken as said.

    An answer that seemed to give no reason becomes one statement if a decision
    puts it into a concern. ``keys`` name the answers.
    """
    wanted = {each.key for each in decisions if each.verdict is Verdict.IN}
    answers: list[PreparedAnswer] = []
    statements: list[Statement] = []
    for place, (each, key) in enumerate(zip(prepared.answers, keys, strict=True)):
        own = prepared.statements[each.statements.start : each.statements.stop]
        is_heard = key in wanted and not own and bool(each.answer.text.strip())
        start = len(statements)
        statements += [_whole(place, each)] if is_heard else own
        answers.append(
            replace(
                each,
                no_reason=each.no_reason and not is_heard,
                statements=range(start, len(statements)),
            )
        )
    return Prepared(tuple(answers), tuple(statements))


def _whole(place: int, each: PreparedAnswer) -> Statement:
    text = each.answer.text
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    language = each.identified.language
    return Statement(
        answer=place,
        start=start,
        end=end,
        text=text[start:end],
        language=language,
        masked=tuple(find_personal_data(text, language=language)),
    )


def resolve(
    analysis: Analysis,
    keys: Sequence[str],
    decisions: Sequence[Decision],
    known: Known,
) -> Verdicts:
    """Return the decisions by statement; ``keys`` name the answers.

    Raises `DecisionRefused` with the line for a row that names what is not there,
    or that contradicts another one. Decisions handed on give way to those of a
    file.
    """
    resolving = _Resolving(analysis, keys, known)
    for each in sorted(decisions, key=lambda decision: not decision.line):
        resolving.add(each)
    return Verdicts(
        tuple(resolving.ruled),
        resolving.rows,
        resolving.on_whole_answers,
        tuple(resolving.lapsed),
    )


class _Resolving:
    """Collects decisions one by one."""

    def __init__(self, analysis: Analysis, keys: Sequence[str], known: Known) -> None:
        self.analysis = analysis
        self.known = known
        self.answers: dict[str, list[int]] = {}
        for place, key in enumerate(keys):
            self.answers.setdefault(key, []).append(place)
        self.ruled: list[dict[str, bool]] = [{} for _ in analysis.statements]
        self.lines: dict[tuple[int, str], int] = {}
        self.lapsed: list[Decision] = []
        self.rows = 0
        self.on_whole_answers = 0

    def add(self, decision: Decision) -> None:
        """Take in one decision."""
        concern = self._concern(decision)
        places = self._places(decision) if concern else None
        if concern is None or places is None:
            self.lapsed.append(decision)
            return
        speaks = decision.verdict is Verdict.IN
        self.rows += 1
        self.on_whole_answers += decision.span is None
        for place in places:
            line = self.lines.setdefault((place, concern), decision.line)
            agrees = self.ruled[place].setdefault(concern, speaks) is speaks
            if not agrees and decision.line:
                raise DecisionsDisagree(line=decision.line, other=line)

    def _concern(self, decision: Decision) -> str | None:
        """Return the id of a concern; None for one handed on that is gone."""
        found = self.known.ids.get(decision.concern) or self.known.labels.get(
            decision.concern
        )
        if found is None and decision.line:
            raise ConcernUnknown(line=decision.line)
        return found

    def _places(self, decision: Decision) -> list[int] | None:
        """Return the statements that a decision is about; None if they are gone."""
        answers = self.answers.get(decision.key)
        if answers is None:
            if decision.key in self.known.spans or not decision.line:
                return None
            raise AnswerUnknown(line=decision.line)
        found = [self._inside(answer, decision.span) for answer in answers]
        places = [place for each in found for place in each]
        if decision.span is None and (places or decision.verdict is Verdict.OUT):
            return places
        if not places:
            spans = self.known.spans.get(decision.key, frozenset())
            if decision.span in spans or not decision.line:
                return None
            raise StatementUnknown(line=decision.line)
        if sum(map(bool, found)) > 1:
            raise StatementAmbiguous(line=decision.line)
        return places

    def _inside(self, answer: int, span: Span | None) -> list[int]:
        own = list(self.analysis.answers[answer].prepared.statements)
        if span is None:
            return own
        spans = {p: self._span(p) for p in own}
        exact = [place for place in own if spans[place] == span]
        return exact or [place for place in own if _overlaps(spans[place], span)]

    def _span(self, place: int) -> Span:
        statement = self.analysis.statements[place].statement
        return Span(statement.start, statement.end)


def _overlaps(one: Span, other: Span) -> bool:
    """Tell whether at least half of the shorter span lies in the other one."""
    both = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return both > 0 and both >= HALF * shorter

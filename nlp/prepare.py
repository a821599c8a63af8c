"""Answers into statements: language, personal data, non-answers, copies, spans."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import NamedTuple

from nlp.copies import copy_groups
from nlp.identify import Identification, identify
from nlp.nonanswers import is_non_answer
from nlp.progress import Report, Stage, silent
from nlp.recipe import Recipe
from nlp.redact import find_personal_data
from nlp.results import Prepared, PreparedAnswer
from nlp.segment import split
from nlp.spread import Here, Spread, spread_over
from nlp.spread_stages import NothingKept, Row, Stages
from nlp.statements import Answer, Mark, MaskedSpan, Span, Statement

UNDETERMINED = "und"
NOT_COPIED = -1


def prepare(
    answers: Sequence[Answer],
    recipe: Recipe,
    *,
    languages: Sequence[str] | None = None,
    report: Report = silent,
    spread: Spread | None = None,
    stages: Stages | None = None,
    copied: Sequence[bool] | None = None,
) -> Prepared:
    """Return the answers in order with their statements.

    ``languages`` are the only languages that can occur, if somebody knows.
    ``spread`` does what each answer needs alone, here if nothing else is said, and
    ``stages`` keeps what is found; neither changes it. ``copied`` is what
    `find_copied` returns, where somebody has asked it.
    """
    identified, rows = read(
        answers, languages=languages, report=report, spread=spread, stages=stages
    )
    if copied is None:
        copied = find_copied(answers, recipe)
    prepared: list[PreparedAnswer] = []
    statements: list[Statement] = []
    steps = zip(answers, identified, rows, copied, strict=True)
    for place, (answer, found, (no_reason, spans), is_copied) in enumerate(steps):
        start = len(statements)
        statements += _statements(place, answer, found, spans)
        marks = _marks(answer.text, found, no_reason=no_reason, copied=is_copied)
        prepared.append(
            PreparedAnswer(
                answer, found, no_reason, marks, range(start, len(statements))
            )
        )
    return Prepared(tuple(prepared), tuple(statements))


class ReadAnswers(NamedTuple):
    """Per answer its language, and whether it gives no reason, its spans, masks."""

    languages: list[Identification]
    statements: list[Row]


def read(
    answers: Sequence[Answer],
    *,
    languages: Sequence[str] | None = None,
    report: Report = silent,
    spread: Spread | None = None,
    stages: Stages | None = None,
) -> ReadAnswers:
    """Return what is read of each answer without the others; see `prepare`."""
    work = _Work(answers, languages, report, spread or Here())
    kept = stages or NothingKept()
    told = kept.rows(Stage.LANGUAGES, work.languages)
    identified = [Identification(*row) for row in told]
    rows = kept.rows(Stage.STATEMENTS, lambda: work.statements(identified))
    return ReadAnswers(identified, rows)


class _Work(NamedTuple):
    """What the stages do, for answers that were not read before."""

    answers: Sequence[Answer]
    only: Sequence[str] | None
    report: Report
    spread: Spread

    def languages(self) -> list[Row]:
        """Return per answer its language and how sure that is."""
        self.report(Stage.LANGUAGES, 0, len(self.answers))
        identified = identify(
            [answer.text for answer in self.answers],
            candidates=self.only,
            declared=[answer.language for answer in self.answers],
            spread=self.spread,
        )
        self.report(Stage.LANGUAGES, len(self.answers), len(self.answers))
        return [[found.language, found.confidence] for found in identified]

    def statements(self, identified: Sequence[Identification]) -> list[Row]:
        """Return per answer whether it gives no reason, its spans and masked ones."""
        pairs = zip(self.answers, identified, strict=True)
        return spread_over(
            _read_all,
            [(answer.text, found.language) for answer, found in pairs],
            spread=self.spread,
            stage=Stage.STATEMENTS,
            report=self.report,
        )


def _read_all(texts: Sequence[tuple[str, str]]) -> list[Row]:
    return [_read(text, language) for text, language in texts]


def _read(text: str, language: str) -> Row:
    if _gives_no_reason(text, language):
        return [True, []]
    personal = find_personal_data(text, language=language)
    found = [
        [
            span.start,
            span.end,
            [astuple(each) for each in personal if _meet(each, span)],
        ]
        for span in split(text, language=language)
    ]
    return [False, found]


def _meet(masked: MaskedSpan, span: Span) -> bool:
    return masked.start < span.end and masked.end > span.start


def find_copied(answers: Sequence[Answer], recipe: Recipe) -> list[bool]:
    """Return which answers are copies of a text that many sent."""
    groups = copy_groups(
        [answer.text for answer in answers],
        respondents=[answer.respondent for answer in answers],
        minimum=recipe.copied_minimum_respondents,
    )
    return [number != NOT_COPIED for number in groups]


def _gives_no_reason(text: str, language: str) -> bool:
    has_content = any(map(str.isalnum, text))
    return not has_content or is_non_answer(text, language=language)


def _marks(
    text: str, found: Identification, *, no_reason: bool, copied: bool
) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    if copied and not no_reason:
        marks.append(Mark.COPIED)
    unread = found.language == UNDETERMINED and any(map(str.isalpha, text))
    if unread and not no_reason:
        marks.append(Mark.UNSUPPORTED_LANGUAGE)
    return tuple(marks)


def _statements(
    place: int, answer: Answer, found: Identification, spans: Sequence[Row]
) -> Iterator[Statement]:
    for start, end, masked in spans:
        yield Statement(
            answer=place,
            start=start,
            end=end,
            text=answer.text[start:end],
            language=found.language,
            masked=tuple(MaskedSpan(*each) for each in masked),
        )

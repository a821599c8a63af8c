"""Answers into statements: language, personal data, non-answers, copies, spans."""

from collections.abc import Sequence

from nlp.copies import copy_groups
from nlp.identify import Identification, identify
from nlp.nonanswers import is_non_answer
from nlp.progress import Report, Stage, counted, silent
from nlp.recipe import Recipe
from nlp.redact import find_personal_data
from nlp.results import Prepared, PreparedAnswer
from nlp.segment import split
from nlp.statements import Answer, Mark, Statement

UNDETERMINED = "und"
NOT_COPIED = -1


def prepare(
    answers: Sequence[Answer],
    recipe: Recipe,
    *,
    languages: Sequence[str] | None = None,
    report: Report = silent,
) -> Prepared:
    """Return the answers in order with their statements.

    ``languages`` are the only languages that can occur, if somebody knows.
    """
    report(Stage.LANGUAGES, 0, len(answers))
    identified = identify(
        [answer.text for answer in answers],
        candidates=languages,
        declared=[answer.language for answer in answers],
    )
    report(Stage.LANGUAGES, len(answers), len(answers))
    copied = _copied(answers, recipe)
    prepared: list[PreparedAnswer] = []
    statements: list[Statement] = []
    steps = counted(
        zip(answers, identified, copied, strict=True),
        total=len(answers),
        stage=Stage.STATEMENTS,
        report=report,
    )
    for place, (answer, found, is_copied) in enumerate(steps):
        start = len(statements)
        no_reason = _gives_no_reason(answer.text, found.language)
        if not no_reason:
            statements += _statements(place, answer, found)
        marks = _marks(answer.text, found, no_reason=no_reason, copied=is_copied)
        prepared.append(
            PreparedAnswer(
                answer, found, no_reason, marks, range(start, len(statements))
            )
        )
    return Prepared(tuple(prepared), tuple(statements))


def _copied(answers: Sequence[Answer], recipe: Recipe) -> list[bool]:
    groups = copy_groups(
        [answer.text for answer in answers],
        respondents=[answer.respondent for answer in answers],
        minimum=recipe.copied_minimum_respondents,
    )
    return [number != NOT_COPIED for number in groups]


def _gives_no_reason(text: str, language: str) -> bool:
    has_content = any(character.isalnum() for character in text)
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


def _statements(place: int, answer: Answer, found: Identification) -> list[Statement]:
    personal = find_personal_data(answer.text, language=found.language)
    statements: list[Statement] = []
    for span in split(answer.text, language=found.language):
        masked = tuple(
            each for each in personal if each.start < span.end and each.end > span.start
        )
        statements.append(
            Statement(
                answer=place,
                start=span.start,
                end=span.end,
                text=answer.text[span.start : span.end],
                language=found.language,
                masked=masked,
            )
        )
    return statements

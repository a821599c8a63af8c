"""What people wrote, put in an order that no random id has a part in."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consult.analysis.answers import language_tag
from consult.analysis.stored import StoredConsultation, StoredResponse, StoredWave
from consult.analysis.tally import Memberships
from consult.reports.consultation.responses import Answers, groups_of, may_be_quoted
from consult.reports.consultation.words import AnswerKey, answer_key
from forms.definition import Question, Questionnaire, Use
from nlp.statements import Answer

LANGUAGE_COLUMN: Final = "language"

Groups = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One answer in words.

    ``person`` stands for its response and tells nothing else. ``groups`` are pairs
    of a question and the choices made in answer to it.
    """

    key: AnswerKey
    person: str
    text: str
    language: str
    groups: Groups
    may_be_quoted: bool


def read_written(stored: StoredConsultation) -> tuple[Written, ...]:
    """Return the answers to every question about concerns.

    Two databases that hold the same answers give the same rows but for the keys:
    the order comes from what was answered. Answers that may be quoted stand
    before others in the same words, so that they speak for them.
    """
    rows = [row for wave in stored.waves for row in _of_wave(wave)]
    ordered = sorted(rows, key=lambda row: (row[0], row[1].key))
    people: dict[str, str] = {}
    return tuple(
        replace(each, person=people.setdefault(each.person, str(len(people) + 1)))
        for _, each in ordered
    )


def open_questions(stored: StoredConsultation) -> tuple[tuple[str, str], ...]:
    """Return pairs of wave and question, in the order asked."""
    return tuple(
        (wave.slug, question.name)
        for wave in stored.waves
        for question in wave.questionnaire.used_for(Use.CONCERNS)
    )


def words_of_questions(stored: StoredConsultation) -> str:
    """Return what was asked in every language, whose words say nothing in a title."""
    labels = (
        words
        for wave in stored.waves
        for question in wave.questionnaire.used_for(Use.CONCERNS)
        for _, words in question.label.in_languages
    )
    return "\n".join(dict.fromkeys(labels))


def said_in_all_languages(stored: StoredConsultation) -> tuple[dict[str, str], ...]:
    """Return questions and choices with their translations, by language tag.

    They teach the analysis words that its own lists do not hold.
    """
    found: dict[tuple[tuple[str, str], ...], None] = {}
    for wave in stored.waves:
        questionnaire = wave.questionnaire
        labels = [question.label for question in questionnaire.questions()]
        labels += [
            choice.label
            for choices in questionnaire.choice_lists
            for choice in choices.choices
        ]
        for label in labels:
            if len(label.in_languages) > 1:
                found[tuple(label.in_languages)] = None
    return tuple(
        {language_tag(locale) or locale: words for locale, words in each}
        for each in found
    )


def as_answers(written: Sequence[Written]) -> list[Answer]:
    """Return the answers as the analysis takes them, each by one person.

    The language of the form counts as the language declared.
    """
    return [
        Answer(each.person, each.text, language_tag(each.language)) for each in written
    ]


def memberships_of(
    stored: StoredConsultation, written: Sequence[Written]
) -> Memberships:
    """Return the groups of every answer, by question and by language answered in."""
    columns = dict.fromkeys(
        question.name
        for wave in stored.waves
        for question in wave.questionnaire.used_for(Use.GROUP)
    )
    stands = [dict(each.groups) for each in written]
    return {
        LANGUAGE_COLUMN: [(each.language,) for each in written],
        **{column: [each.get(column, ()) for each in stands] for column in columns},
    }


def digest_of(written: Sequence[Written]) -> str:
    """Return SHA-256 of everything that was read, in 64 hexadecimal digits."""
    read = [[each.person, each.key.partition("/")[2], *_told(each)] for each in written]
    return hashlib.sha256(_as_text(read).encode()).hexdigest()


def _told(each: Written) -> list[object]:
    return [each.text, each.language, each.groups, each.may_be_quoted]


def _as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _of_wave(wave: StoredWave) -> Iterator[tuple[tuple[str, ...], Written]]:
    """Give what was written with that which it is sorted by."""
    asked = wave.questionnaire.used_for(Use.CONCERNS)
    for response in wave.responses:
        groups = _groups(wave.questionnaire, response.answers)
        quoted = may_be_quoted(wave.questionnaire, response.answers)
        whole = _as_text([wave.slug, groups, sorted(response.texts.items())])
        for question in asked:
            if question.name not in response.texts:
                continue
            each = _written(response, question, groups, may_be_quoted=quoted)
            yield (each.text, each.language, "" if quoted else "no", whole), each


def _written(
    response: StoredResponse,
    question: Question,
    groups: Groups,
    *,
    may_be_quoted: bool,
) -> Written:
    return Written(
        key=answer_key(response.id, question.name),
        person=response.id,
        text=response.texts[question.name],
        language=response.language,
        groups=groups,
        may_be_quoted=may_be_quoted,
    )


def _groups(questionnaire: Questionnaire, answers: Answers) -> Groups:
    return tuple(
        (question.name, groups_of(questionnaire, question, answers))
        for question in questionnaire.used_for(Use.GROUP)
    )

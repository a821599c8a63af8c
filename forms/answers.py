"""Seals what was typed into answers as they are stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from forms.appearances import OFF, is_heading_of_rows
from forms.definition import (
    CHOOSING,
    UNASKED,
    Group,
    Item,
    Kind,
    Missing,
    Question,
    Questionnaire,
)
from forms.errors import InvalidAnswers
from forms.keys import count_key, instance_key, keys_of, split_key
from forms.problems import Problem, Rule
from forms.quoting import quoting
from forms.sheets import Sheet
from forms.typed import Raw, normalise, normalise_value, normalise_words, raw_of_page
from forms.validation import problems_of

__all__ = [
    "GIVEN",
    "Raw",
    "Sealed",
    "has_consented",
    "normalise",
    "raw_of_page",
    "seal",
    "stored_value",
    "value_stored",
]

GIVEN: Final = "given"
"""Stands where the words are kept apart."""

MEANT: Final = ":"
"""Begins a stored value that would otherwise be taken for a code."""

_CODES: Final = frozenset({GIVEN, Missing.SKIPPED.value, Missing.NOT_ASKED.value})
_UNSTORED: Final = frozenset({Kind.NOTE, Kind.METADATA})


@dataclass(frozen=True, slots=True)
class Sealed:
    """Answers to a whole questionnaire.

    ``closed`` gives every question a value, in each repetition: a choice name, a
    list of them in the order in which they are listed, or of preference, a number
    or date as text, ``given`` for words, ``skip`` where it was left empty and
    ``na`` where it was not asked. A name or calculated text that looks like one of
    these codes begins with ``:`` (``value_stored`` takes it off). Beside them stand
    the numbers of repetitions. ``open`` holds the words, by question, and texts that
    were calculated from them.
    """

    closed: Mapping[str, str | list[str]]
    open: Mapping[str, str]


def seal(questionnaire: Questionnaire, raw: Raw, sheet: Sheet | None = None) -> Sealed:
    """Return the answers as they are stored.

    A questionnaire with logic needs the ``sheet`` of these answers: with it, what is
    not asked as things are is left out, and what is calculated is there. Names that
    no question has are left out. Raises ``InvalidAnswers`` with every problem, or
    when consent was not given.
    """
    if problems := problems_of(questionnaire, raw, sheet=sheet):
        raise InvalidAnswers(problems)
    if not has_consented(questionnaire, raw):
        name = questionnaire.consent.question
        raise InvalidAnswers([Problem(name, Rule.CONSENT_NOT_GIVEN)])
    if sheet is None:
        asked = [(each.name, each) for each in questionnaire.questions()]
    else:
        keys = sheet.keys()
        asked = [(key, sheet.question(key)) for key in keys]
    return _Sealing(questionnaire, raw, sheet).of(asked)


def has_consented(questionnaire: Questionnaire, raw: Raw) -> bool:
    """Say whether the consent question was answered as it has to be."""
    value = normalise(raw).get(questionnaire.consent.question, "")
    return value in (questionnaire.consent.agreed, [questionnaire.consent.agreed])


def stored_value(value: str) -> str:
    """Return a name or text so that it is not taken for a code."""
    return MEANT + value if value in _CODES or value.startswith(MEANT) else value


def value_stored(stored: str) -> str:
    """Return the name or text of a stored value that is no code."""
    return stored.removeprefix(MEANT)


class _Sealing:
    """Seals answers that have no problem."""

    def __init__(
        self, questionnaire: Questionnaire, raw: Raw, sheet: Sheet | None
    ) -> None:
        self.questionnaire = questionnaire
        self.raw = raw
        self.sheet = sheet
        self.closed: dict[str, str | list[str]] = {}
        self.open: dict[str, str] = {}

    def of(self, asked: Sequence[tuple[str, Question]]) -> Sealed:
        for key, question in asked:
            if question.kind not in _UNSTORED:
                self._seal(key, question)
        if self.sheet is not None:
            for key, number in _repetitions(self.questionnaire, self.sheet):
                self.closed[key] = str(number)
        return Sealed(self.closed, self.open)

    def _seal(self, key: str, question: Question) -> None:
        if not self._is_asked(key, question):
            self.closed[key] = Missing.NOT_ASKED.value
            return
        value = self._value(key, question)
        if not value:
            self.closed[key] = Missing.SKIPPED.value
        elif self._is_words(key, question):
            self.closed[key], self.open[key] = GIVEN, _single(value)
        else:
            self.closed[key] = self._stored(question, value)

    def _is_asked(self, key: str, question: Question) -> bool:
        if question.kind in OFF or is_heading_of_rows(question):
            return False
        return self.sheet is None or self.sheet.is_relevant(key)

    def _value(self, key: str, question: Question) -> str | list[str]:
        """Return an answer; a calculation, and what nobody could change, as it is."""
        is_worked_out = (
            question.kind in UNASKED
            or bool(question.calculation)
            or (self.sheet is not None and self.sheet.is_read_only(key))
        )
        if not is_worked_out:
            return normalise_value(self.raw.get(key, ""))
        value = "" if self.sheet is None else normalise_words(self.sheet.value(key))
        return value.split() if question.kind in _IN_LISTS else value

    def _is_words(self, key: str, question: Question) -> bool:
        """Say whether an answer is kept with the words.

        A telephone number that somebody typed as words is one of their words.
        """
        if question.kind is Kind.TEXT:
            return True
        if question.kind in CHOOSING or not (question.calculation or question.default):
            return False
        return split_key(key)[0] in self._quoting

    @cached_property
    def _quoting(self) -> frozenset[str]:
        """What may say the words of an answer again."""
        return quoting(self.questionnaire)

    def _stored(self, question: Question, value: str | list[str]) -> str | list[str]:
        if question.kind not in CHOOSING:
            return stored_value(_single(value))
        choices = self.questionnaire.choices_of(question)
        listed = {normalise_words(each.name): each.name for each in choices}
        chosen = [value] if isinstance(value, str) else value
        if question.kind is Kind.CHOICE:
            return stored_value(listed.get(chosen[0], chosen[0]))
        if question.kind is Kind.RANKING:
            return [listed.get(each, each) for each in chosen]
        # In the order listed, since the order of clicking tells of the person.
        return [name for given, name in listed.items() if given in chosen]


_IN_LISTS: Final = frozenset({Kind.CHOICES, Kind.RANKING})


def _repetitions(
    questionnaire: Questionnaire, sheet: Sheet
) -> Iterator[tuple[str, int]]:
    """Give the number of repetitions of each repeat that is asked, by its key."""
    keys = keys_of(questionnaire)

    def within(
        items: Sequence[Item], above: str, numbers: tuple[int, ...]
    ) -> Iterator[tuple[str, int]]:
        for item in items:
            path = f"{above}/{item.name}" if above else item.name
            if not isinstance(item, Group):
                continue
            if item.repeat is None:
                yield from within(item.items, path, numbers)
                continue
            key = instance_key(keys[path], numbers)
            if not sheet.is_relevant(key):
                continue
            count = sheet.repetitions(key)
            yield count_key(keys[path], numbers), count
            for number in range(1, count + 1):
                yield from within(item.items, path, (*numbers, number))

    return within(questionnaire.body, "", ())


def _single(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[0]

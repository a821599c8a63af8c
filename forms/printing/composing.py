"""Composes the paper of a questionnaire in one language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from babel import Locale, UnknownLocaleError

from forms.definition import (
    Choice,
    Group,
    Item,
    Kind,
    Question,
    Questionnaire,
    Text,
)
from forms.errors import N_
from forms.keys import keys_of, walk
from forms.printing.conditions import in_words
from forms.printing.paper import (
    Box,
    Paper,
    Printed,
    PrintedHeading,
    PrintedNote,
    PrintedQuestion,
    Ticked,
)

UNPRINTED: Final = frozenset(
    {
        Kind.CALCULATION,
        Kind.HIDDEN,
        Kind.METADATA,
        Kind.POSITION,
        Kind.ATTACHMENT,
        Kind.OPEN_POSITION,
        Kind.OPEN_ATTACHMENT,
    }
)
PIPE: Final = re.compile(r"\$\{\s*([^}|]+?)\s*(?:\|[^}]*)?\}")
MARKS: Final = re.compile(r"<[^<>]{1,200}>|\*\*|__|^#+\s*", re.MULTILINE)
MARK_GROUP: Final = 4
DIGITS_OF_A_NUMBER: Final = 6
DIGITS_OF_A_DECIMAL: Final = 8
SHORT_LINES: Final = 1
LONG_LINES: Final = 5

CHOOSE_ONE: Final = N_("Tick one box.")
CHOOSE_SEVERAL: Final = N_("Tick every box that applies.")
ORDER: Final = N_("Write 1 beside the first, 2 beside the second, and so on.")
NUMBER: Final = N_("Write a number.")
RANGE: Final = N_("Write a number from %(start)s to %(end)s.")
DAY: Final = N_("Day, month, year")
CLOCK: Final = N_("Hour and minutes")
MOMENT: Final = N_("Day, month, year, then hour and minutes")
AGREE: Final = N_("Tick the box if this is so.")
ONLY_IF: Final = N_("Answer only if %(condition)s.")
ONLY_IF_AS_WRITTEN: Final = N_("Answer only if this is true: %(condition)s")
PART_ONLY_IF: Final = N_("This part only if %(condition)s.")
PART_ONLY_IF_AS_WRITTEN: Final = N_("This part only if this is true: %(condition)s")
REPEATED: Final = N_(
    "Answer this part once for each. Copy the page as often as needed."
)
REQUIRED: Final = N_("An answer is needed.")
BLANK: Final = N_("(answer %(number)s)")
VERSION: Final = N_("Version")
PAGE: Final = N_("Page")

BOXES: Final[Mapping[Kind, tuple[Box, int, str]]] = {
    Kind.CHOICE: (Box.ONE, 0, CHOOSE_ONE),
    Kind.CHOICES: (Box.SEVERAL, 0, CHOOSE_SEVERAL),
    Kind.RANKING: (Box.ORDER, 0, ORDER),
    Kind.INTEGER: (Box.CELLS, DIGITS_OF_A_NUMBER, NUMBER),
    Kind.DECIMAL: (Box.CELLS, DIGITS_OF_A_DECIMAL, NUMBER),
    Kind.DATE: (Box.DAY, 0, DAY),
    Kind.TIME: (Box.CLOCK, 0, CLOCK),
    Kind.DATETIME: (Box.DAY, 1, MOMENT),
    Kind.ACKNOWLEDGE: (Box.ONE, 1, AGREE),
}

ON_SCREEN: Final = frozenset({"back"})
"""Facts that hold on a screen alone: paper has no receipt code."""


class Translations(Protocol):
    """Says the few words of the paper itself."""

    def gettext(self, message: str, **params: object) -> str:
        """Return a message translated, its placeholders filled."""


@dataclass(frozen=True)
class _Composer:
    questionnaire: Questionnaire
    language: str
    translations: Translations

    def gettext(self, message: str, **params: object) -> str:
        return self.translations.gettext(message, **params)

    @cached_property
    def keys(self) -> dict[str, str]:
        return dict(keys_of(self.questionnaire))

    @cached_property
    def asked(self) -> dict[str, Question]:
        """Return what is numbered on the paper, by key."""
        first = self.questionnaire.pages[:1]
        rest = self.questionnaire.pages[1:]
        found = {each.name: each for page in first for each in page.questions}
        for path, item in walk(self.questionnaire.body):
            if isinstance(item, Question) and _is_numbered(item):
                found[self.keys[path]] = item
        found.update({each.name: each for page in rest for each in page.questions})
        return found

    @cached_property
    def numbers(self) -> dict[str, str]:
        return {key: str(place) for place, key in enumerate(self.asked, start=1)}

    def number_of(self, name: str) -> str | None:
        return self.numbers.get(name)

    def label_of(self, name: str, choice: str) -> str:
        question = self.asked.get(name)
        for each in self.questionnaire.choices_of(question) if question else ():
            if each.name == choice:
                return self.words(each.label)
        return choice

    def words(self, text: Text | None) -> str:
        """Return a text in the language of the paper, with blanks for answers."""
        if text is None or not text.in_languages:
            return ""
        own = self.questionnaire.languages[0]
        said = text.said_in(self.language, otherwise=own).words
        return PIPE.sub(self._blank, MARKS.sub("", said)).strip()

    def _blank(self, found: re.Match[str]) -> str:
        number = self.numbers.get(found[1])
        return "……" if number is None else self.gettext(BLANK, number=number)

    def condition(self, source: str, message: str, as_written: str) -> str:
        if not source:
            return ""
        said = in_words(source, self)
        if said is not None:
            return self.gettext(message, condition=said)
        return self.gettext(as_written, condition=PIPE.sub(self._blank, source))

    def parts(self) -> Iterator[Printed]:
        for page in self.questionnaire.pages[:1]:
            for question in page.questions:
                yield self.question(question, question.name)
        yield from self.items(self.questionnaire.body, "", 1)
        for page in self.questionnaire.pages[1:]:
            yield PrintedHeading(label=self.words(page.title), depth=1)
            for question in page.questions:
                yield self.question(question, question.name)

    def items(
        self, items: tuple[Item, ...], above: str, depth: int
    ) -> Iterator[Printed]:
        for item in items:
            path = f"{above}/{item.name}" if above else item.name
            if isinstance(item, Group):
                yield from self.group(item, path, depth)
            elif item.kind is Kind.NOTE:
                condition = self.condition(item.relevant, ONLY_IF, ONLY_IF_AS_WRITTEN)
                yield PrintedNote(words=self.words(item.label), condition=condition)
            elif _is_numbered(item):
                yield self.question(item, self.keys[path])

    def group(self, group: Group, path: str, depth: int) -> Iterator[Printed]:
        inside = tuple(self.items(group.items, path, depth + 1))
        if not inside:
            return
        note = self.condition(group.relevant, PART_ONLY_IF, PART_ONLY_IF_AS_WRITTEN)
        repeated = self.gettext(REPEATED) if group.repeat else ""
        label = self.words(group.label)
        if label or note or repeated:
            notes = " ".join(filter(None, (note, repeated)))
            yield PrintedHeading(label=label, depth=min(depth, 3), note=notes)
        yield from inside

    def question(self, question: Question, key: str) -> PrintedQuestion:
        box, amount, instruction = self.box(question)
        if question.required or question.required_when:
            instruction = " ".join(filter(None, (instruction, self.gettext(REQUIRED))))
        return PrintedQuestion(
            number=self.numbers[key],
            code=key,
            label=self.words(question.label),
            hint=self.words(question.hint),
            condition=self.condition(question.relevant, ONLY_IF, ONLY_IF_AS_WRITTEN),
            instruction=instruction,
            box=box,
            amount=amount,
            choices=tuple(self.ticked(question)),
        )

    def ticked(self, question: Question) -> Iterator[Ticked]:
        choices: tuple[Choice, ...] = self.questionnaire.choices_of(question)
        for choice in choices:
            yield Ticked(
                label=self.words(choice.label) or choice.name, code=choice.name
            )

    def box(self, question: Question) -> tuple[Box, int, str]:
        if question.kind is Kind.RANGE:
            return Box.CELLS, DIGITS_OF_A_NUMBER, self.bounds(question)
        if question.kind in BOXES:
            box, amount, message = BOXES[question.kind]
            return box, amount, self.gettext(message)
        is_long = "multiline" in question.appearance or question.longest
        return Box.LINES, LONG_LINES if is_long else SHORT_LINES, ""

    def bounds(self, question: Question) -> str:
        told = dict(question.parameters)
        start, end = told.get("start", "1"), told.get("end", "10")
        return self.gettext(RANGE, start=start, end=end)


def compose(
    questionnaire: Questionnaire,
    *,
    language: str,
    version: str,
    translations: Translations,
) -> Paper:
    """Return a questionnaire as it stands on paper in one language."""
    composer = _Composer(questionnaire, language, translations)
    first = questionnaire.pages[0] if questionnaire.pages else None
    facts = first.facts if first else ()
    return Paper(
        title=composer.words(questionnaire.title),
        language=language,
        direction=_direction(language),
        mark=f"{version[:MARK_GROUP]}·{version[MARK_GROUP : 2 * MARK_GROUP]}",
        facts=tuple(
            (composer.words(fact.term), composer.words(fact.description))
            for fact in facts
            if fact.name not in ON_SCREEN
        ),
        parts=tuple(composer.parts()),
        furniture=tuple(
            (name, translations.gettext(message))
            for name, message in (
                ("version", VERSION),
                ("page", PAGE),
            )
        ),
    )


def _is_numbered(question: Question) -> bool:
    return question.kind not in UNPRINTED and question.kind is not Kind.NOTE


def _direction(language: str) -> str:
    try:
        order = Locale.parse(language, sep="-").character_order
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if order == "right-to-left" else "ltr"

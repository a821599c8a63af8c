"""Changes a questionnaire so that pyxform takes it and clients of ODK ask it as we do.

What pyxform knows nothing of becomes what it knows: limits and exclusive choices
become constraints, consent a condition of all the rest. What must not be asked by
default stays as a hidden field, so that expressions may refer to it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from forms.definition import (
    CHOOSING,
    Choice,
    ChoiceList,
    Group,
    Item,
    Kind,
    Pairs,
    Question,
    Questionnaire,
    Text,
    questions_in,
)
from forms.xlsform.pages import as_groups
from forms.xlsform.types import VARIANTS

TODAY: Final = "today"

PERSONAL: Final = (Kind.POSITION, Kind.ATTACHMENT)
"""The kinds that are not asked unless allowed."""

PARAMETERS: Final = {
    Kind.TEXT: ("rows",),
    Kind.CHOICE: ("seed", "value", "label"),
    Kind.CHOICES: ("seed", "value", "label"),
    Kind.RANKING: ("seed", "value", "label"),
    Kind.RANGE: ("start", "end", "step", "placeholder", "tick_interval"),
}
"""The parameters that pyxform takes, by kind; others make it refuse the form."""


def convertible(
    questionnaire: Questionnaire, allowed: Collection[Kind] = ()
) -> Questionnaire:
    """Return a questionnaire of a body alone.

    ``allowed`` are those of ``PERSONAL`` that are asked.
    """
    grouped = as_groups(questionnaire)
    lists = {each.name: each for each in questionnaire.choice_lists}
    converter = _Converter(lists, _condition(questionnaire), allowed)
    first = len(questionnaire.pages[:1])
    body = (
        *(converter.item(each) for each in grouped.body[:first]),
        *(converter.item_after_consent(each) for each in grouped.body[first:]),
    )
    changed = replace(grouped, body=body, sections=(), indices=(), summary=None)
    filled: Questionnaire = _in_every_language(changed, questionnaire.languages)
    return filled


def _condition(questionnaire: Questionnaire) -> str:
    consent = questionnaire.consent
    if not questionnaire.pages:
        return ""
    return f"${{{consent.question}}} = '{consent.agreed}'"


class _Converter:
    """Converts items, knowing the choices, what was agreed to and what is allowed."""

    def __init__(
        self, lists: Mapping[str, ChoiceList], condition: str, allowed: Collection[Kind]
    ) -> None:
        self._lists = lists
        self._condition = condition
        self._allowed = allowed

    def item_after_consent(self, item: Item) -> Item:
        """Return an item of the outermost level that is asked after consent only."""
        converted = self.item(item)
        relevant = _both(self._condition, converted.relevant)
        return replace(converted, relevant=relevant)

    def item(self, item: Item) -> Item:
        """Return an item with everything in it converted."""
        if isinstance(item, Question):
            return self._question(item)
        items = tuple(self.item(each) for each in item.items)
        return replace(item, items=items, appearance=self._appearance(item), columns=())

    def _question(self, question: Question) -> Question:
        if self._is_hidden(question):
            label = Text(())
            return Question(name=question.name, kind=Kind.HIDDEN, label=label)
        return replace(
            question,
            label=_label(question),
            variant=self._variant(question),
            constraint=_both(question.constraint, *self._limits(question)),
            parameters=_parameters(question),
            columns=(),
        )

    def _is_hidden(self, question: Question) -> bool:
        if question.kind is Kind.METADATA:
            return question.variant != TODAY
        if question.kind is Kind.CALCULATION:
            return not question.calculation
        return question.kind in PERSONAL and question.kind not in self._allowed

    def _variant(self, question: Question) -> str:
        return question.variant if question.variant in VARIANTS else ""

    def _limits(self, question: Question) -> Iterator[str]:
        if question.longest is not None:
            yield f"string-length(.) <= {question.longest}"
        if question.least is not None:
            yield f"count-selected(.) >= {question.least}"
        if question.most is not None:
            yield f"count-selected(.) <= {question.most}"
        if question.kind is Kind.CHOICES:
            for choice in self._choices(question):
                if choice.exclusive:
                    chosen = f"selected(., '{choice.name}')"
                    yield f"not({chosen} and count-selected(.) > 1)"

    def _choices(self, question: Question) -> tuple[Choice, ...]:
        found = self._lists.get(question.choices or "")
        return found.choices if found else ()

    def _appearance(self, group: Group) -> str:
        """Return how a group looks; a table needs one list without a filter."""
        asked = [each for each in questions_in(group.items) if each.kind in CHOOSING]
        lists = {each.choices for each in asked}
        if len(lists) <= 1 and not any(each.choice_filter for each in asked):
            return group.appearance
        return group.appearance.replace("table-list", "field-list")


def _label(question: Question) -> Text:
    """Return the label; a question that shows nothing at all shows its name."""
    shows = question.label.in_languages or question.hint or question.media
    if shows or question.kind in (Kind.CALCULATION, Kind.HIDDEN, Kind.METADATA):
        return question.label
    return Text((("", question.name),))


def _parameters(question: Question) -> Pairs:
    known = PARAMETERS.get(question.kind, ())
    return tuple(pair for pair in question.parameters if pair[0] in known)


def _both(*conditions: str) -> str:
    """Return the expression that holds where all hold that are given."""
    given = [each for each in conditions if each]
    if len(given) == 1:
        return given[0]
    return " and ".join(f"({each})" for each in given)


def _in_every_language(value: Any, languages: tuple[str, ...]) -> Any:
    """Return a value whose texts that exist at all exist in every language."""
    if isinstance(value, Text):
        return _text_in_every_language(value, languages)
    if isinstance(value, tuple):
        return tuple(_in_every_language(each, languages) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            each.name: _in_every_language(getattr(value, each.name), languages)
            for each in fields(value)
        }
        return replace(value, **changed)
    return value


def _text_in_every_language(text: Text, languages: tuple[str, ...]) -> Text:
    if not text.in_languages:
        return text
    first = languages[0]
    return Text.of({tag: text.said_in(tag, otherwise=first).words for tag in languages})

"""Fills the answers into texts: labels, hints, choices and messages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from forms.definition import (
    CHOOSING,
    UNASKED,
    Kind,
    Question,
    Questionnaire,
    Said,
    Text,
)
from forms.expressions.compiling import Expression, compile_expression
from forms.expressions.problems import ExpressionError
from forms.expressions.scope import Places
from forms.expressions.values import Nodes, to_text
from forms.logic import wording
from forms.logic.filling import Filling
from forms.logic.formatting import listed, number_written, plural_of, written
from forms.logic.problems import Fault, LogicProblem, found, unreadable
from forms.logic.sites import Layout, Site
from forms.logic.spots import Spot
from forms.logic.wording import Agreement, Answer, Number, Wording
from forms.quoting import quoting

Part: TypeAlias = tuple[str, bool]
"""Words, and whether somebody typed them."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text that is filled: its pieces, and where its answers are found.

    Those ``written`` are the author's own words, chosen by a calculation.
    """

    pieces: Wording
    answers: Mapping[str, Expression]
    written: frozenset[str]


Texts = Mapping[tuple[int, str], Filled]
"""The texts that are filled, by the number of the site and their words."""


def compile_texts(
    questionnaire: Questionnaire,
    layout: Layout,
    places: Places,
    problems: list[LogicProblem],
) -> Texts:
    """Return all texts with something to fill; what is wrong joins ``problems``."""
    texts: dict[tuple[int, str], Filled] = {}
    authors = _Authors(questionnaire, layout)
    for site in layout.sites[1:]:
        for path, field, text in _texts_of(questionnaire, site):
            for _, words in text.in_languages:
                if not wording.is_filled(words) or (site.number, words) in texts:
                    continue
                pieces = _read(words, path, field, problems)
                names = wording.names_in(pieces)
                answers = _answers(places, site, (path, field), names, problems)
                if names:
                    written = authors.own(answers)
                    texts[site.number, words] = Filled(pieces, answers, written)
    return texts


def _texts_of(
    questionnaire: Questionnaire, site: Site
) -> Iterator[tuple[str, str, Text]]:
    """Give the texts of an item with path and field, those of its choices too."""
    item = site.item
    names = ["label", "hint", "guidance"]
    if isinstance(item, Question):
        names += ["short", "constraint_message", "soft_message", "required_message"]
        for choice in questionnaire.choices_of(item):
            yield f"{item.choices}/{choice.name}", "choice", choice.label
    for name in names:
        text: Text | None = getattr(item, name)
        if text is not None:
            yield site.path, name, text


def _read(words: str, path: str, field: str, problems: list[LogicProblem]) -> Wording:
    try:
        return wording.read(words)
    except wording.Unreadable as error:
        fault = Fault.TEXT_UNREADABLE
        problems.append(found(path, field, fault, place=error.place + 1))
        return wording.read_answers(words)


def _answers(
    places: Places,
    site: Site,
    where: tuple[str, str],
    names: tuple[str, ...],
    problems: list[LogicProblem],
) -> dict[str, Expression]:
    answers: dict[str, Expression] = {}
    for name in names:
        try:
            answers[name] = compile_expression(f"${{{name}}}", places.at(site.path))
        except ExpressionError as error:
            problems.append(unreadable(*where, error))
    return answers


class _Authors:
    """Tells the words of the author from those of people."""

    def __init__(self, questionnaire: Questionnaire, layout: Layout) -> None:
        self._questionnaire = questionnaire
        self._sites = {site.path: site for site in layout.sites[1:]}

    def own(self, answers: Mapping[str, Expression]) -> frozenset[str]:
        """Return the names of calculations that pass on nothing that was typed."""
        return frozenset(
            name for name, expression in answers.items() if self._is_own(expression)
        )

    def _is_own(self, expression: Expression) -> bool:
        for path in expression.needs.references:
            site = self._sites.get(path)
            question = None if site is None else site.question
            if site is None or question is None or question.kind not in UNASKED:
                return False
            if site.key in self._quoting:
                return False
        return bool(expression.needs.references)

    @cached_property
    def _quoting(self) -> frozenset[str]:
        return quoting(self._questionnaire)


class Filler:
    """Fills texts at one place in one language."""

    def __init__(
        self, questionnaire: Questionnaire, filling: Filling, spot: Spot, language: str
    ) -> None:
        self._questionnaire = questionnaire
        self._filling = filling
        self._spot = spot
        self._language = language

    def fill(self, text: Filled) -> Said:
        """Return a text with the answers as they are now."""
        words, typed = "", []
        for part, is_typed in self._fill(text, text.pieces, ""):
            if is_typed and part:
                typed.append((len(words), len(words) + len(part)))
            words += part
        return Said(words, self._language, tuple(typed))

    def _fill(self, text: Filled, pieces: Wording, number: str) -> Iterator[Part]:
        for piece in pieces:
            yield from self._piece(text, piece, number)

    def _piece(
        self, text: Filled, piece: str | Answer | Number | Agreement, number: str
    ) -> Iterator[Part]:
        match piece:
            case str():
                yield piece, False
            case Number():
                yield number_written(number, self._language), True
            case Answer(name):
                words, is_chosen = self._said(self._nodes(text, name))
                yield words, not is_chosen and name not in text.written
            case Agreement(name, is_plural, forms):
                value = to_text(self._nodes(text, name))
                form = self._form(value, dict(forms), is_plural=is_plural)
                yield from self._fill(text, form, value if is_plural else number)

    def _form(
        self, value: str, forms: Mapping[str, Wording], *, is_plural: bool
    ) -> Wording:
        names = [value]
        if is_plural:
            names = [f"={value}", plural_of(value, self._language)]
        for name in names:
            if name in forms:
                return forms[name]
        return forms[wording.OTHERWISE]

    def _nodes(self, text: Filled, name: str) -> Nodes:
        expression = text.answers.get(name)
        if expression is None:
            return []
        value = expression.evaluate(self._filling.at(self._spot))
        return value if isinstance(value, list) else []

    def _said(self, nodes: Nodes) -> tuple[str, bool]:
        """Return an answer in words, and whether they are those of choices."""
        if not nodes:
            return "", False
        node = nodes[0]
        question = node.site.question if isinstance(node, Spot) else None
        if question is None or not node.text:
            return node.string(), False
        if question.kind is Kind.CHOICE:
            # A name with a space is one name.
            return self._choices_said(question, [node.text]), True
        if question.kind in CHOOSING:
            return self._choices_said(question, node.text.split()), True
        return written(question.kind, node.text, self._language), False

    def _choices_said(self, question: Question, names: list[str]) -> str:
        said: dict[str, str] = {}
        for choice in self._questionnaire.choices_of(question):
            if choice.name in names and choice.label.in_languages:
                otherwise = self._questionnaire.languages[0]
                label = choice.label.said_in(self._language, otherwise=otherwise)
                said.setdefault(choice.name, label.words)
        return listed([said.get(name, name) for name in names], self._language)

"""Fills the answers into texts: labels, hints, choices and messages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.definition import CHOOSING, Kind, Question, Questionnaire, Text
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


@dataclass(frozen=True, slots=True)
class Filled:
    """A text that is filled: its pieces, and where its answers are found."""

    pieces: Wording
    answers: Mapping[str, Expression]


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
    for site in layout.sites[1:]:
        for path, field, text in _texts_of(questionnaire, site):
            for _, words in text.in_languages:
                if not wording.is_filled(words) or (site.number, words) in texts:
                    continue
                pieces = _read(words, path, field, problems)
                names = wording.names_in(pieces)
                answers = _answers(places, site, (path, field), names, problems)
                if names:
                    texts[site.number, words] = Filled(pieces, answers)
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


class Filler:
    """Fills texts at one place in one language."""

    def __init__(
        self, questionnaire: Questionnaire, filling: Filling, spot: Spot, language: str
    ) -> None:
        self._questionnaire = questionnaire
        self._filling = filling
        self._spot = spot
        self._language = language

    def fill(self, text: Filled) -> str:
        """Return a text with the answers as they are now."""
        return self._fill(text, text.pieces, "")

    def _fill(self, text: Filled, pieces: Wording, number: str) -> str:
        return "".join(self._piece(text, piece, number) for piece in pieces)

    def _piece(
        self, text: Filled, piece: str | Answer | Number | Agreement, number: str
    ) -> str:
        match piece:
            case str():
                return piece
            case Number():
                return number_written(number, self._language)
            case Answer(name):
                return self._said(self._nodes(text, name))
            case Agreement(name, is_plural, forms):
                value = to_text(self._nodes(text, name))
                form = self._form(value, dict(forms), is_plural=is_plural)
                return self._fill(text, form, value if is_plural else number)

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

    def _said(self, nodes: Nodes) -> str:
        if not nodes:
            return ""
        node = nodes[0]
        question = node.site.question if isinstance(node, Spot) else None
        if question is None or not node.text:
            return node.string()
        if question.kind is Kind.CHOICE:
            # A name with a space is one name.
            return self._choices_said(question, [node.text])
        if question.kind in CHOOSING:
            return self._choices_said(question, node.text.split())
        return written(question.kind, node.text, self._language)

    def _choices_said(self, question: Question, names: list[str]) -> str:
        said: dict[str, str] = {}
        for choice in self._questionnaire.choices_of(question):
            if choice.name in names and choice.label.in_languages:
                otherwise = self._questionnaire.languages[0]
                label = choice.label.said_in(self._language, otherwise=otherwise)
                said.setdefault(choice.name, label.words)
        return listed([said.get(name, name) for name in names], self._language)

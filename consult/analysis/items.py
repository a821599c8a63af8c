"""Counts the closed questions of one wave, and works out its indices."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Final

from consult.reports.consultation.findings import (
    Estimate,
    IndexFinding,
    ItemFinding,
    ItemsFinding,
)
from consult.reports.consultation.responses import Answers, chosen, countable
from consult.statistics.indices import Scores, index_figures
from consult.statistics.intervals import wilson
from consult.statistics.means import FEWEST, Mean, mean
from consult.statistics.reliability import Alpha
from consult.statistics.scales import LEAST, MOST, is_upper_half, reverse, score
from forms.definition import (
    ChoiceList,
    Index,
    Kind,
    Question,
    Questionnaire,
    Use,
)

COUNTED: Final = (Use.TRUST, Use.NEED, Use.VOICE)


def count_items(
    questionnaire: Questionnaire, responses: Sequence[Answers]
) -> ItemsFinding:
    """Return what the responses to a questionnaire say, item by item and in indices."""
    return ItemsFinding(
        items=tuple(
            _item(questionnaire, question, responses)
            for question in _counted(questionnaire)
        ),
        indices=_indices(questionnaire, responses),
    )


def digest_of_items(questionnaire: Questionnaire, responses: Sequence[Answers]) -> str:
    """Return SHA-256 of what was counted, in 64 hexadecimal digits."""
    questions = _counted(questionnaire)
    read = sorted(
        [chosen(question, answers)[0] for question in questions]
        for answers in responses
    )
    names = [question.name for question in questions]
    told = json.dumps([names, read], separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _counted(questionnaire: Questionnaire) -> list[Question]:
    return [
        question
        for question in questionnaire.questions()
        if question.use in COUNTED and question.kind is Kind.CHOICE
    ]


def _item(
    questionnaire: Questionnaire, question: Question, responses: Sequence[Answers]
) -> ItemFinding:
    choices = questionnaire.choice_list(question.choices or "")
    given = [chosen(question, answers)[0] for answers in responses]
    worth = points_of(choices)
    # Sums in another order differ in the last bit, and responses have no order.
    points = sorted(worth[name] for name in given if name in worth)
    counts = Counter(given)
    return ItemFinding(
        question=question.name,
        counts={name: counts[name] for name in countable(questionnaire, question)},
        answered=len(points),
        high=wilson(sum(map(is_upper_half, points)), len(points)) if points else None,
        mean=_mean(mean(points)) if len(points) >= FEWEST else None,
    )


def points_of(choices: ChoiceList) -> dict[str, float]:
    """Return the points of every choice that is a step of the scale, by name."""
    scale = choices.scale
    return {
        choice.name: score(choice.value, lowest=scale[0], highest=scale[-1])
        for choice in choices.choices
        if choice.value is not None and choice.missing is None
    }


def _indices(
    questionnaire: Questionnaire, responses: Sequence[Answers]
) -> tuple[IndexFinding, ...]:
    return tuple(
        _index(questionnaire, index, responses) for index in questionnaire.indices
    )


def _index(
    questionnaire: Questionnaire, index: Index, responses: Sequence[Answers]
) -> IndexFinding:
    items = [questionnaire.question(name) for name in index.items]
    worth = {item.name: _worth(questionnaire, index, item) for item in items}
    people = [
        [worth[item.name].get(chosen(item, answers)[0]) for item in items]
        for answers in responses
    ]
    figures = index_figures(sorted(people, key=_in_order), least=index.least)
    return IndexFinding(
        index=index.name,
        people=figures.people,
        mean=None if figures.mean is None else _mean(figures.mean),
        high=figures.high,
        low=figures.low,
        alpha=None if figures.alpha is None else _alpha(figures.alpha),
    )


def _in_order(scores: Scores) -> list[float]:
    return [LEAST - 1 if each is None else each for each in scores]


def _worth(
    questionnaire: Questionnaire, index: Index, item: Question
) -> dict[str, float]:
    """Return the points of the choices of an item, the way the index reads it."""
    worth = points_of(questionnaire.choice_list(item.choices or ""))
    if item.name not in index.reversed_items:
        return worth
    return {name: reverse(points) for name, points in worth.items()}


def _mean(found: Mean) -> Estimate:
    """Return a mean whose interval ends where the scale does."""
    return Estimate(found.value, max(LEAST, found.low), min(MOST, found.high), found.of)


def _alpha(found: Alpha) -> Estimate:
    return Estimate(found.value, found.low, found.high, found.people)

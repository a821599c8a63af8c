"""Checks that every index can be computed from the questions asked."""

from collections.abc import Iterator

from forms.checking.choosing import choices_by_name
from forms.definition import Index, Kind, Questionnaire
from forms.problems import Problem, Rule


def index_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Give every index whose items, scales or least number do not fit."""
    lists = choices_by_name(questionnaire)
    scales = {
        question.name: lists[question.choices].scale
        for question in questionnaire.questions()
        if question.kind is Kind.CHOICE and question.choices in lists
    }
    for index in questionnaire.indices:
        if not _can_be_computed(index, scales):
            yield Problem(f"indices.{index.name}", Rule.INDEX_UNUSABLE)


def _can_be_computed(index: Index, scales: dict[str, tuple[int, ...]]) -> bool:
    found = {scales.get(item, ()) for item in index.items}
    return (
        1 <= index.least <= len(index.items) == len(set(index.items))
        and len(found) == 1
        and () not in found
        and len(index.reversed_items) == len(set(index.reversed_items))
        and set(index.reversed_items) <= set(index.items)
    )

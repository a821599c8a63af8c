"""Checks the body of a questionnaire, whose names and lists are those of XLSForm.

What a body may hold is far more than what pages laid out by hand may, since it was
made elsewhere. Only what could not be stored, told apart or answered is a problem.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from forms.checking.choosing import choices_by_name, questions_of_pages, serves
from forms.definition import (
    CHOOSING,
    ChoiceList,
    Group,
    Item,
    Question,
    Questionnaire,
)
from forms.keys import walk
from forms.problems import Problem, Rule

_FIRST: Final = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    "\U00010000-\U000effff"
)
_PART: Final = f"[{_FIRST}][-.0-9\xb7\u0300-\u036f\u203f\u2040{_FIRST}]*"

XML_NAME: Final = re.compile(f"{_PART}(?::{_PART})?")
"""What XML 1.0 (section 2.3) calls a name, with at most one prefix."""

FROM_ANSWERS: Final = "${"
"""Begins what stands for a choice list where the choices are earlier answers."""


def body_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Give every item of a body that cannot be told apart, stored or answered."""
    lists = choices_by_name(questionnaire)
    first = [each.name for each in questions_of_pages(questionnaire)]
    if questionnaire.body:
        yield from _names_told_apart(questionnaire.body, "body", first)
    for path, item in walk(questionnaire.body):
        where = f"body.{path.replace('/', '.')}"
        if not XML_NAME.fullmatch(item.name):
            yield Problem(where, Rule.NAME_NOT_XML, {"name": item.name})
        if isinstance(item, Group):
            yield from _names_told_apart(item.items, where, ())
        else:
            yield from _problems_of(item, lists, where)


def list_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Give what keeps the choices of a body from being told apart.

    Two may have the same name where a filter offers one of them at a time.
    """
    if not questionnaire.body:
        return
    names = Counter(each.name for each in questionnaire.choice_lists)
    for name, count in names.items():
        if count > 1:
            yield Problem("choice_lists", Rule.NAME_TWICE, {"name": name})
    for choices in questionnaire.choice_lists:
        if any(not each.name for each in choices.choices):
            path = f"choice_lists.{choices.name}.choices"
            yield Problem(path, Rule.NAME_NOT_XML, {"name": ""})


def _names_told_apart(
    items: Sequence[Item], path: str, others: Sequence[str]
) -> Iterator[Problem]:
    names = Counter([*others, *(each.name for each in items)])
    for name, count in names.items():
        if count > 1 and name in {each.name for each in items}:
            yield Problem(path, Rule.NAME_TWICE, {"name": name})


def _problems_of(
    question: Question, lists: dict[str, ChoiceList], path: str
) -> Iterator[Problem]:
    if (question.kind in CHOOSING) != (question.choices is not None):
        yield Problem(path, Rule.CHOICES_MISPLACED)
    elif question.choices is not None and not (
        question.choices in lists or question.choices.startswith(FROM_ANSWERS)
    ):
        yield Problem(path, Rule.CHOICES_MISSING, {"name": question.choices})
    if question.longest is not None and question.longest < 1:
        yield Problem(path, Rule.LENGTH_UNUSABLE)
    if not serves(question, lists):
        yield Problem(path, Rule.USE_UNUSABLE)

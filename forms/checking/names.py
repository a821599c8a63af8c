"""Checks the names by which answers are stored and pages are addressed.

Those of a body follow the rules of ``forms.checking.bodies``.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from forms.checking.choosing import lists_of_pages, questions_of_pages
from forms.definition import Questionnaire
from forms.problems import Problem, Rule

PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
PLAIN_CHOICE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]{0,63}")
"""A band without an upper end is called ``65+``."""

STORED: Final = frozenset({"skip", "na", "given"})
"""What stands in a response in place of a choice."""

RESERVED: Final = {
    "pages": STORED | {"review", "thanks"},
    "questions": STORED | {"checked", "code", "go", "held", "nonce"},
}
"""Pages are parts of addresses, questions are fields of forms."""


def name_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Give every name that is not plain, reserved, or used twice among its like."""
    for path, names in _named(questionnaire):
        kind = path.rpartition(".")[2]
        plain = PLAIN_CHOICE if kind == "choices" else PLAIN
        reserved = RESERVED.get(kind, STORED)
        for place, name in enumerate(names):
            if not plain.fullmatch(name):
                yield Problem(path, Rule.NAME_NOT_PLAIN, {"name": name})
            if name in reserved:
                yield Problem(path, Rule.NAME_RESERVED, {"name": name})
            if name in names[:place]:
                yield Problem(path, Rule.NAME_TWICE, {"name": name})


def _named(questionnaire: Questionnaire) -> Iterator[tuple[str, Sequence[str]]]:
    """Give what has to be told apart by name, with the path to it."""
    if not questionnaire.body:
        yield "instrument", [questionnaire.instrument]
    yield "sections", [each.name for each in questionnaire.sections]
    yield "pages", [each.name for each in questionnaire.pages]
    yield "questions", [each.name for each in questions_of_pages(questionnaire)]
    lists = lists_of_pages(questionnaire)
    yield "choice_lists", [each.name for each in lists]
    yield "indices", [each.name for each in questionnaire.indices]
    for choices in lists:
        names = [each.name for each in choices.choices]
        yield f"choice_lists.{choices.name}.choices", names
    for page in questionnaire.pages:
        yield f"pages.{page.name}.facts", [each.name for each in page.facts]

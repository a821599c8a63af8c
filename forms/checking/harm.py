"""Checks that no question puts people at risk by where or how it is asked.

What a question is about is read from the construct of its provenance, so a question
about the police needs one of the constructs named here.
"""

from collections.abc import Iterator
from typing import Final

from forms.checking.choosing import choices_by_name
from forms.definition import ChoiceList, Page, Question, Questionnaire
from forms.problems import Problem, Rule

ABOUT_POLICE: Final = frozenset({"trust in the police"})
ABOUT_RELIGION: Final = frozenset(
    {"trust in religious leaders", "trust in people of another religion", "religion"}
)
SENSITIVE: Final = ABOUT_POLICE | {"trust in the national government"}
"""Where a true answer may be held against somebody."""


def construct_of(question: Question) -> str:
    """Return what a question is about; nothing when it does not say."""
    return question.provenance.construct if question.provenance else ""


def harm_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Give every page or question that could harm those who answer."""
    lists = choices_by_name(questionnaire)
    # The first page asks for consent, so the second is where the questions begin.
    for number, page in enumerate(questionnaire.pages):
        if _joins_police_and_religion(page):
            yield Problem(f"pages.{page.name}", Rule.POLICE_AND_RELIGION)
        for place, question in enumerate(page.questions):
            path = f"pages.{page.name}.questions.{question.name}"
            if construct_of(question) not in SENSITIVE:
                continue
            if number <= 1 and place == 0:
                yield Problem(path, Rule.SENSITIVE_FIRST)
            if not _has_way_out(question, lists):
                yield Problem(path, Rule.SENSITIVE_WITHOUT_WAY_OUT)


def _joins_police_and_religion(page: Page) -> bool:
    constructs = {construct_of(each) for each in page.questions}
    tells_group = any(each.guarded for each in page.questions)
    return bool(constructs & ABOUT_POLICE) and (
        tells_group or bool(constructs & ABOUT_RELIGION)
    )


def _has_way_out(question: Question, lists: dict[str, ChoiceList]) -> bool:
    choices = lists.get(question.choices or "")
    return choices is None or any(each.name == "pnts" for each in choices.choices)

"""Checks what stands together on one screen."""

from collections.abc import Iterator
from typing import Final

from forms.definition import Kind, Layout, Page, Questionnaire
from forms.problems import Problem, Rule

MOST_ROWS: Final = 5
"""Of longer grids people tire, and answer all rows alike."""

FEWEST_ROWS: Final = 2


def page_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Give every page that is empty, without a section or heading, or a bad grid."""
    sections = {each.name for each in questionnaire.sections}
    for page in questionnaire.pages:
        path = f"pages.{page.name}"
        if page.section not in sections:
            yield Problem(path, Rule.SECTION_MISSING, {"name": page.section})
        if not page.questions:
            yield Problem(path, Rule.PAGE_EMPTY)
        if len(page.questions) > 1 and page.title is None:
            yield Problem(path, Rule.TITLE_MISSING)
        if page.layout is Layout.GRID and not _is_grid(page):
            yield Problem(path, Rule.GRID_UNUSABLE, {"most": MOST_ROWS})


def _is_grid(page: Page) -> bool:
    return (
        FEWEST_ROWS <= len(page.questions) <= MOST_ROWS
        and all(each.kind is Kind.CHOICE for each in page.questions)
        and len({each.choices for each in page.questions}) == 1
    )

"""Fills the pages of a survey from its questionnaire and what was typed so far."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from consult.web.respond.asked import AskedQuestion, Block
from consult.web.respond.asking import Asker
from consult.web.respond.filling import Filling
from consult.web.respond.naming import above_of, names_an_answer, title_of
from consult.web.respond.pages import (
    ListedProblem,
    Progress,
    QuestionPage,
    ToldFact,
)
from consult.web.respond.removals import lists_around, removals_at
from consult.web.respond.surroundings import has_words
from consult.web.respond.survey import Survey
from consult.web.respond.telling import fullness_told, shortened, words_at
from consult.web.respond.wording import Wording
from forms.definition import Group, Kind, Text
from forms.keys import split_key
from forms.paging import PageKind, Step

MARK_GROUP: Final = 4
MOST_DOTS: Final = 12
"""So many pages are dots; of more, ten dots show the share."""
SHARE_DOTS: Final = 10
NUMBERS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RANGE})


def question_page(
    survey: Survey,
    asker: Asker,
    *,
    action: str,
    filling: Filling | None = None,
    nonce: str = "",
    is_stale: bool = False,
) -> QuestionPage:
    """Return a page of questions; the form tells what was given and what is wrong.

    Without a ``filling`` it is the page that asks for consent.
    """
    step, page = asker.step, asker.step.page
    is_consent = filling is None
    is_made_here = step.planned.kind is PageKind.BY_HAND
    blocks = tuple(_blocks(asker))
    asked = [each for block in blocks for each in block.questions]
    answerable = [each for each in asked if not each.is_told]
    is_headed = len(asked) == len(answerable) == 1 and not (is_made_here and page.title)
    title = None if is_headed else title_of(survey, asker.sheet, step)
    return QuestionPage(
        survey=survey.worded(survey.questionnaire.title),
        above=above_of(survey, asker.sheet, step) if is_headed else None,
        title=title,
        lead=survey.worded(page.lead) if page.lead else None,
        facts=tuple(
            ToldFact(survey.worded(fact.term), survey.worded(fact.description))
            for fact in page.facts
        ),
        warning=survey.worded(page.warning) if page.warning else None,
        help=(survey.worded(page.help[0]), survey.worded(page.help[1]))
        if page.help
        else None,
        blocks=blocks,
        is_made_here=is_made_here,
        progress=None if filling is None else progress_at(filling, step),
        problems=problems_on(answerable),
        action=action,
        may_go_back=filling is not None and filling.before(step) is not None,
        may_skip=not is_consent and _may_skip(answerable),
        may_leave_empty=len(answerable) > 1
        and not any(each.is_required for each in answerable),
        is_live=step.planned.needs_update,
        typed_in=survey.language if _has_numbers(answerable) else "",
        removals="" if filling is None else removals_at(filling.answers, step),
        nonce=nonce,
        mark=mark_of(survey) if is_consent else "",
        is_stale=is_stale,
        full=fullness_told(survey, asker.sheet, lists_around(step)),
    )


def _may_skip(answerable: Sequence[AskedQuestion]) -> bool:
    return len(answerable) == 1 and not answerable[0].is_required


def _has_numbers(answerable: Sequence[AskedQuestion]) -> bool:
    return any(each.kind in NUMBERS for each in answerable)


def _blocks(asker: Asker) -> Iterator[Block]:
    """Give the questions of a page, the rows of a grid and groups each as a block."""
    grids = {key: grid for grid in asker.grids for key in grid.keys}
    headed: list[Group] = []
    places = ((_group_of(asker, key), grids.get(key), key) for key in asker.shown)
    for (_, _), found in groupby(
        places, key=lambda place: (id(place[0]), id(place[1]))
    ):
        (group, grid, first), *others = found
        is_new = group is not None and not any(group is each for each in headed)
        if group is not None:
            headed.append(group)
        yield Block(
            questions=tuple(
                asker.asked(key) for key in (first, *(k for *_, k in others))
            ),
            heading=_worded(asker, group.label, first) if group and is_new else None,
            hint=_worded(asker, group.hint, first) if group and is_new else None,
            is_grid=grid is not None,
        )


def _group_of(asker: Asker, key: str) -> Group | None:
    """Return the innermost group with a name around a question, within its page."""
    around = asker.survey.surroundings.around.get(split_key(key)[0], ())
    within = around[len(asker.step.planned.groups) :]
    return next((group for group in reversed(within) if has_words(group.label)), None)


def _worded(asker: Asker, text: Text | None, key: str) -> Wording | None:
    return (
        words_at(asker.survey, asker.sheet, text, key)
        if text and has_words(text)
        else None
    )


def problems_on(questions: Sequence[AskedQuestion]) -> tuple[ListedProblem, ...]:
    """Return what is wrong on a page, each with a link to its field."""
    return tuple(
        ListedProblem(
            question.about if len(questions) > 1 else None,
            problem,
            f"#q-{question.name}",
        )
        for question in questions
        if (problem := question.problem or question.doubt)
    )


def progress_at(filling: Filling, step: Step) -> Progress:
    """Return how far somebody is who looks at a page, as far as is known now."""
    place, dots = filling.place_of(step), dots_of(filling)
    return Progress(
        page=place.page,
        pages=place.pages,
        part=place.part,
        parts=place.parts,
        section=section_of(filling, step) if place.parts > 1 else None,
        dots=dots,
        on=max(1, place.page * dots // place.pages),
    )


def dots_of(filling: Filling) -> int:
    """Return how many dots show the way: one for each page where they are few."""
    pages = len(filling.route)
    return pages if pages <= MOST_DOTS else SHARE_DOTS


def section_of(filling: Filling, step: Step) -> Wording | None:
    """Return the name of the part that a step belongs to, if it has one."""
    survey, title = filling.survey, step.planned.section_title
    if title is None or not has_words(title):
        return None
    if step.planned.kind is PageKind.BY_HAND:
        return survey.worded(title)
    if step.listed is not None and names_an_answer(title):
        # It would be the answer of the first on the list.
        return None
    key = next(iter(step.keys), step.listed)
    if key is None:
        return shortened(survey.marked(title))
    return shortened(words_at(survey, filling.sheet, title, key))


def mark_of(survey: Survey) -> str:
    """Return the beginning of the version, as it can be read and compared."""
    version = survey.wave.version_id
    return f"{version[:MARK_GROUP]}·{version[MARK_GROUP : 2 * MARK_GROUP]}"

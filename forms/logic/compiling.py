"""Compiles the logic of a questionnaire: the way in."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.definition import Kind, Questionnaire
from forms.expressions.scope import Places
from forms.logic.changing import Changes
from forms.logic.compiled import Logic
from forms.logic.courses import course_of, is_suggested, offers_of, stays
from forms.logic.dependencies import Dependencies, put_in_order
from forms.logic.expressions import Expressions, compile_all
from forms.logic.problems import LogicProblem
from forms.logic.programs import Program
from forms.logic.references import reference_problems
from forms.logic.settling import Settling
from forms.logic.sites import Layout, lay_out, root_of
from forms.logic.starting import starts_of
from forms.logic.texts import compile_texts


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of the logic: the program, and all that is wrong with it.

    Where there are errors the program goes on without the expressions that cannot
    be read: what they would decide is asked, offered, allowed and left empty.
    """

    program: Program | None
    problems: tuple[LogicProblem, ...]


def compile_logic(questionnaire: Questionnaire) -> Compiled:
    """Return the program of a questionnaire, and all that is wrong with its logic.

    A questionnaire without any expression has a program too.
    """
    problems: list[LogicProblem] = []
    layout = lay_out(questionnaire)
    paths = [(site.path, site.is_repeat) for site in layout.sites[1:]]
    places = Places(paths, root=root_of(questionnaire))
    expressions = compile_all(layout, places, problems)
    texts = compile_texts(questionnaire, layout, places, problems)
    dependencies = Dependencies(layout, expressions)
    in_order = put_in_order(dependencies)
    problems += in_order.problems
    problems += reference_problems(questionnaire, layout, expressions)
    offers = offers_of(questionnaire, layout, expressions)
    course = course_of(questionnaire, layout, expressions, in_order, offers)
    late = {site: expressions.count[site.number] for site in in_order.late}
    starts = starts_of(layout, expressions, dependencies)
    settling = Settling(course, starts, late)
    calculated = tuple(_calculated(layout, expressions))
    logic = Logic(
        questionnaire,
        layout,
        expressions,
        offers,
        texts,
        settling,
        calculated,
        frozenset(_fixed(layout, expressions)),
        Changes(dependencies, in_order, course, calculated),
    )
    return Compiled(Program(logic), tuple(problems))


def _fixed(layout: Layout, expressions: Expressions) -> Iterator[int]:
    """Give the sites that may be read-only, with all that stands in them."""
    for site in layout.sites:
        is_read_only = site.question is not None and site.question.read_only
        if is_read_only or site.number in expressions.read_only_when:
            yield from (each.number for each in site.downwards())


def _calculated(layout: Layout, expressions: Expressions) -> Iterator[tuple[int, Kind]]:
    """Give the sites whose values follow from others each time."""
    for number, calculation in expressions.calculation.items():
        question = layout.sites[number].question
        if question is None or number in expressions.trigger:
            continue
        if is_suggested(question, calculation):
            continue
        if not stays(calculation):
            yield number, question.kind

"""Turns what was compiled into what is done, in order, to fill a questionnaire."""

from collections.abc import Iterator, Sequence

from forms.definition import Kind, Question, Questionnaire
from forms.expressions.compiling import Expression
from forms.logic import acts
from forms.logic.choices import Offer, offer_of
from forms.logic.dependencies import Block, Order, Thing
from forms.logic.expressions import Expressions, asks_about_itself
from forms.logic.filling import REPETITIONS, Act, Course, Step, going_through
from forms.logic.readings import OFF, Reading, reading_of
from forms.logic.sites import Layout, Site
from forms.logic.spots import region

STAYING = frozenset({"once", "now", "random", "uuid"})
"""What these give is kept: another draw or a later moment would be another answer."""

UNSAID = frozenset({Kind.CALCULATION, Kind.HIDDEN, Kind.METADATA, Kind.NOTE})
"""The kinds that nobody types into, so that a calculation has the last word."""


def course_of(
    questionnaire: Questionnaire,
    layout: Layout,
    expressions: Expressions,
    in_order: Order,
    offers: Sequence[Offer | None],
) -> Course:
    """Return what is done to fill a questionnaire."""
    readings = _readings(questionnaire, layout)
    regions = tuple(
        region(site, readings) if site.is_repeat or site.parent is None else None
        for site in layout.sites
    )
    making = _Making(layout, expressions, offers, in_order)
    steps = [step for block in in_order.blocks for step in making.of_block(block)]
    return Course(layout, readings, regions, tuple(steps))


def offers_of(
    questionnaire: Questionnaire, layout: Layout, expressions: Expressions
) -> tuple[Offer | None, ...]:
    """Return what each site offers to choose from."""
    return tuple(
        None
        if site.question is None
        else offer_of(
            questionnaire,
            site.question,
            expressions.choice_filter.get(site.number),
            expressions.seed.get(site.number),
        )
        for site in layout.sites
    )


def is_suggested(question: Question, calculation: Expression) -> bool:
    """Say whether somebody may change what a calculation puts in."""
    if question.kind in UNSAID or question.read_only:
        return False
    return not stays(calculation)


def stays(calculation: Expression) -> bool:
    """Say whether what a calculation gave is kept, since another would differ.

    One that says nothing but "what it is" leaves what is there.
    """
    is_itself = calculation.source.strip() == "."
    return is_itself or bool(calculation.needs.functions & STAYING)


def _readings(
    questionnaire: Questionnaire, layout: Layout
) -> tuple[Reading | None, ...]:
    return tuple(
        None
        if site.question is None
        else reading_of(site.question, questionnaire.choices_of(site.question))
        for site in layout.sites
    )


class _Making:
    """Makes the steps of blocks."""

    def __init__(
        self,
        layout: Layout,
        expressions: Expressions,
        offers: Sequence[Offer | None],
        in_order: Order,
    ) -> None:
        self._layout = layout
        self._expressions = expressions
        self._offers = offers
        self._late = {site.number for site in in_order.late}

    def of_block(self, block: Block) -> Iterator[Step]:
        if block.repeat is None:
            for thing in block.things:
                about = REPETITIONS if thing % 2 else thing // 2
                yield from ((site.number, act, about) for site, act in self._of(thing))
            return
        steps = [step for thing in block.things for step in self._of(thing)]
        if steps:
            number = block.repeat.number
            yield number, going_through(steps), number

    def _of(self, thing: Thing) -> Iterator[tuple[Site, Act]]:
        site = self._layout.sites[thing // 2]
        if thing % 2:
            if site.parent is not None:
                yield site.parent, self._repeating(site)
            return
        for act in self._acts(site):
            yield site, act

    def _repeating(self, site: Site) -> Act:
        count = self._expressions.count.get(site.number)
        if count is None:
            return acts.wished(site)
        if site.number in self._late:
            return acts.wished(site, otherwise=0)
        return acts.counted(site, count)

    def _acts(self, site: Site) -> Iterator[Act]:
        relevant = self._expressions.relevant.get(site.number)
        if relevant is not None:
            is_about_itself = asks_about_itself(site, relevant)
            yield acts.relevance(relevant, is_about_itself=is_about_itself)
        question = site.question
        if question is None or question.kind in OFF:
            return
        calculating = list(self._calculating(site, question))
        yield from calculating
        offer = self._offers[site.number]
        is_ranking = question.kind is Kind.RANKING
        if offer is not None and (offer.filter or is_ranking or calculating):
            yield acts.offered(offer, question.kind)

    def _calculating(self, site: Site, question: Question) -> Iterator[Act]:
        calculation = self._expressions.calculation.get(site.number)
        triggers = self._expressions.trigger.get(site.number)
        if triggers:
            yield acts.set_off(question.kind, calculation, triggers)
        elif calculation is None:
            return
        elif is_suggested(question, calculation):
            yield acts.suggested(question.kind, calculation)
        elif stays(calculation):
            yield acts.drawn(question.kind, calculation)
        else:
            yield acts.calculation(question.kind, calculation)

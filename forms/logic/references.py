"""Finds what expressions name that is there several times, or not at all."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from forms.definition import Questionnaire
from forms.expressions.compiling import ChoiceFilter, Expression
from forms.logic.courses import stays
from forms.logic.expressions import (
    Expressions,
    asks_about_itself,
    looks_elsewhere,
)
from forms.logic.problems import Fault, LogicProblem, found
from forms.logic.sites import Layout, Site
from forms.logic.tables import Tables

_NAMED: Final = re.compile(r"\$\{\s*([^\s{}]+)\s*\}")


def reference_problems(
    questionnaire: Questionnaire, layout: Layout, expressions: Expressions
) -> Iterator[LogicProblem]:
    """Give a problem for each name that may mean another, and each unknown table."""
    known = set(Tables(questionnaire, questionnaire.languages[0]))
    for site in layout.sites[1:]:
        for field, expression in _compiled(expressions, site):
            yield from _several_meant(layout, site, field, expression.source)
            yield from _unknown(known, site, field, expression.needs.instances)
        yield from _about_itself(expressions, site)


def _compiled(
    expressions: Expressions, site: Site
) -> Iterator[tuple[str, Expression | ChoiceFilter]]:
    for field in expressions.__slots__:
        table = getattr(expressions, field)
        if site.number in table and field != "trigger":
            yield field, table[site.number]


def _several_meant(
    layout: Layout, site: Site, field: str, source: str
) -> Iterator[LogicProblem]:
    for name in dict.fromkeys(_NAMED.findall(source)):
        if len(layout.by_name.get(name, ())) > 1:
            nearest = layout.nearest(name, site)
            path = "" if nearest is None else nearest.path
            fault = Fault.SEVERAL_MEANT
            yield found(site.path, field, fault, name=name, nearest=path)


def _about_itself(expressions: Expressions, site: Site) -> Iterator[LogicProblem]:
    """Give a problem where a value decides about itself.

    A running total looks at the same question in another repetition.
    """
    for field in ("relevant", "calculation"):
        expression = expressions.table(field).get(site.number)
        if expression is None:
            continue
        if not expression.needs.uses_dot and not asks_about_itself(site, expression):
            continue
        keeps_its_value = field == "calculation" and (
            stays(expression) or site.number in expressions.trigger
        )
        if not keeps_its_value and not looks_elsewhere(expression):
            fault = Fault.REFERS_TO_ITSELF
            yield found(site.path, field, fault, name=site.name)


def _unknown(
    known: set[str], site: Site, field: str, named: Iterable[str]
) -> Iterator[LogicProblem]:
    """Give a problem for each unknown table, the first time it is named."""
    for name in sorted(named):
        if name not in known and name.removesuffix(".csv") not in known:
            known.add(name)
            yield found(site.path, field, Fault.TABLE_UNKNOWN, name=name)

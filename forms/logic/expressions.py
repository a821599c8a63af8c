"""Compiles every expression of a questionnaire, and gathers what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.definition import Group, Question
from forms.expressions.compiling import (
    ChoiceFilter,
    Expression,
    compile_expression,
    compile_filter,
)
from forms.expressions.problems import ExpressionError
from forms.expressions.scope import Places
from forms.logic.defaults import is_worked_out
from forms.logic.problems import Fault, LogicProblem, found, unreadable
from forms.logic.sites import Layout, Site

Compiled = dict[int, Expression]
"""Expressions by the number of their site."""


@dataclass(slots=True)
class Expressions:
    """All expressions of a questionnaire that can be read, by what they decide."""

    relevant: Compiled = field(default_factory=dict)
    calculation: Compiled = field(default_factory=dict)
    constraint: Compiled = field(default_factory=dict)
    soft_constraint: Compiled = field(default_factory=dict)
    required_when: Compiled = field(default_factory=dict)
    read_only_when: Compiled = field(default_factory=dict)
    choice_filter: dict[int, ChoiceFilter] = field(default_factory=dict)
    default: Compiled = field(default_factory=dict)
    count: Compiled = field(default_factory=dict)
    seed: Compiled = field(default_factory=dict)
    trigger: dict[int, list[Expression]] = field(default_factory=dict)

    def table(self, name: str) -> Compiled:
        """Return the expressions of a field."""
        table: Compiled = getattr(self, name)
        return table


def compile_all(
    layout: Layout, places: Places, problems: list[LogicProblem]
) -> Expressions:
    """Return the expressions of a questionnaire; what is wrong joins ``problems``."""
    compiled = Expressions()
    for site in layout.sites[1:]:
        for name, source in _sources(site):
            try:
                _compile(compiled, places, site, name, source)
            except ExpressionError as error:
                problems.append(unreadable(site.path, name, error))
        if triggers := list(_triggers(places, site, problems)):
            compiled.trigger[site.number] = triggers
    return compiled


def _sources(site: Site) -> Iterator[tuple[str, str]]:
    """Give the expressions of an item as they were written, with their fields."""
    item = site.item
    if isinstance(item, Group):
        fields = [("relevant", item.relevant), ("read_only_when", item.read_only_when)]
        if item.repeat is not None:
            fields.append(("count", item.repeat.count))
    elif isinstance(item, Question):
        fields = _fields_of_question(item)
    else:
        return
    yield from ((name, source) for name, source in fields if source.strip())


def _fields_of_question(question: Question) -> list[tuple[str, str]]:
    return [
        ("relevant", question.relevant),
        ("constraint", question.constraint),
        ("soft_constraint", question.soft_constraint),
        ("required_when", question.required_when),
        ("read_only_when", question.read_only_when),
        ("default", question.default if is_worked_out(question) else ""),
        ("calculation", question.calculation),
        ("choice_filter", question.choice_filter),
        ("seed", dict(question.parameters).get("seed", "")),
    ]


def _compile(
    compiled: Expressions, places: Places, site: Site, name: str, source: str
) -> None:
    """Enter the expression of a field of an item; raises ``ExpressionError``."""
    scope = places.at(site.path)
    if name == "choice_filter":
        compiled.choice_filter[site.number] = compile_filter(source, scope)
    else:
        compiled.table(name)[site.number] = compile_expression(source, scope)


def _triggers(
    places: Places, site: Site, problems: list[LogicProblem]
) -> Iterator[Expression]:
    question = site.question
    for name in question.trigger if question is not None else ():
        try:
            yield compile_expression(f"${{{name}}}", places.at(site.path))
        except ExpressionError:
            fault = Fault.TRIGGER_UNKNOWN
            problems.append(found(site.path, "trigger", fault, name=name))


def looks_elsewhere(expression: Expression) -> bool:
    """Say whether an expression may look into another repetition on purpose."""
    return "indexed-repeat" in expression.needs.functions or "[" in expression.source


def asks_about_itself(site: Site, relevant: Expression) -> bool:
    """Say whether the relevance of a group depends on what the group holds."""
    within = f"{site.path}/"
    return any(path.startswith(within) for path in relevant.needs.references)

"""Works answers out until nothing changes: defaults first, then late numbers.

Most answers need one filling. More are needed when repetitions are new, since their
defaults can depend on one another, and where the number of repetitions depends on
what they hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.expressions.compiling import Expression
from forms.expressions.environment import BudgetExhausted, Environment
from forms.expressions.numbers import to_number
from forms.keys import count_key
from forms.logic.acts import whole
from forms.logic.filling import Course, Filling
from forms.logic.keeping import begun_key
from forms.logic.sites import Site
from forms.logic.spots import standing
from forms.logic.starting import Starts
from forms.logic.tables import Tables
from forms.typed import Raw

ROUNDS = 20
"""After so many what has not settled never will."""


@dataclass(frozen=True, slots=True)
class Settling:
    """How answers are worked out. ``late`` are repeats with their expressions."""

    course: Course
    starts: Starts
    late: Mapping[Site, Expression]

    def settle(
        self,
        answers: Raw,
        environment: Environment,
        tables: Tables,
        *,
        is_beginning: bool = False,
    ) -> Filling:
        """Return the filling of answers."""
        given = dict(answers)
        done: set[str] = set()
        filling = Filling(
            self.course, given, environment, tables, is_beginning=is_beginning
        )
        for _ in range(ROUNDS):
            changes = self._changes(filling, done)
            if not changes:
                break
            given.update(changes)
            filling = Filling(
                self.course, given, environment, tables, is_beginning=is_beginning
            )
        _keep_numbers(filling)
        return filling

    def _changes(self, filling: Filling, done: set[str]) -> dict[str, str | list[str]]:
        if filling.seed is not None:
            values = self.starts.due(filling, done)
            if values:
                return values
        changes: dict[str, str | list[str]] = {}
        for site, expression in self.late.items():
            changes.update(_late_numbers(filling, site, expression))
        return changes


def _late_numbers(
    filling: Filling, site: Site, expression: Expression
) -> dict[str, str | list[str]]:
    numbers: dict[str, str | list[str]] = {}
    for parent in filling.spots[site.parent.number] if site.parent else ():
        before = standing(site, parent, parent.suffix)
        try:
            number = whole(to_number(expression.evaluate(filling.at(before))))
        except BudgetExhausted:
            return {}
        if number != len(parent.children[site.name]):
            numbers[count_key(site.key) + parent.suffix] = str(number)
    return numbers


def _keep_numbers(filling: Filling) -> None:
    """Keep how many repetitions were begun, so that they are new only once."""
    if filling.seed is None:
        return
    for spot in filling.fresh:
        around = spot.suffix.rpartition("[")[0]
        filling.kept[begun_key(spot.site.key + around)] = str(spot.number)

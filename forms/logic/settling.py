"""Works answers out until nothing changes: defaults first, then late numbers.

Most answers need one filling. More are needed when repetitions are new, since their
defaults can depend on one another, and where the number of repetitions depends on
what they hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.expressions.compiling import Expression
from forms.expressions.environment import BudgetExhausted, Environment
from forms.keys import count_key
from forms.logic.acts import number_of, whole
from forms.logic.filling import Course, Filling
from forms.logic.keeping import begun_key
from forms.logic.sites import Site
from forms.logic.spots import standing
from forms.logic.starting import Starts
from forms.logic.tables import Tables
from forms.typed import Raw

ROUNDS = 20
"""After so many what has not settled never will."""

Numbers = dict[str, str | list[str]]
"""Numbers of repetitions by their keys."""


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
        begun = self._begin(answers, environment, tables, is_beginning=is_beginning)
        filling = self._follow(begun) if self.late else begun
        _keep_numbers(filling)
        return filling

    def _begin(
        self,
        answers: Raw,
        environment: Environment,
        tables: Tables,
        *,
        is_beginning: bool,
    ) -> Filling:
        """Return the filling with the defaults of what is there for the first time."""
        filling = Filling(
            self.course, dict(answers), environment, tables, is_beginning=is_beginning
        )
        if filling.seed is None:
            return filling
        done: set[str] = set()
        while values := self.starts.due(filling, done):
            filling = filling.again(values)
        return filling

    def _follow(self, begun: Filling) -> Filling:
        """Return the filling in which numbers that depend on their repeats settled.

        Those that never do stay as they were.
        """
        filling = begun
        for _ in range(ROUNDS):
            numbers: Numbers = {}
            for site, expression in self.late.items():
                numbers.update(_late_numbers(filling, site, expression))
            if not numbers:
                return filling
            filling = filling.again(numbers)
        return begun


def _late_numbers(filling: Filling, site: Site, expression: Expression) -> Numbers:
    numbers: Numbers = {}
    for parent in filling.spots[site.parent.number] if site.parent else ():
        before = standing(site, parent, parent.suffix)
        there = len(parent.children[site.name])
        try:
            number = number_of(filling, expression, before)
        except BudgetExhausted:
            return {}
        told = whole(number, otherwise=there)
        if told != there:
            numbers[count_key(site.key) + parent.suffix] = str(told)
    return numbers


def _keep_numbers(filling: Filling) -> None:
    """Keep how many repetitions were begun, so that they are new only once."""
    if filling.seed is None:
        return
    for spot in filling.fresh:
        around = spot.suffix.rpartition("[")[0]
        filling.kept[begun_key(spot.site.key + around)] = str(spot.number)

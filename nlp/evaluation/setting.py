"""What all suites of one evaluation share: recipe, seeds, encoder, progress."""

from collections.abc import Callable
from dataclasses import dataclass

from nlp.evaluation.grouping import Grouper
from nlp.meaning import Understanding
from nlp.pipeline import OUR_OWN
from nlp.recipe import Recipe

Report = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How an evaluation is done.

    ``bertopic`` groups texts beside the analysis where it can be run; else
    ``without_bertopic`` says why not. ``understanding`` is what the analysis reads
    meaning with.
    """

    recipe: Recipe
    understanding: Understanding = OUR_OWN
    seeds: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    bertopic: Grouper | None = None
    without_bertopic: str = ""
    report: Report = silent

    def named(self) -> str:
        """Return the seeds as they stand in a title."""
        return ", ".join(map(str, self.seeds))

    def about_bertopic(self) -> tuple[str, ...]:
        """Return the note that stands below a table without BERTopic."""
        return (self.without_bertopic,) if self.without_bertopic else ()

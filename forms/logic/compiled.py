"""Everything that is known of the logic of a questionnaire before anybody answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.definition import Kind, Questionnaire
from forms.logic.changing import Changes
from forms.logic.choices import Offer
from forms.logic.expressions import Expressions
from forms.logic.settling import Settling
from forms.logic.sites import Layout
from forms.logic.texts import Texts


@dataclass(frozen=True, slots=True)
class Logic:
    """The logic of a questionnaire, compiled.

    ``calculated`` are the numbers and kinds of the sites whose values follow from
    others each time; ``offers`` are what sites offer to choose from, by number.
    ``fixed`` are the numbers of those that may be read-only, or stand in what may be,
    ``changes`` tells what has to be worked out again.
    """

    questionnaire: Questionnaire
    layout: Layout
    expressions: Expressions
    offers: Sequence[Offer | None]
    texts: Texts
    settling: Settling
    calculated: tuple[tuple[int, Kind], ...]
    fixed: frozenset[int]
    changes: Changes

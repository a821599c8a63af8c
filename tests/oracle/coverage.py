"""Tells how much of the logic of a form a comparison has seen at work."""

from collections.abc import Mapping

from tests.oracle.engine import Place
from tests.oracle.filling import without_numbers
from tests.oracle.xform import XForm

CONSTANT = frozenset({"", "true()", "false()"})
ASPECTS = ("relevant", "constraint", "required", "readonly", "value", "choices")


class Coverage:
    """Which expressions gave at least two results while a form was filled."""

    def __init__(self, xform: XForm) -> None:
        self._results: dict[tuple[str, str], set[str]] = {
            (reference, aspect): set()
            for reference in (*xform.logic, *xform.itemsets)
            if reference not in xform.uncertain
            for aspect in ASPECTS
            if xform.expression(reference, aspect) not in CONSTANT
            if aspect != "choices" or "[" in xform.expression(reference, aspect)
        }

    def note(self, places: Mapping[str, Place]) -> None:
        """Take note of what is to be seen now."""
        for place in places.values():
            bare = without_numbers(place.reference)
            for aspect in ASPECTS:
                results = self._results.get((bare, aspect))
                if results is not None:
                    results.add(str(getattr(place, aspect)))

    @property
    def expressions(self) -> int:
        """How many expressions there are."""
        return len(self._results)

    @property
    def exercised(self) -> int:
        """How many of them gave different results."""
        return sum(len(results) > 1 for results in self._results.values())

    def idle(self) -> list[tuple[str, str]]:
        """Return the reference and aspect of what always gave the same."""
        return [key for key, results in self._results.items() if len(results) < 2]

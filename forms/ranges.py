"""The numbers that a range question offers, from its parameters."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from forms.definition import Question

FEW: Final = 11
"""So many numbers are offered each by itself; of more, one is typed."""

_DEFAULTS: Final = {"start": "1", "end": "10", "step": "1"}


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from ``start`` on in equal steps, up or down, not beyond ``end``."""

    start: Decimal
    end: Decimal
    step: Decimal

    @property
    def size(self) -> int:
        """Return how many numbers there are."""
        return int((self.end - self.start) / self.step) + 1

    @property
    def is_whole(self) -> bool:
        """Whether all of them are whole numbers."""
        return all(_is_whole(each) for each in (self.start, self.step))

    @property
    def bounds(self) -> tuple[str, str]:
        """Return the least and the greatest as they are kept."""
        last = self.start + (self.size - 1) * self.step
        least, most = sorted((self.start, last))
        return _as_text(least), _as_text(most)

    def holds(self, number: str) -> bool:
        """Whether a number as it is kept is one of them."""
        steps = (Decimal(number) - self.start) / self.step
        return _is_whole(steps) and 0 <= steps < self.size

    def numbers(self) -> tuple[str, ...]:
        """Return all of them as they are kept, in order."""
        return tuple(
            _as_text(self.start + place * self.step) for place in range(self.size)
        )


def range_of(question: Question) -> Range | None:
    """Return what a range question offers; None where its parameters make none."""
    given = {name.lower(): text for name, text in question.parameters}
    try:
        start, end, step = (
            Decimal(given.get(name) or otherwise)
            for name, otherwise in _DEFAULTS.items()
        )
    except InvalidOperation:
        return None
    is_sound = all(each.is_finite() for each in (start, end, step)) and step != 0
    if not is_sound or abs(end - start) / abs(step) > 10**6:
        return None
    return Range(start, end, abs(step) if end >= start else -abs(step))


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _as_text(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

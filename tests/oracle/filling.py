"""Fills a form by chance: what somebody answers, changes, adds and takes away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np

from tests.oracle.engine import Place
from tests.oracle.xform import XForm

T = TypeVar("T")

MOST_REPETITIONS = 4
AT_ONCE = 6
MOST_AT_ONCE = 80
ANSWERED = frozenset({"input", "select", "rank", "range", "trigger"})
UNANSWERED_TYPES = frozenset({"geopoint", "geotrace", "geoshape", "binary"})
"""What is off by default here, so that it is left empty there as well."""

WORDS = ("a", "yes", "Ana María", "0712345678", "12", "x y", "né?", "a@b.org")
COUNTS = ("0", "1", "2", "3")
"""How often something is repeated: more teaches nothing and takes long."""

NUMBERS = ("0", "1", "2", "3", "5", "17", "18", "60", "100", "-1", "2020")
DATES = (
    "2026-11-21",
    "2026-11-22",
    "2026-11-20",
    "2000-02-29",
    "1969-12-31",
    "2030-01-01",
)
UTC = ":00.000+00:00"
TIMES = ("00:00", "08:05", "12:00", "23:59")


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that is done to a form, at a reference."""

    kind: Literal["set", "add", "remove"]
    reference: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}" + (
            f" = {self.value!r}" if self.kind == "set" else ""
        )


class Filler:
    """Somebody who fills a form by chance; the same seed, the same answers."""

    def __init__(self, xform: XForm, seed: int) -> None:
        self._xform = xform
        self._chance = np.random.default_rng(seed)

    def some(
        self, places: Mapping[str, Place], offered: Mapping[str, Sequence[str]]
    ) -> list[Operation]:
        """Return some things to do next, all possible where the form stands now.

        ``offered`` are choices that the engine does not know.
        """
        if self._chance.random() < 0.25:
            operation = self._repetition(list(places.values()))
            if operation is not None:
                return [operation]
        askable = self.askable(places)
        if not askable:
            return []
        most = min(len(askable), MOST_AT_ONCE, max(AT_ONCE, len(askable) // 3))
        count = int(self._chance.integers(1, most + 1))
        chosen = self._chance.choice(len(askable), size=count, replace=False)
        return [
            Operation(
                "set", askable[index].reference, self._answer(askable[index], offered)
            )
            for index in sorted(chosen)
        ]

    def askable(self, places: Mapping[str, Place]) -> list[Place]:
        """Return what can be answered now."""
        return [each for each in places.values() if self._can_answer(each)]

    def aimed(
        self, place: Place, words: Sequence[str], numbers: Sequence[str]
    ) -> Operation:
        """Return an answer to a place that one of these constants decides about."""
        if place.choices is not None:
            fitting = [each for each in words if each in place.choices]
            fitting += [each for each in numbers if each in place.choices]
            value = self._one_of(fitting) if fitting else self._choice(place)
        elif place.value_type in {"int", "decimal"}:
            close = [*_around([*numbers, *_numeric(words)], 1), *NUMBERS]
            value = self._one_of([each for each in close if "." not in each])
        elif place.value_type in {"date", "time", "dateTime"}:
            value = self._one_of(list(self._typed(place)))
        else:
            value = self._one_of([*words, *numbers, *self._typed(place)])
        if place.type == "trigger":
            value = "OK"
        return Operation("set", place.reference, value)

    def pick(self, several: Sequence[T], most: int) -> list[T]:
        """Return up to so many of several, by chance."""
        count = min(len(several), most)
        chosen = self._chance.choice(len(several), size=count, replace=False)
        return [several[index] for index in sorted(chosen)] if count else []

    def wants_aim(self) -> bool:
        """Tell by chance whether to aim at something next."""
        return bool(self._chance.random() < 0.6)

    def _can_answer(self, place: Place) -> bool:
        bare = without_numbers(place.reference)
        return (
            place.type in ANSWERED
            and place.relevant
            and not place.readonly
            and place.value_type not in UNANSWERED_TYPES
            and bare not in self._xform.preloaded
        )

    def _repetition(self, places: Sequence[Place]) -> Operation | None:
        ranges = [
            each
            for each in places
            if each.type == "repeat-range:uncontrolled" and each.relevant
        ]
        if not ranges:
            return None
        chosen = self._one_of(ranges)
        count = chosen.count or 0
        wants_more = count < 1 or self._chance.random() < 0.65
        if wants_more and count < MOST_REPETITIONS:
            return Operation("add", chosen.reference)
        if count > 1:
            number = int(self._chance.integers(1, count + 1))
            return Operation("remove", f"{chosen.reference}[{number}]")
        return None

    def _answer(self, place: Place, offered: Mapping[str, Sequence[str]]) -> str:
        if self._chance.random() < 0.12:
            return ""
        if place.type == "trigger":
            return "OK"
        if place.choices is not None:
            return self._choice(place)
        if place.reference in offered:
            return self._one_of(offered[place.reference] or ("",))
        return self._one_of(list(self._typed(place)))

    def _choice(self, place: Place) -> str:
        if not place.choices:
            return ""
        if place.type == "rank":
            return " ".join(self._chance.permutation(list(place.choices)))
        if not place.takes_several:
            return self._one_of(place.choices)
        count = int(self._chance.integers(1, min(4, len(place.choices)) + 1))
        chosen = self._chance.choice(len(place.choices), size=count, replace=False)
        return " ".join(place.choices[index] for index in sorted(chosen))

    def _typed(self, place: Place) -> Iterator[str]:
        bare = without_numbers(place.reference)
        if place.value_type in {"int", "decimal"} and (
            bare.rpartition("/")[2] in self._xform.counting
        ):
            yield from COUNTS
            return
        words, numbers = self._xform.constants(bare)
        match place.value_type:
            case "int":
                yield from NUMBERS
                yield from _around([each for each in numbers if "." not in each], 1)
            case "decimal":
                yield from (*NUMBERS, "0.5", "-3.25", "36.6")
                yield from _around(numbers, 0.5)
            case "date":
                yield from DATES
            case "time":
                yield from (f"{time}{UTC}" for time in TIMES)
            case "dateTime":
                yield from (f"{day}T{time}{UTC}" for day in DATES for time in TIMES)
            case _:
                yield from WORDS
                yield from (each for each in words if each.strip())
                yield from (str(each) for each in numbers)

    def _one_of(self, several: Sequence[T]) -> T:
        return several[int(self._chance.integers(len(several)))]


def without_numbers(reference: str) -> str:
    """Return a reference without the numbers of repetitions."""
    kept, depth = [], 0
    for character in reference:
        depth += character == "["
        if depth == 0:
            kept.append(character)
        depth -= character == "]"
    return "".join(kept)


def _numeric(words: Sequence[str]) -> list[str]:
    return [each for each in words if each.lstrip("-").isdecimal()]


def _around(numbers: Sequence[str], step: float) -> Iterator[str]:
    for number in numbers:
        for moved in (float(number) - step, float(number), float(number) + step):
            if moved != 0 and abs(moved) < 2**31:
                yield f"{moved:.6f}".rstrip("0").rstrip(".")

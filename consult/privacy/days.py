"""Puts days together until no part of a calendar stands for a few people.

A day that is withheld beside others that are told could be worked out from two
tables made at two moments, since the newest day is mostly the smallest. So nothing
is withheld between days: those with few people are told together with the days that
follow. A part that was told once is not divided or joined later.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consult.privacy.disclosure import ReleasedCount, Withheld, release_count
from consult.privacy.reasons import Reason

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """The people of some days in a row, both included."""

    first: dt.date
    last: dt.date
    people: ReleasedCount


def tell_days(counts: Mapping[dt.date, int], threshold: int) -> tuple[Days, ...]:
    """Return every day from the first to the last, alone or with others.

    The newest days are withheld while they have fewer people than the threshold. A
    day of nobody stands alone, unless it lies between days told together.
    """
    return tuple(_parts(counts, threshold)) if counts else ()


def _parts(counts: Mapping[dt.date, int], threshold: int) -> Iterator[Days]:
    first = day = min(counts)
    people = 0
    while day <= max(counts):
        people += counts.get(day, 0)
        if people >= threshold or (people == 0 and first == day):
            yield Days(first, day, release_count(people, threshold))
            first, people = day + ONE_DAY, 0
        day += ONE_DAY
    if people:
        yield Days(first, day - ONE_DAY, Withheld(Reason.FEW))

"""Hides further counts until no hidden one can be told from the rest.

The reader is taken to know the sum of all counts, and what the reason given for
a hidden count says about it. What a count can still be is then worked out value
by value, so that two nines that add up to eighteen are found as well.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from consult.privacy.ranges import Range, sum_of
from consult.privacy.reasons import Reason


@dataclass(frozen=True, slots=True)
class SecondRound:
    """One row of counts, of which some are hidden from the first round.

    ``range_of(place, reason)`` says what a hidden count can be when nothing but
    its reason is known.
    """

    counts: Sequence[int]
    first: Mapping[int, Reason]
    range_of: Callable[[int, Reason], Range]
    threshold: int

    def hidden(self) -> dict[int, Reason]:
        """Return the places to hide, each with its reason.

        The smallest count that is enough is hidden with the others; where none
        is, the one that hides most. Where even all are not enough, all are
        hidden under one reason, so that the reason itself tells nothing.
        """
        hidden = dict(self.first)
        while self._slack(hidden) < 0:
            places = self._open(hidden)
            if not places:
                return self._under_one_reason()
            slacks = {place: self._slack(self._with(hidden, place)) for place in places}
            enough = [place for place in places if slacks[place] >= 0]
            best = max(places, key=lambda place: slacks[place])
            hidden = self._with(hidden, enough[0] if enough else best)
        return hidden

    def _open(self, hidden: Mapping[int, Reason]) -> list[int]:
        places = [place for place in range(len(self.counts)) if place not in hidden]
        return sorted(places, key=lambda place: (self.counts[place], place))

    def _with(self, hidden: Mapping[int, Reason], place: int) -> dict[int, Reason]:
        return {**hidden, place: Reason.PROTECTED}

    def _slack(self, hidden: Mapping[int, Reason]) -> int:
        """Return how many values more than needed the best known count can have."""
        total = sum(self.counts[place] for place in hidden)
        if total == 0:
            return 0
        ranges = {place: self.range_of(place, why) for place, why in hidden.items()}
        slacks = []
        for place, why in hidden.items():
            if why is Reason.PROTECTED:
                continue
            others = sum_of(ranges[other] for other in hidden if other != place)
            possible = ranges[place].count_with(others, total)
            slacks.append(possible - self._needed(why))
        return min(slacks, default=0)

    def _needed(self, why: Reason) -> int:
        # A small group's size is hidden too, which leaves its counts open enough.
        return 2 if why is Reason.SMALL_GROUP else (self.threshold + 1) // 2

    def _under_one_reason(self) -> dict[int, Reason]:
        # That a group is small is told beside its name, so it is no news here.
        return {
            place: Reason.SMALL_GROUP
            if self.first.get(place) is Reason.SMALL_GROUP
            else Reason.PROTECTED
            for place in range(len(self.counts))
        }

"""Protects the counts of a question in answer to which several things can be chosen.

Each choice is a yes or no of everybody who was asked. Where nobody chose two
things the counts also add up, so they are protected as if they always did: that
is the most a reader can know.
"""

from collections.abc import Mapping

from consult.privacy.disclosure import (
    DEFAULT_THRESHOLD,
    Part,
    Reason,
    ReleasedPart,
    Withheld,
    protect_counts,
    release_part,
)


def protect_choices(
    counts: Mapping[str, int], of: int, threshold: int = DEFAULT_THRESHOLD
) -> dict[str, ReleasedPart]:
    """Return how many of ``of`` people chose each thing, released or withheld.

    Raises ValueError below the lowest threshold.
    """
    together = protect_counts(counts, threshold)
    released: dict[str, ReleasedPart] = {}
    for name, count in counts.items():
        found = together[name]
        if isinstance(found, Withheld):
            released[name] = found
        else:
            released[name] = _alone(Part(count, of), threshold)
    return released


def _alone(part: Part, threshold: int) -> ReleasedPart:
    released = release_part(part, threshold)
    if isinstance(released, Withheld) and released.reason is Reason.FEW:
        # Many chose it and few did not: as "few" it would read the other way.
        return Withheld(Reason.PROTECTED)
    return released

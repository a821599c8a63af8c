"""Holds what our logic says of a form against what ODK's engine says of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.definition import Kind
from tests.oracle.engine import Place
from tests.oracle.filling import ANSWERED, UNANSWERED_TYPES, without_numbers
from tests.oracle.ours import OurForm, Seen
from tests.oracle.xform import XForm

OFF = frozenset({Kind.POSITION, Kind.ATTACHMENT, Kind.METADATA})
"""What is not asked here by policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing seen differently: of what place, which aspect, and both results."""

    reference: str
    aspect: str
    ours: str
    theirs: str

    @property
    def about(self) -> tuple[str, str]:
        """What tells one difference from another, whatever the repetition."""
        return (without_numbers(self.reference), self.aspect)


def differences(
    ours: OurForm, theirs: Mapping[str, Place], xform: XForm
) -> list[Difference]:
    """Return where the two see a form differently, in document order."""
    return list(_differences(ours, theirs, xform))


def _differences(
    ours: OurForm, theirs: Mapping[str, Place], xform: XForm
) -> Iterator[Difference]:
    seen = ours.seen()
    for name, place in theirs.items():
        bare = without_numbers(place.reference)
        if bare in xform.uncertain or not ours.addresses.has(place.reference):
            continue
        if name.endswith("#"):
            yield from _counts(ours, place)
        elif place.reference in seen:
            yield from _aspects(seen[place.reference], place)
        elif place.value_type:
            yield _difference(place, "presence", "absent", "there")
    # Groups that a column ``flat`` marks are left out of an XForm: what they hold
    # stands elsewhere there, with the same logic.
    names = {reference.rpartition("/")[2] for reference in theirs}
    for reference, mine in seen.items():
        is_missing = reference.rpartition("/")[2] not in names
        is_more = reference not in theirs and "[" in reference
        if mine.relevant and (is_missing or is_more):
            yield Difference(
                reference=reference, aspect="presence", ours="there", theirs="absent"
            )


def _counts(ours: OurForm, place: Place) -> Iterator[Difference]:
    if not place.relevant:
        return
    mine = ours.repetitions(place.reference)
    if mine != place.count:
        yield _difference(place, "count", str(mine), str(place.count))


def _aspects(mine: Seen, place: Place) -> Iterator[Difference]:
    if place.failure:
        return
    if mine.relevant != place.relevant:
        yield _difference(place, "relevant", str(mine.relevant), str(place.relevant))
    is_seen = mine.relevant and place.relevant
    if not is_seen or mine.kind in OFF or place.value_type in UNANSWERED_TYPES:
        return
    if _plain(mine.value) != _plain(place.value):
        yield _difference(place, "value", repr(mine.value), repr(place.value))
        return
    for aspect, here, there in _asked(mine, place):
        if here != there:
            yield _difference(place, aspect, str(here), str(there))


def _asked(mine: Seen, place: Place) -> Iterator[tuple[str, object, object]]:
    """Give what can be seen of a question: the aspect, here, and there."""
    yield "constraint", mine.constraint, place.constraint
    if place.type in ANSWERED:
        yield "required", mine.required, place.required
        yield "readonly", mine.readonly, place.readonly
        if place.choices is not None:
            yield "choices", _order(mine, mine.choices), _order(mine, place.choices)


def _order(mine: Seen, choices: tuple[str, ...]) -> tuple[str, ...]:
    # What order chance gives is nobody's to compare.
    return tuple(sorted(choices)) if mine.is_shuffled else choices


def _plain(value: str) -> str:
    """Return a value as it compares: a moment without seconds and zone that are 0."""
    return re.sub(
        r"^((?:\d{4}-\d\d-\d\dT)?\d\d:\d\d)(?::00(?:\.000)?)?(?:Z|\+00:00)?$",
        r"\1",
        value,
    )


def _difference(place: Place, aspect: str, ours: str, theirs: str) -> Difference:
    return Difference(
        reference=place.reference, aspect=aspect, ours=ours, theirs=theirs
    )

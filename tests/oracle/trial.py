"""Fills one form on both sides at once, here and in ODK's engine."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from forms.definition import Questionnaire
from tests.oracle.comparing import Difference, differences
from tests.oracle.engine import Engine, EngineRefused, Place
from tests.oracle.filling import Operation
from tests.oracle.ours import OurForm
from tests.oracle.xform import XForm, read_xform

EXPECTED = ("what is not relevant", "Cannot write to readonly")
"""Why the engine rightly does not take an answer."""


class Trial:
    """One form that is filled on both sides at once.

    ``is_broken`` tells that the engine failed, so that what it says means nothing.
    """

    def __init__(
        self,
        engine: Engine,
        xml: str,
        questionnaire: Questionnaire,
        files: Mapping[str, bytes],
    ) -> None:
        """Load it on both sides.

        Raises ``EngineRefused`` when the engine cannot, ``ValueError`` when we cannot.
        """
        self._engine = engine
        self.xform: XForm = read_xform(xml)
        self.is_broken = False
        engine.load(xml, {name: each.decode() for name, each in files.items()})
        self.places = engine.places()
        self.ours = OurForm(questionnaire, next(iter(self.places)))

    def start(self) -> None:
        """Begin again with an empty form on both sides."""
        self.is_broken = False
        self._engine.begin()
        self.places = self._engine.places()
        self.ours.start()
        self._align({})

    def do(self, operations: Sequence[Operation]) -> None:
        """Do things on both sides, there first; what is refused there is not done."""
        known = [each for each in operations if self.ours.addresses.has(each.reference)]
        for kind, several in groupby(known, key=lambda each: each.kind):
            if kind == "set":
                self._write(list(several))
            else:
                for operation in several:
                    self._repeat(operation)
        before, self.places = self.places, self._engine.places()
        for reference, count in _shrunk(before, self.places):
            # There the answers of repetitions that are no more are lost, here they
            # come back when the repeat grows again: a choice of ours.
            self.ours.forget(reference, count)
        self._align(before)

    def differences(self) -> list[Difference]:
        """Return what is seen differently now; nothing where the engine failed."""
        if self.is_broken:
            return []
        return differences(self.ours, self.places, self.xform)

    def shows(self, operations: Sequence[Operation], about: tuple[str, str]) -> bool:
        """Tell whether a difference is to be seen when this is done from the start."""
        self.start()
        self.do(operations)
        return any(each.about == about for each in self.differences())

    def offered(self) -> Mapping[str, tuple[str, ...]]:
        """Return the choices that are known here alone, as of select_one_external."""
        seen = self.ours.seen()
        return {
            reference: seen[reference].choices
            for reference, place in self.places.items()
            if place.choices is None and reference in seen and seen[reference].offers
        }

    def _write(self, operations: Sequence[Operation]) -> None:
        pairs = [(each.reference, each.value) for each in operations]
        for (reference, _), written in zip(
            pairs, self._engine.write(pairs), strict=True
        ):
            if written.value is not None:
                self.ours.do(Operation("set", reference, written.value))
            elif not written.refused.startswith(EXPECTED):
                self.is_broken = True

    def _repeat(self, operation: Operation) -> None:
        try:
            if operation.kind == "add":
                self._engine.add(operation.reference)
            else:
                self._engine.remove(operation.reference)
        except EngineRefused:
            self.is_broken = True
            return
        self.ours.do(operation)

    def _align(self, before: Mapping[str, Place]) -> None:
        """Give new repeats here the repetitions that they begin with there.

        That is one, but none where the repeat stands in a new repetition: an accident
        of how an XForm holds what it repeats.
        """
        for name, place in self.places.items():
            if name in before or place.type != "repeat-range:uncontrolled":
                continue
            if not self.ours.addresses.has(place.reference):
                continue
            here, there = self.ours.repetitions(place.reference), place.count or 0
            for _ in range(here, there):
                self.ours.do(Operation("add", place.reference))
            for number in range(here, there, -1):
                self.ours.do(Operation("remove", f"{place.reference}[{number}]"))


def _shrunk(
    before: Mapping[str, Place], after: Mapping[str, Place]
) -> Iterator[tuple[str, int]]:
    for name, place in after.items():
        was = before.get(name)
        if place.type == "repeat-range:controlled" and was is not None:
            now = place.count or 0
            if now < (was.count or 0):
                yield place.reference, now

"""Fills a questionnaire with our own logic, addressed by the references of an XForm."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.definition import Group, Kind, Question, Questionnaire
from forms.expressions.environment import Environment
from forms.keys import COUNTED, instance_key, keys_of, split_key, walk
from forms.logic import Sheet, compile_logic
from tests.oracle.filling import Operation

NOON = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
LISTED = frozenset({Kind.CHOICES, Kind.RANKING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What our logic says of one question."""

    key: str
    kind: Kind
    relevant: bool
    value: str
    required: bool
    readonly: bool
    constraint: bool
    offers: bool
    choices: tuple[str, ...]
    is_shuffled: bool


class Addresses:
    """Turns keys into references and back."""

    def __init__(self, questionnaire: Questionnaire, root: str) -> None:
        self._root = root
        self._keys = keys_of(questionnaire)
        self._paths = {key: path for path, key in self._keys.items()}
        items = list(walk(questionnaire.body))
        self.repeats = {
            path: item
            for path, item in items
            if isinstance(item, Group) and item.repeat is not None
        }
        self.questions = {
            path: item for path, item in items if isinstance(item, Question)
        }

    def reference(self, key: str) -> str:
        """Return the reference of a key, as in ``/data/person[2]/age``."""
        base, numbers = split_key(key)
        return self._numbered(self._paths[base], list(numbers))

    def key(self, reference: str) -> str:
        """Return the key of a reference."""
        path, numbers = self._split(reference)
        return instance_key(self._keys[path], numbers)

    def question(self, reference: str) -> Question:
        """Return the question at a reference."""
        return self.questions[self._split(reference)[0]]

    def path(self, key: str) -> str:
        """Return the path of a key without numbers; empty where nothing has it."""
        return self._paths.get(key, "")

    def has(self, reference: str) -> bool:
        """Tell whether the questionnaire has a place."""
        return self._split(reference)[0] in self._keys

    def _numbered(self, path: str, numbers: list[int]) -> str:
        reference, here = self._root, ""
        for name in path.split("/"):
            here = f"{here}/{name}" if here else name
            reference += f"/{name}"
            if here in self.repeats and numbers:
                reference += f"[{numbers.pop(0)}]"
        return reference

    def _split(self, reference: str) -> tuple[str, list[int]]:
        names, numbers = [], []
        for step in reference.removeprefix(self._root + "/").split("/"):
            name, _, number = step.partition("[")
            names.append(name)
            if number:
                numbers.append(int(number.rstrip("]")))
        return "/".join(names), numbers


class OurForm:
    """A questionnaire somebody is filling, by our logic."""

    def __init__(self, questionnaire: Questionnaire, root: str) -> None:
        """Compile it; raises ``ValueError`` when its logic cannot be."""
        compiled = compile_logic(questionnaire)
        if compiled.program is None:
            raise ValueError("; ".join(str(each) for each in compiled.problems))
        self._program = compiled.program
        self._is_sequential = _is_sequential(questionnaire)
        self.addresses = Addresses(questionnaire, root)
        self.start()

    def start(self) -> None:
        """Begin again with an empty form."""
        self._answers = self._program.begin(_environment(), "1")
        self._evaluated: Sheet | None = None

    def do(self, operation: Operation) -> None:
        """Answer a question, or add or take away a repetition."""
        key = self.addresses.key(operation.reference)
        if operation.kind == "set":
            kind = self.addresses.question(operation.reference).kind
            self._answers = _written(self._answers, key, kind, operation.value)
        elif operation.kind == "add":
            self._answers = dict(self._program.add(self._sheet.answers(), key))
        else:
            self._answers = dict(self._program.remove(self._sheet.answers(), key))
        self._evaluated = None
        if self._is_sequential:
            self._answers = dict(self._sheet.answers())
            self._evaluated = None

    def forget(self, repeat: str, above: int) -> None:
        """Drop the answers of the repetitions of a repeat above a number."""
        key = self.addresses.key(repeat)
        base, around = split_key(key)
        path = self.addresses.path(base)
        for each in list(self._answers):
            name, numbers = split_key(each.removeprefix(COUNTED))
            inside = self.addresses.path(name).startswith(f"{path}/")
            here = numbers[: len(around) + 1]
            if inside and here[:-1] == around and here[-1] > above:
                del self._answers[each]
        self._evaluated = None

    def repetitions(self, reference: str) -> int:
        """Return how many repetitions a repeat has."""
        return self._sheet.repetitions(self.addresses.key(reference))

    @property
    def _sheet(self) -> Sheet:
        if self._evaluated is None:
            self._evaluated = self._program.evaluate(self._answers, _environment())
            self._answers = self._evaluated.answers()
        return self._evaluated

    def seen(self) -> Mapping[str, Seen]:
        """Return what is to be seen of every question, by reference."""
        return dict(self._seen())

    def _seen(self) -> Iterator[tuple[str, Seen]]:
        sheet = self._sheet
        for key in sheet.keys():  # noqa: SIM118 - a sheet is no mapping
            question = sheet.question(key)
            offers = question.choices is not None
            yield (
                self.addresses.reference(key),
                Seen(
                    key=key,
                    kind=question.kind,
                    relevant=sheet.is_relevant(key),
                    value=sheet.value(key),
                    required=sheet.is_required(key),
                    readonly=sheet.is_read_only(key),
                    constraint=sheet.satisfies(key),
                    offers=offers,
                    choices=tuple(each.name for each in sheet.choices(key))
                    if offers
                    else (),
                    is_shuffled=question.randomised,
                ),
            )


def _written(
    answers: Mapping[str, str | list[str]], key: str, kind: Kind, value: str
) -> dict[str, str | list[str]]:
    written = {name: each for name, each in answers.items() if name != key}
    if value:
        written[key] = value.split(" ") if kind in LISTED else _typed(kind, value)
    return written


def _typed(kind: Kind, value: str) -> str:
    """Return a value as our fields give it: a moment to the minute, without zone."""
    match kind:
        case Kind.TIME:
            return value[:5]
        case Kind.DATETIME:
            return value[:16]
        case _:
            return value


def _environment() -> Environment:
    return Environment(now=NOON, draw=lambda: 0.5, unique=lambda: "unique")


def _is_sequential(questionnaire: Questionnaire) -> bool:
    """Tell whether it matters in which order things are answered."""
    return any(
        each.trigger
        or "once(" in each.calculation
        or (each.calculation and each.is_asked)
        for each in questionnaire.questions()
    )

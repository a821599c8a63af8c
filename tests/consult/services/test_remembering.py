"""What followed from a draft is remembered for exactly that draft, and not for long."""

import datetime as dt
from dataclasses import dataclass

import pytest

from consult.ids import WaveId
from consult.services.drafting import DraftRow
from consult.services.remembering import MINUTES, MOST_PLACES, Memory, Remembered
from forms.definition import Kind
from forms.expressions.environment import Environment
from forms.logic import Sheet, compile_logic
from tests.forms.filled import an_item, with_body

ABOUT = ("version", "en", dt.date(2026, 11, 21))
ENVIRONMENT = Environment(
    now=dt.datetime(2026, 11, 21, tzinfo=dt.UTC), draw=lambda: 0.5, unique=lambda: "u"
)


@dataclass
class Seconds:
    """A clock that somebody else moves."""

    passed: float = 0.0

    def __call__(self) -> float:
        return self.passed


def a_sheet(questions: int = 1) -> Sheet:
    items = [an_item(f"q{number}", Kind.TEXT) for number in range(questions)]
    program = compile_logic(with_body(*items)).program
    assert program is not None
    return program.evaluate({"q0": "well"}, ENVIRONMENT)


def row(draft: str = "one", stored: str = '{"q0": "well"}') -> DraftRow:
    return DraftRow(draft, WaveId("w"), dt.date(2026, 11, 21), stored, ())


def found(sheet: Sheet | None = None) -> Remembered:
    return Remembered(row().stored, ABOUT, {"q0": "well"}, sheet or a_sheet(), None)


def test_it_is_given_to_one_alone() -> None:
    memory = Memory()
    held = found()
    memory.hold("one", held)

    assert memory.take(row(), ABOUT) is held
    assert memory.take(row(), ABOUT) is None


@pytest.mark.parametrize(
    ("wanted", "about"),
    [
        pytest.param(row(stored='{"q0": "tap"}'), ABOUT, id="other answers"),
        pytest.param(row("two"), ABOUT, id="another draft"),
        pytest.param(row(), ("version", "fr", ABOUT[2]), id="another language"),
        pytest.param(row(), ("version", "en", dt.date(2026, 11, 22)), id="another day"),
        pytest.param(row(), ("other", "en", ABOUT[2]), id="another questionnaire"),
    ],
)
def test_it_counts_for_nothing_else(
    wanted: DraftRow, about: tuple[object, ...]
) -> None:
    memory = Memory()
    memory.hold("one", found())

    assert memory.take(wanted, about) is None


def test_it_is_forgotten_after_minutes() -> None:
    seconds = Seconds()
    memory = Memory(seconds)
    memory.hold("one", found())
    seconds.passed = 60 * MINUTES + 1

    memory.forget_old()

    seconds.passed = 0
    assert memory.take(row(), ABOUT) is None


def test_what_is_too_old_is_not_given_before_it_is_swept() -> None:
    seconds = Seconds()
    memory = Memory(seconds)
    memory.hold("one", found())
    seconds.passed = 60 * MINUTES + 1

    assert memory.take(row(), ABOUT) is None


def test_it_is_forgotten_with_the_draft() -> None:
    memory = Memory()
    memory.hold("one", found())

    memory.forget("one")

    assert memory.take(row(), ABOUT) is None


def test_those_held_longest_make_room() -> None:
    memory, sheet = Memory(), a_sheet(MOST_PLACES // 2 - 10)
    for draft in ("one", "two", "three"):
        memory.hold(draft, found(sheet))

    assert memory.take(row("one"), ABOUT) is None
    assert memory.take(row("three"), ABOUT) is not None

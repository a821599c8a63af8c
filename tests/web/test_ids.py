from datetime import UTC, timedelta

from consult import clock
from consult.ids import ID_LENGTH, READABLE, new_incident_id, random_id
from tests.builders import StoppedClock


def test_ids_do_not_repeat_and_can_be_read_aloud() -> None:
    ids = [random_id() for _ in range(2_000)]

    assert len(set(ids)) == len(ids)
    assert set("".join(ids)) == set(READABLE)
    assert {len(name) for name in ids} == {ID_LENGTH}


def test_an_id_is_as_hard_to_guess_as_128_bits() -> None:
    assert len(READABLE) ** ID_LENGTH >= 2**128


def test_no_sign_of_an_id_is_mixed_up_with_another() -> None:
    assert not set(READABLE) & set("01ilo")


def test_an_incident_number_is_short() -> None:
    assert len(new_incident_id()) == 8


def test_the_clock_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_a_stopped_clock_moves_only_when_told(clock: StoppedClock) -> None:
    before = clock()

    clock.advance(timedelta(days=1))

    assert clock() - before == timedelta(days=1)

import threading
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, Type
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from consult.db.models import SignInBudget, StaffMember, metadata
from consult.db.session import Database
from consult.services.auditing import newest
from consult.services.budgeting import Allowance, Slowed, spend
from consult.services.passwords import fits, is_outdated
from consult.services.signing_in import (
    FOR_A_BROWSER,
    FOR_A_NAME,
    FOR_ALL,
    Attempt,
    SignInKeys,
    credentials_of,
    is_let_in,
    spend_try,
    turn_away,
    welcome,
)
from consult.services.staffing import Member, deactivate
from tests.builders import SECRET, StoppedClock
from tests.desks import PASSWORD, add_staff

KEYS = SignInKeys(SECRET)
AMINA = Attempt("amina")
SECOND = timedelta(seconds=1)


def tried(
    database: Database, clock: StoppedClock, attempt: Attempt = AMINA
) -> Slowed | None:
    with database.writing() as session:
        return spend_try(session, attempt, KEYS, now=clock())


def used_up(database: Database, clock: StoppedClock, attempt: Attempt = AMINA) -> int:
    """Return how many tries there were until there was none."""
    count = 0
    while tried(database, clock, attempt) is None:
        count += 1
    return count


def welcomed(database: Database, clock: StoppedClock) -> Member | None:
    with database.reading() as session:
        credentials = credentials_of(session, AMINA.name)
    with database.writing() as session:
        return welcome(session, AMINA, credentials, PASSWORD, keys=KEYS, now=clock())


def deeds(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(entry.deed, entry.about) for entry in newest(session, most=100)]


def test_a_name_has_a_few_tries_and_then_is_told_how_long_to_wait(
    database: Database, clock: StoppedClock
) -> None:
    assert used_up(database, clock) == FOR_A_NAME.tries
    assert tried(database, clock) == Slowed(30)

    clock.advance(12 * SECOND)
    assert tried(database, clock) == Slowed(18)


def test_who_waits_as_long_as_told_has_a_try_again(
    database: Database, clock: StoppedClock
) -> None:
    used_up(database, clock)

    for _ in range(7):
        clock.advance(11 * SECOND)
        slowed = tried(database, clock)
        assert slowed is not None
        clock.advance(slowed.seconds * SECOND)
        assert tried(database, clock) is None


def test_tries_come_back_up_to_what_there_was(
    database: Database, clock: StoppedClock
) -> None:
    used_up(database, clock)

    clock.advance(timedelta(minutes=59))

    assert used_up(database, clock) == FOR_A_NAME.tries


@pytest.mark.parametrize("same", ["Amina", " AMINA  ", "amina"])
def test_a_name_has_the_same_tries_however_it_is_written(
    sqlite_database: Database, clock: StoppedClock, same: str
) -> None:
    used_up(sqlite_database, clock)

    assert tried(sqlite_database, clock, Attempt(same)) is not None


def test_a_name_has_tries_of_its_own(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    used_up(sqlite_database, clock)

    assert tried(sqlite_database, clock, Attempt("brahim")) is None


def test_all_names_together_have_some_tries(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    answers = [
        tried(sqlite_database, clock, Attempt(f"name {place}"))
        for place in range(FOR_ALL.tries + 5)
    ]

    assert answers.count(None) == FOR_ALL.tries
    assert answers[-1] == Slowed(1)


def test_who_is_slowed_by_one_budget_takes_nothing_from_another(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    for _ in range(10 * FOR_ALL.tries):
        tried(sqlite_database, clock)

    assert tried(sqlite_database, clock, Attempt("brahim")) is None


def test_a_stranger_does_not_keep_the_owner_out_of_a_known_browser(
    database: Database, clock: StoppedClock
) -> None:
    for place in range(FOR_ALL.tries):
        used_up(database, clock, Attempt(f"name {place}"))
    used_up(database, clock)
    assert tried(database, clock) is not None

    own = Attempt("amina", browser="0123456789abcdef")
    assert used_up(database, clock, own) == FOR_A_BROWSER.tries


def test_the_mark_of_a_browser_helps_for_its_own_name_only(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    used_up(sqlite_database, clock, Attempt("amina", browser="0123456789abcdef"))

    other = Attempt("brahim", browser="0123456789abcdef")
    assert tried(sqlite_database, clock, other) is None


def checked_of(
    many: int, database: Database, clock: StoppedClock, name: str, step: timedelta
) -> int:
    """Return how many passwords are looked at; ``name`` may hold a number."""
    checked = 0
    with database.writing() as session:
        for place in range(many):
            attempt = Attempt(name.format(place))
            checked += spend_try(session, attempt, KEYS, now=clock()) is None
            clock.advance(step)
    return checked


@pytest.mark.slow
def test_ten_thousand_guesses_for_a_name_are_at_most_its_tries(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    many, hour = 10_000, timedelta(hours=1)

    checked = checked_of(many, sqlite_database, clock, "amina", hour / many)

    assert checked == FOR_A_NAME.tries + hour // FOR_A_NAME.one_more - 1


def test_a_thousand_names_are_at_most_the_tries_of_all(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    many, step = 1_000, timedelta(milliseconds=100)

    checked = checked_of(many, sqlite_database, clock, "name {}", step)

    assert checked == FOR_ALL.tries + many * step // FOR_ALL.one_more - 1


def test_names_that_were_made_up_leave_nothing_behind(
    database: Database, clock: StoppedClock
) -> None:
    for place in range(300):
        tried(database, clock, Attempt(f"name {place}"))
    with database.reading() as session:
        rows = session.scalar(select(func.count()).select_from(SignInBudget))
    # One for each try there was, one for all, one for the note that it was slow.
    assert rows == FOR_ALL.tries + 2

    clock.advance(timedelta(hours=2))
    tried(database, clock)

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInBudget)) == 2


def test_no_name_and_no_browser_can_be_read_from_what_is_kept(
    database: Database, clock: StoppedClock
) -> None:
    tried(database, clock)
    tried(database, clock, Attempt("amina", browser="0123456789abcdef"))

    with database.reading() as session:
        keys = list(session.scalars(select(SignInBudget.key)))
    assert len(keys) == 3
    assert all(len(key) == 64 and "amina" not in key for key in keys)
    assert KEYS.of_name("amina") != SignInKeys("another " + SECRET).of_name("amina")


def test_two_tries_at_the_same_time_are_two(
    database: Database, clock: StoppedClock
) -> None:
    many = 8
    barrier, answers = threading.Barrier(many), []

    def try_once() -> None:
        barrier.wait()
        answers.append(tried(database, clock))

    threads = [threading.Thread(target=try_once) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == many
    assert answers.count(None) == FOR_A_NAME.tries


def test_a_clock_that_is_set_back_takes_nothing_and_gives_nothing(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    tried(sqlite_database, clock)

    clock.advance(-timedelta(days=1))

    assert used_up(sqlite_database, clock) == FOR_A_NAME.tries - 1


@given(data=st.data())
def test_no_rhythm_of_tries_gets_more_than_the_allowance(data: st.DataObject) -> None:
    tries = data.draw(st.integers(min_value=1, max_value=5))
    seconds = data.draw(st.integers(min_value=1, max_value=60))
    steps = data.draw(st.lists(st.integers(min_value=0, max_value=100), max_size=30))
    allowance, clock = Allowance(tries, timedelta(seconds=seconds)), StoppedClock()
    engine = create_engine("sqlite://")
    metadata.create_all(engine, tables=[metadata.tables["sign_in_budget"]])
    begin = clock()
    granted = 0
    with Session(engine) as session:
        for step in steps:
            clock.advance(timedelta(seconds=step))
            granted += spend(session, {"some key": allowance}, now=clock()) is None
    engine.dispose()

    assert granted <= tries + (clock() - begin) / allowance.one_more


def test_the_right_password_lets_in_and_gives_the_try_back(
    database: Database, clock: StoppedClock
) -> None:
    with database.writing() as session:
        staff = add_staff(session, "amina")
    for _ in range(3 * FOR_A_NAME.tries):
        assert tried(database, clock) is None
        member = welcomed(database, clock)
        assert member is not None
        assert member.staff == staff

    assert deeds(database)[-1] == ("sign_in.done", staff)


def test_who_has_no_account_is_compared_with_a_hash_as_well(
    sqlite_database: Database,
) -> None:
    with sqlite_database.reading() as session:
        nobody = credentials_of(session, "nobody")
        unfit = credentials_of(session, "\x07" * 200)

    assert nobody == unfit
    assert nobody.password_hash is None
    assert not is_let_in(nobody, PASSWORD)


def test_who_was_removed_is_not_let_in(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    with sqlite_database.writing() as session:
        add_staff(session, "amina")
        deactivate(session, "amina")

    with sqlite_database.reading() as session:
        assert not is_let_in(credentials_of(session, "amina"), PASSWORD)
    assert welcomed(sqlite_database, clock) is None


def test_who_is_removed_while_the_password_is_looked_at_is_not_let_in(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    with sqlite_database.writing() as session:
        add_staff(session, "amina")
    with sqlite_database.reading() as session:
        before = credentials_of(session, "amina")
    with sqlite_database.writing() as session:
        deactivate(session, "amina")

    with sqlite_database.writing() as session:
        assert welcome(session, AMINA, before, PASSWORD, keys=KEYS, now=clock()) is None


def test_a_hash_with_other_parameters_is_replaced(
    database: Database, clock: StoppedClock
) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1, type=Type.ID)
    with database.writing() as session:
        staff = add_staff(session, "amina")
        session.get_one(StaffMember, staff).password_hash = old.hash(PASSWORD)

    assert welcomed(database, clock) is not None

    with database.reading() as session:
        kept = session.get_one(StaffMember, staff).password_hash
    assert not is_outdated(kept)
    assert fits(PASSWORD, kept)


def test_a_wrong_password_is_recorded_without_what_was_typed(
    database: Database, clock: StoppedClock
) -> None:
    with database.writing() as session:
        staff = add_staff(session, "amina")
    for name in ("amina", "hunter2"):
        with database.writing() as session:
            turn_away(session, credentials_of(session, name), now=clock())

    assert deeds(database) == [
        ("sign_in.refused", staff),
        ("sign_in.refused", "unknown"),
    ]


def test_slowing_is_recorded_once_in_a_while_and_not_each_time(
    database: Database, clock: StoppedClock
) -> None:
    with database.writing() as session:
        staff = add_staff(session, "amina")
    used_up(database, clock)
    for _ in range(20):
        tried(database, clock)
    assert deeds(database) == [("sign_in.slowed", staff)]

    clock.advance(timedelta(minutes=16))
    used_up(database, clock)

    assert deeds(database) == 2 * [("sign_in.slowed", staff)]


def test_many_made_up_names_are_recorded_once(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    for place in range(300):
        tried(sqlite_database, clock, Attempt(f"name {place}"))

    assert deeds(sqlite_database) == [("sign_in.slowed", "unknown")]

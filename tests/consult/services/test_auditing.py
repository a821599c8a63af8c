import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.db.address import DatabaseKind
from consult.db.models import AuditEntry
from consult.db.session import Database
from consult.errors import Inconsistent
from consult.ids import ConsultationId, StaffId, random_id
from consult.services.auditing import (
    BATCH,
    COMMAND,
    NO_HASH,
    SYSTEM,
    Deed,
    Recorded,
    Verified,
    holds,
    look,
    newest,
    record,
    verify,
)

NOW = datetime(2026, 11, 3, 9, 30, 59, 999, tzinfo=UTC)
AMINA = StaffId(random_id())

LIFTED = {
    DatabaseKind.SQLITE: (
        "DROP TRIGGER audit_entry_refuses_update",
        "DROP TRIGGER audit_entry_refuses_delete",
    ),
    DatabaseKind.POSTGRESQL: ("DROP TRIGGER audit_entry_is_kept ON audit_entry",),
}


def write(database: Database, many: int) -> list[Recorded]:
    with database.writing() as session:
        return [
            record(session, Deed.LOOKED, who=AMINA, about=f"page-{place}", now=NOW)
            for place in range(many)
        ]


def tamper(database: Database, *statements: str) -> None:
    """Change what nobody may change, as who holds the file could."""
    with database.writing() as session:
        for statement in (*LIFTED[database.kind], *statements):
            session.execute(text(statement))


def verified(database: Database) -> Verified:
    with database.reading() as session:
        return verify(session)


def test_entries_are_numbered_from_one_and_hold_the_hash_before(
    database: Database,
) -> None:
    first, second = write(database, 2)

    with database.reading() as session:
        entries = [session.get_one(AuditEntry, number) for number in (1, 2)]
    assert [entry.previous_hash for entry in entries] == [NO_HASH, first.hash]
    assert [entry.hash for entry in entries] == [first.hash, second.hash]
    assert first.hash != second.hash


def test_a_moment_is_kept_to_the_minute_in_utc(database: Database) -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=3)))
    with database.writing() as session:
        record(session, Deed.LOOKED, who=AMINA, about="x", now=elsewhere)

    with database.reading() as session:
        (entry,) = newest(session, most=5)
    assert entry.at == datetime(2026, 11, 3, 9, 30, tzinfo=UTC)


def test_an_empty_table_is_in_order(database: Database) -> None:
    assert verified(database) == Verified(broken=None, count=0, head=NO_HASH)


def test_what_was_recorded_is_in_order(database: Database) -> None:
    *_, last = write(database, 30)

    assert verified(database) == Verified(broken=None, count=30, head=last.hash)


def test_what_is_rolled_back_leaves_no_gap(database: Database) -> None:
    def record_and_fail() -> None:
        with database.writing() as session:
            record(session, Deed.LOOKED, who=AMINA, about="x", now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record_and_fail()
    write(database, 2)

    assert verified(database).count == 2
    assert verified(database).broken is None


CHANGES = {
    "who": "UPDATE audit_entry SET actor = 'system' WHERE number = 50",
    "what": "UPDATE audit_entry SET action = 'signed_out' WHERE number = 50",
    "about what": "UPDATE audit_entry SET about = 'page-7' WHERE number = 50",
    "when": "UPDATE audit_entry SET at = '2026-11-03 09:30:01' WHERE number = 50",
    "hash": "UPDATE audit_entry SET hash = previous_hash WHERE number = 50",
    "hash before": "UPDATE audit_entry SET previous_hash = hash WHERE number = 50",
    "removed": "DELETE FROM audit_entry WHERE number = 50",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_one_changed_entry_is_found(database: Database, change: str) -> None:
    entries = write(database, 60)
    tamper(database, change)

    found = verified(database)

    assert found == Verified(broken=50, count=49, head=entries[48].hash)


def test_one_changed_entry_among_more_than_are_read_at_once_is_found(
    sqlite_database: Database,
) -> None:
    entries = write(sqlite_database, BATCH + 20)
    assert verified(sqlite_database).head == entries[-1].hash

    tamper(
        sqlite_database,
        "UPDATE audit_entry SET about = 'x' WHERE number = 1005",
    )

    assert BATCH < 1_005
    assert verified(sqlite_database).broken == 1_005


def test_two_entries_in_each_others_place_are_found(database: Database) -> None:
    write(database, 20)
    tamper(
        database,
        "UPDATE audit_entry SET number = 99 WHERE number = 7",
        "UPDATE audit_entry SET number = 7 WHERE number = 8",
        "UPDATE audit_entry SET number = 8 WHERE number = 99",
    )

    assert verified(database).broken == 7


def test_letters_moved_from_one_part_to_the_next_are_found(
    database: Database,
) -> None:
    write(database, 3)
    tamper(
        database,
        "UPDATE audit_entry SET actor = actor || 'l', action = 'ooked' WHERE number = 2",
    )

    assert verified(database).broken == 2


def test_entries_cut_off_at_the_end_are_found_by_a_head_kept_elsewhere(
    database: Database,
) -> None:
    *_, last = write(database, 20)
    tamper(database, "DELETE FROM audit_entry WHERE number > 15")

    with database.reading() as session:
        assert verify(session).broken is None
        assert not holds(session, last.hash)


def test_a_head_kept_elsewhere_is_found_again_after_more_entries(
    database: Database,
) -> None:
    (kept,) = write(database, 1)
    write(database, 3)

    with database.reading() as session:
        assert holds(session, kept.hash)
        assert holds(session, NO_HASH)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET about = 'x'",
        "UPDATE audit_entry SET about = 'x' WHERE number = 1",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE number = 1",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(
    database: Database, statement: str
) -> None:
    (entry,) = write(database, 1)

    with (
        pytest.raises(DBAPIError, match="append-only"),
        database.writing() as session,
    ):
        session.execute(text(statement))

    assert verified(database) == Verified(broken=None, count=1, head=entry.hash)


REPLACE = (
    "INSERT OR REPLACE INTO audit_entry SELECT number, at, 'system', action,"
    " about, previous_hash, hash FROM audit_entry WHERE number = 2"
)


def test_no_entry_can_take_the_place_of_another(sqlite_database: Database) -> None:
    write(sqlite_database, 3)

    with (
        pytest.raises(DBAPIError, match="append-only"),
        sqlite_database.writing() as session,
    ):
        session.execute(text(REPLACE))

    assert verified(sqlite_database).broken is None


def test_an_entry_replaced_behind_the_back_of_the_database_is_found(
    sqlite_database: Database,
) -> None:
    write(sqlite_database, 3)
    with sqlite_database.writing() as session:
        session.execute(text("DROP TRIGGER audit_entry_refuses_replace"))
        session.execute(text(REPLACE))

    assert verified(sqlite_database).broken == 2


@pytest.mark.parametrize("many", [8])
def test_those_who_record_at_the_same_time_all_get_a_number_of_their_own(
    database: Database, many: int
) -> None:
    barrier = threading.Barrier(many)

    def record_some() -> None:
        barrier.wait()
        for _ in range(5):
            with database.writing() as session:
                record(session, Deed.LOOKED, who=AMINA, about="x", now=NOW)

    threads = [threading.Thread(target=record_some) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = verified(database)
    assert (found.broken, found.count) == (None, 5 * many)


@pytest.mark.parametrize(
    ("who", "about"),
    [
        pytest.param("Amina of the library", "x", id="a name with spaces"),
        pytest.param(AMINA, "the lamps are broken", id="words"),
        pytest.param(AMINA, "مصابيح", id="a word in another script"),
        pytest.param(AMINA, "", id="nothing"),
        pytest.param("", "x", id="nobody"),
        pytest.param(AMINA, "x" * 65, id="too long"),
        pytest.param(AMINA, "a\nb", id="two lines"),
    ],
)
def test_what_could_be_words_is_refused(
    sqlite_database: Database, who: str, about: str
) -> None:
    with (
        pytest.raises(Inconsistent, match="holds text"),
        sqlite_database.writing() as session,
    ):
        record(session, Deed.LOOKED, who=who, about=about, now=NOW)


@given(st.text(min_size=1, max_size=80))
def test_whatever_has_a_sign_that_is_not_plain_is_refused(words: str) -> None:
    plain = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/-")
    if set(words) <= plain:
        return
    with pytest.raises(Inconsistent):
        record(Session(), Deed.LOOKED, who=SYSTEM, about=words, now=NOW)


def test_a_look_says_who_looked_at_which_page_of_which_consultation(
    database: Database,
) -> None:
    consultation = ConsultationId(random_id())
    with database.writing() as session:
        look(
            session,
            who=AMINA,
            consultation=consultation,
            page="concerns/c12",
            now=NOW,
        )

    with database.reading() as session:
        (entry,) = newest(session, most=1)
    assert (entry.actor, entry.deed) == (AMINA, "looked")
    assert entry.about == f"{consultation}/concerns/c12"


def test_the_newest_entries_are_given_in_the_order_they_happened(
    database: Database,
) -> None:
    entries = write(database, 6)

    with database.reading() as session:
        assert newest(session, most=3) == tuple(entries[-3:])


@pytest.mark.parametrize(
    "who", [SYSTEM, COMMAND, AMINA], ids=["system", "command", "member"]
)
@pytest.mark.parametrize("deed", Deed)
def test_every_deed_can_be_recorded(
    sqlite_database: Database, deed: Deed, who: str
) -> None:
    with sqlite_database.writing() as session:
        assert record(session, deed, who=who, about=AMINA, now=NOW).deed == deed

"""What ``consult audit`` does and says."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from consult.cli.main import run
from consult.db.session import Database
from consult.services.auditing import NO_HASH, SYSTEM, Deed, record
from tests.desks import add_staff

NOW = datetime(2026, 11, 3, 9, 30, 59, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _with_a_database(migrated_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", migrated_sqlite_url)


def write(database: Database, many: int) -> str:
    """Record some deeds and return the head."""
    with database.writing() as session:
        for place in range(many):
            entry = record(
                session, Deed.SIGNED_OUT, who=SYSTEM, about=f"x{place}", now=NOW
            )
    return entry.hash


def tamper(database: Database, statement: str) -> None:
    with database.writing() as session:
        session.execute(text("DROP TRIGGER audit_entry_refuses_update"))
        session.execute(text("DROP TRIGGER audit_entry_refuses_delete"))
        session.execute(text(statement))


def test_a_record_that_is_whole_tells_its_head(
    sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    head = write(sqlite_database, 3)

    assert run(["audit", "verify"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "All 3 entries are in order.",
        f"Head: {head}",
    ]


def test_an_empty_record_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "verify"]) == 0
    assert NO_HASH in capsys.readouterr().out


def test_a_changed_entry_ends_with_1_and_its_number(
    sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    write(sqlite_database, 9)
    tamper(sqlite_database, "UPDATE audit_entry SET about = 'y' WHERE number = 4")

    assert run(["audit", "verify"]) == 1

    told = capsys.readouterr()
    assert "entry 4 does not fit" in told.err
    assert told.out == ""


def test_entries_cut_off_at_the_end_are_missed_with_the_head(
    sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    head = write(sqlite_database, 9)
    assert run(["audit", "verify", "--head", head]) == 0
    write(sqlite_database, 2)
    assert run(["audit", "verify", "--head", head]) == 0

    tamper(sqlite_database, "DELETE FROM audit_entry WHERE number > 5")

    assert run(["audit", "verify"]) == 0
    assert run(["audit", "verify", "--head", head]) == 1
    assert "the entry with this hash is gone" in capsys.readouterr().err


def test_the_last_deeds_are_shown_with_the_names_of_who_did_them(
    sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite_database.writing() as session:
        staff = add_staff(session, "amina")
        record(session, Deed.STAFF_ADDED, who="command", about=staff, now=NOW)
        record(session, Deed.SIGNED_IN, who=staff, about=staff, now=NOW)

    assert run(["audit", "show"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"1\t2026-11-03T09:30Z\tcommand\tstaff.added\t{staff}",
        f"2\t2026-11-03T09:30Z\tamina\tsign_in.done\t{staff}",
    ]


def test_as_many_are_shown_as_were_asked_for(
    sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    write(sqlite_database, 9)

    run(["audit", "show", "--last", "2"])

    shown = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in shown] == ["8", "9"]

"""Files are held beside drafts within limits, and given to responses by name."""

import datetime as dt

import pytest
from sqlalchemy import select

from consult.db.models import Draft, Upload
from consult.db.session import Database
from consult.privacy.cleaning import Cleaned
from consult.services import uploading
from consult.services.receipts import Keys, Ticket
from consult.services.uploading import (
    NoRoom,
    TooManyFiles,
    drop_unnamed,
    hold,
)
from tests.builders import SECRET
from tests.consult.answered import DAY, field_consultation

FILE = Cleaned(b"abc", "jpg")


@pytest.fixture
def tickets(database: Database) -> tuple[Ticket, Ticket]:
    """Return the tickets of two drafts."""
    keys = Keys(SECRET)
    one, other = (
        keys.ticket_for(keys.new_nonce(about="x", today=dt.date(2026, 11, 3)))
        for _ in range(2)
    )
    with database.writing() as session:
        wave = field_consultation(session).wave
        for ticket in (one, other):
            draft = Draft(
                token_hash=ticket.token_hash,
                wave_id=wave,
                language="en",
                answers={},
                started_on=DAY,
            )
            session.add(draft)
    return one, other


def names(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(Upload.name)))


def test_a_file_gets_a_name_that_says_nothing(
    database: Database, tickets: tuple[Ticket, Ticket]
) -> None:
    held = [hold(database, ticket=tickets[0], file=FILE) for _ in range(2)]

    assert len(set(held)) == 2
    assert all(len(each) == 30 and each.endswith(".jpg") for each in held)


def test_only_files_of_the_own_draft_are_dropped(
    database: Database, tickets: tuple[Ticket, Ticket]
) -> None:
    kept, dropped = (hold(database, ticket=tickets[0], file=FILE) for _ in range(2))
    other = hold(database, ticket=tickets[1], file=FILE)

    drop_unnamed(database, ticket=tickets[0], answers={"photo": kept, "uses": ["a"]})

    assert names(database) == {kept, other}
    assert dropped not in names(database)


def test_a_draft_holds_so_many_files_and_no_more(
    database: Database,
    tickets: tuple[Ticket, Ticket],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploading, "MOST_FILES", 2)
    for _ in range(2):
        hold(database, ticket=tickets[0], file=FILE)

    with pytest.raises(TooManyFiles):
        hold(database, ticket=tickets[0], file=FILE)
    assert hold(database, ticket=tickets[1], file=FILE)


def test_strangers_cannot_fill_the_disk(
    database: Database,
    tickets: tuple[Ticket, Ticket],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploading, "MOST_UNSENT", 6)
    for ticket in tickets:
        hold(database, ticket=ticket, file=FILE)

    with pytest.raises(NoRoom):
        hold(database, ticket=tickets[0], file=FILE)

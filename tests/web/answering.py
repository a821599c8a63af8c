"""An installation with a survey, and people who answer it through its pages alone."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask
from sqlalchemy import func, select

from consult.app import create_app
from consult.db.models import Draft, OpenAnswer, Response
from consult.db.session import Database, open_database
from consult.services.fielding import FieldedWave, WaveState, change_state, wave_of
from tests.builders import StoppedClock, some_settings
from tests.questionnaires import ANSWERS, field_a_wave
from tests.web.strict_client import Page, StrictClient

ON_PAGES: Final[Sequence[Mapping[str, str | list[str]]]] = (
    {"TO1": ANSWERS["TO1"]},
    {"TR01": ANSWERS["TR01"]},
    {"TA01": ANSWERS["TA01"], "TA02": ANSWERS["TA02"]},
    {"D_GRP": ANSWERS["D_GRP"], "D_Q": ANSWERS["D_Q"]},
)
"""What somebody gives on each page after the first."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The application with the survey ``trust``, its database and its clock."""

    app: Flask
    database: Database
    clock: StoppedClock

    @property
    def client(self) -> StrictClient:
        """Return a new browser, which has never been here."""
        return StrictClient(self.app)

    def count(self, table: type[Response | OpenAnswer | Draft] = Response) -> int:
        """Return how many rows a table has."""
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    def stored(self) -> list[dict[str, Any]]:
        """Return the answers of every response, with the words in place."""
        with self.database.reading() as session:
            words = {
                (each.response_id, each.question): each.text
                for each in session.scalars(select(OpenAnswer))
            }
            return [
                {
                    name: words.get((response.id, name), value)
                    for name, value in response.answers.items()
                }
                for response in session.scalars(select(Response))
            ]

    def wave(self) -> FieldedWave:
        """Return the survey as it is now."""
        with self.database.reading() as session:
            return wave_of(session, "trust")

    def set_state(self, state: WaveState) -> None:
        """Pause, open or close the survey."""
        with self.database.writing() as session:
            change_state(session, "trust", state)

    def go_to(self, day: dt.date) -> None:
        """Let it be another day."""
        moment = self.clock.moment
        self.clock.moment = moment.replace(year=day.year, month=day.month, day=day.day)


@contextmanager
def installation(
    database_url: str,
    *,
    settings: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Iterator[Installation]:
    """Give an installation on a migrated database; ``changes`` are of the wave."""
    database = open_database(database_url)
    with database.writing() as session:
        field_a_wave(session, **changes)
    clock = StoppedClock()
    app = create_app(
        some_settings(database_url=database_url, **(settings or {})), clock=clock
    )
    try:
        yield Installation(app, database, clock)
    finally:
        for opened in (database, app.extensions["database"]):
            opened.close()


def agreed(client: StrictClient, *, tag: str = "en") -> Page:
    """Return the first page of questions of somebody who agreed to take part."""
    return client.press(client.get(f"/{tag}/c/trust"), {"C_OK": "yes"})


def reviewing(client: StrictClient, *, tag: str = "en") -> Page:
    """Return the review of somebody who went through every page."""
    page = agreed(client, tag=tag)
    for given in ON_PAGES:
        page = client.press(page, given)
    return page


def thanked(client: StrictClient, *, tag: str = "en") -> Page:
    """Return the page that thanks somebody who has sent everything."""
    return client.press(reviewing(client, tag=tag))


def receipt_of(page: Page) -> str:
    """Return the code that a page shows to have been stored."""
    codes = [
        element.attrib["data-receipt"]
        for element in page.document.iter()
        if "data-receipt" in element.attrib
    ]
    assert len(codes) == 1, f"{len(codes)} receipts"
    return codes[0]

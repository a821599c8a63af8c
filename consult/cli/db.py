"""The commands ``consult db upgrade`` and ``consult db check``."""

from types import MappingProxyType
from typing import Final

import click

from consult.cli.installation import current_database, read_settings
from consult.cli.lazy import Command, Entry, Group
from consult.cli.speech import say
from consult.clock import now
from consult.db import migrate
from consult.db.integrity import require_integrity
from consult.db.revision import SCHEMA_REVISION
from consult.db.session import Database
from consult.errors import N_
from consult.services.checking import request_integrity_check

ENTRIES: Final = MappingProxyType(
    {
        "upgrade": Entry(
            __name__, "upgrade", N_("Make the database or bring it up to date.")
        ),
        "check": Entry(
            __name__, "check", N_("Read the whole database to see if it is sound.")
        ),
    }
)


@click.group(
    cls=Group, entries=ENTRIES, help=N_("Make, upgrade and check the database.")
)
def db() -> None:
    """Hold the commands about the database together."""


@click.command(
    cls=Command,
    help=N_(
        "Make the database or bring it up to date. Stop the programs that use it and "
        "take a backup first. If it is interrupted, nothing has changed."
    ),
    examples=(
        "consult db upgrade",
        "CONSULT_DATABASE_URL=postgresql://localhost/consult consult db upgrade",
    ),
)
def upgrade() -> None:
    """Run the migrations on the database of the settings."""
    settings = read_settings()
    migrate.upgrade(settings.database_url)
    with current_database(settings) as database:
        _say_revision(database)


@click.command(
    cls=Command,
    help=N_(
        "Check that the database has the tables of this version and the settings "
        "that keep answers safe, and read all of it to see if it is sound."
    ),
    examples=("consult db check", "consult db check --later"),
)
@click.option(
    "--later",
    is_flag=True,
    help=N_("Let a worker read it; consult status shows the progress."),
)
def check(*, later: bool) -> None:
    """Check the database of the settings, or queue that."""
    with current_database(read_settings()) as database:
        _say_revision(database)
        if later:
            _check_later(database)
        else:
            _check_now(database)


def _check_now(database: Database) -> None:
    with database.reading() as session:
        require_integrity(session, lambda _done, _total: None)
    say(N_("It is sound."))


def _check_later(database: Database) -> None:
    with database.writing() as session:
        queued = request_integrity_check(session, now=now())
    if queued.is_new:
        say(N_("The check is queued."))
    else:
        say(N_("The check of today was queued before."))


def _say_revision(database: Database) -> None:
    say(
        N_("The database at %(address)s is up to date (%(revision)s)."),
        address=database.address,
        revision=SCHEMA_REVISION,
    )

"""The commands that switch on what is off: positions, photos and recordings."""

import re
from typing import Final

import click

from consult.cli.installation import current_database, read_settings
from consult.cli.lazy import Command
from consult.cli.speech import say, warn
from consult.clock import now
from consult.db.session import Database
from consult.errors import N_
from consult.services.auditing import COMMAND, Deed, record
from consult.services.opening import (
    Opened,
    renew_forms,
    switch_attachment,
    switch_positions,
)

POSITIONS_WARNING: Final = N_(
    "Think of the people before you go on. A place can lead to a home, and a home to "
    "a person. It is kept to about one kilometre only, but where few people live "
    "that can still be one house, and beside age and group it says more. Phones and "
    "other people may hold the exact place. Ask for it only if you need it, and "
    "never where being found is dangerous."
)
ATTACHMENTS_WARNING: Final = N_(
    "Think of the people before you go on. Hidden data such as place and time are "
    "taken out, but faces, voices, names and houses stay: a photo or a recording can "
    "show who somebody is, and others who never agreed. Whoever may read answers "
    "sees and hears them. Never ask for them where being recognised is dangerous."
)
LONGEST: Final = 64


_slug = click.argument("slug", metavar="SLUG")
_on = click.option(
    "--on/--off",
    "on",
    required=True,
    help=N_("Ask for it from now on, or no more."),
)


@click.command(
    cls=Command,
    help=N_(
        "Ask for positions in the surveys of a consultation, or no more. They are "
        "off unless you switch them on. A position is made coarse, to about one "
        "kilometre, before anything is stored. Lines and areas on a map stay off."
    ),
    examples=(
        "consult consultation positions talvera --on",
        "consult consultation positions talvera --off",
    ),
)
@_slug
@_on
def positions(slug: str, *, on: bool) -> None:
    """Switch the positions of a consultation on or off."""
    if on:
        warn(POSITIONS_WARNING)
    with current_database(read_settings()) as database:
        with database.writing() as session:
            opened = switch_positions(session, slug, on=on)
            deed = Deed.POSITIONS_OPENED if on else Deed.POSITIONS_CLOSED
            record(session, deed, who=COMMAND, about=slug, now=now())
        _renew(database, opened)
    if on:
        told = ", ".join(opened.questions)
        say(N_("Positions are asked for: %(questions)s."), questions=told)
    else:
        say(N_("Positions are not asked for. Those that were sent are kept."))


@click.command(
    cls=Command,
    help=N_(
        "Ask for the photo or recording of one question, or no more. They are off "
        "unless you switch them on, one by one. What is sent is made anew without "
        "hidden data. Videos and other files stay off."
    ),
    examples=(
        "consult consultation attachments talvera photo_of_road --on",
        "consult consultation attachments talvera photo_of_road --off",
    ),
)
@_slug
@click.argument("question", metavar="QUESTION")
@_on
def attachments(slug: str, question: str, *, on: bool) -> None:
    """Switch the attachments of a question on or off."""
    if on:
        warn(ATTACHMENTS_WARNING)
    with current_database(read_settings()) as database:
        with database.writing() as session:
            opened = switch_attachment(session, slug, question, on=on)
            deed = Deed.ATTACHMENTS_OPENED if on else Deed.ATTACHMENTS_CLOSED
            about = _plain(f"{slug}/{question}")
            record(session, deed, who=COMMAND, about=about, now=now())
        _renew(database, opened)
    if on:
        say(N_("%(question)s is asked."), question=question)
    else:
        say(N_("%(question)s is not asked. What was sent is kept."), question=question)


def _renew(database: Database, opened: Opened) -> None:
    with database.writing() as session:
        problem = renew_forms(session, opened.consultation)
    if problem is not None:
        warn(problem.template, **problem.params)


def _plain(about: str) -> str:
    """Return what was done about as the record of deeds holds it."""
    return re.sub(r"[^A-Za-z0-9._:/-]", "_", about)[:LONGEST]

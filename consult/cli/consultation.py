"""The commands ``consult consultation``: let people answer, pause, or close."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import click

from consult.cli.installation import current_database, read_settings
from consult.cli.lazy import Command, Entry, Group
from consult.cli.speech import say
from consult.clock import now
from consult.errors import N_
from consult.services.auditing import COMMAND, Deed, record
from consult.services.fielding import WaveState, change_states

ENTRIES: Final = MappingProxyType(
    {
        "open": Entry(__name__, "open_surveys", N_("Let people answer.")),
        "pause": Entry(__name__, "pause", N_("Take no answers for a while.")),
        "close": Entry(__name__, "close", N_("Take no more answers, for good.")),
        "positions": Entry(
            "consult.cli.opening", "positions", N_("Ask where people are, coarsely.")
        ),
        "attachments": Entry(
            "consult.cli.opening", "attachments", N_("Ask for a photo or recording.")
        ),
    }
)
DEEDS: Final[Mapping[WaveState, Deed]] = MappingProxyType(
    {
        WaveState.OPEN: Deed.SURVEYS_OPENED,
        WaveState.PAUSED: Deed.SURVEYS_PAUSED,
        WaveState.CLOSED: Deed.SURVEYS_CLOSED,
    }
)


@click.group(
    cls=Group,
    entries=ENTRIES,
    help=N_("Open, pause and close surveys, and say what they may ask."),
)
def consultation() -> None:
    """Hold the commands about consultations together."""


@click.command(
    "open",
    cls=Command,
    help=N_("Let people answer the surveys of a consultation, or answer them again."),
    examples=("consult consultation open talvera",),
)
@click.argument("slug", metavar="SLUG")
def open_surveys(slug: str) -> None:
    """Open the surveys of a consultation."""
    for survey in _change(slug, WaveState.OPEN):
        say(N_("%(survey)s takes answers."), survey=survey)


@click.command(
    cls=Command,
    help=N_(
        "Take no answers for a while. What people have begun is kept for them; "
        "`consult consultation open` lets them go on."
    ),
    examples=("consult consultation pause talvera",),
)
@click.argument("slug", metavar="SLUG")
def pause(slug: str) -> None:
    """Pause the surveys of a consultation."""
    for survey in _change(slug, WaveState.PAUSED):
        say(N_("%(survey)s is paused."), survey=survey)


@click.command(
    cls=Command,
    help=N_(
        "Take no more answers, for good: a survey that is closed is never opened "
        "again. What people have begun can be sent until the end of the next day."
    ),
    examples=("consult consultation close talvera",),
)
@click.argument("slug", metavar="SLUG")
def close(slug: str) -> None:
    """Close the surveys of a consultation."""
    for survey in _change(slug, WaveState.CLOSED):
        say(N_("%(survey)s is closed."), survey=survey)


def _change(slug: str, state: WaveState) -> tuple[str, ...]:
    with current_database(read_settings()) as database, database.writing() as session:
        changed = change_states(session, slug, state)
        record(session, DEEDS[state], who=COMMAND, about=slug, now=now())
    return changed

"""The commands ``consult audit``: what staff did, and whether the record is whole."""

from types import MappingProxyType
from typing import ClassVar, Final

import click

from consult.cli.installation import current_database, read_settings
from consult.cli.lazy import Command, Entry, Group
from consult.cli.speech import say
from consult.errors import N_, ConsultError
from consult.ids import StaffId
from consult.services.auditing import Recorded, holds, newest, verify
from consult.services.staffing import list_members

ENTRIES: Final = MappingProxyType(
    {
        "verify": Entry(
            __name__, "verify_all", N_("Check that the record of deeds is whole.")
        ),
        "show": Entry(__name__, "show", N_("Show what was done last.")),
    }
)
MINUTE: Final = "%Y-%m-%dT%H:%MZ"


class AuditBroken(ConsultError):
    """An entry of the audit was changed, removed or put elsewhere."""

    code: ClassVar[str] = "C542"
    message: ClassVar[str] = N_(
        "The record of deeds was tampered with: entry %(number)s does not fit to the "
        "one before it. Keep the database as it is and find out who had access."
    )


class AuditCutOff(ConsultError):
    """A head that was noted earlier is no longer in the audit."""

    code: ClassVar[str] = "C543"
    message: ClassVar[str] = N_(
        "The record of deeds was tampered with: the entry with this hash is gone. "
        "Keep the database as it is and find out who had access."
    )


@click.group(
    cls=Group,
    entries=ENTRIES,
    help=N_("Read the record of what staff did, and check that it is whole."),
)
def audit() -> None:
    """Hold the commands about the audit together."""


@click.command(
    "verify",
    cls=Command,
    help=N_(
        "Check that no entry was changed, removed or put elsewhere, and show the hash "
        "of the last one (the head). Note the head in a safe place: only with it can "
        "entries that were cut off at the end be missed."
    ),
    examples=("consult audit verify", "consult audit verify --head HASH"),
)
@click.option(
    "--head",
    metavar="HASH",
    help=N_("A head that was noted earlier and has to be there still."),
)
def verify_all(head: str | None) -> None:
    """Verify the audit of the database of the settings."""
    with current_database(read_settings()) as database, database.reading() as session:
        found = verify(session)
        if found.broken is not None:
            raise AuditBroken(number=found.broken)
        if head is not None and not holds(session, head):
            raise AuditCutOff
    say(N_("All %(count)s entries are in order."), count=found.count)
    say(N_("Head: %(head)s"), head=found.head)


@click.command(
    cls=Command,
    help=N_(
        "Show what was done last, the newest at the end. The columns, divided by tabs, "
        "are number, minute, who, what, and about what."
    ),
    examples=("consult audit show", "consult audit show --last 200"),
)
@click.option(
    "--last",
    type=click.IntRange(1, 1_000_000),
    default=50,
    show_default=True,
    metavar="NUMBER",
    help=N_("How many entries."),
)
def show(last: int) -> None:
    """Show the audit of the database of the settings."""
    with current_database(read_settings()) as database, database.reading() as session:
        entries = newest(session, most=last)
        names = {member.staff: member.name for member in list_members(session)}
    for entry in entries:
        click.echo("\t".join(_columns(entry, names)))


def _columns(entry: Recorded, names: dict[StaffId, str]) -> tuple[str, ...]:
    who = names.get(StaffId(entry.actor), entry.actor)
    number, minute = str(entry.number), f"{entry.at:{MINUTE}}"
    return (number, minute, who, entry.deed, entry.about)

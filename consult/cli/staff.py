"""The commands ``consult staff``: who works here, and as what."""

import sys
from types import MappingProxyType
from typing import Final

import click
from sqlalchemy.orm import Session

from consult.cli.installation import current_database, read_settings
from consult.cli.lazy import Command, Entry, Group
from consult.cli.speech import say, translate
from consult.clock import now
from consult.errors import N_
from consult.ids import StaffId
from consult.roles import Role
from consult.services.auditing import COMMAND, GRANTED, Deed, record
from consult.services.passwords import new_password
from consult.services.staffing import (
    STAFF_ROLES,
    ListedMember,
    add_member,
    clean_name,
    deactivate,
    grant,
    list_members,
    member_named,
    set_password,
)

ENTRIES: Final = MappingProxyType(
    {
        "add": Entry(__name__, "add", N_("Give somebody an account and a role.")),
        "list": Entry(__name__, "list_all", N_("Show who works here, and as what.")),
        "grant": Entry(__name__, "grant_role", N_("Give somebody one more role.")),
        "password": Entry(__name__, "password", N_("Give somebody another password.")),
        "remove": Entry(__name__, "remove", N_("Take somebody's account away.")),
    }
)
ROLES: Final = tuple(role.value for role in STAFF_ROLES)


@click.group(
    cls=Group, entries=ENTRIES, help=N_("Say who works in which consultation.")
)
def staff() -> None:
    """Hold the commands about staff together."""


_consultation = click.option(
    "--consultation",
    "slug",
    required=True,
    metavar="SLUG",
    help=N_("The consultation, by the name in its address."),
)
_role = click.option(
    "--role",
    required=True,
    type=click.Choice(ROLES),
    help=N_("What they are in it; no role reaches beyond it."),
)
_password_stdin = click.option(
    "--password-stdin",
    is_flag=True,
    help=N_("Read the password from standard input instead of making one."),
)


@click.command(
    cls=Command,
    help=N_(
        "Give somebody an account and a role in a consultation. A password is made "
        "and shown this once; hand it over in person. Capital letters in a name do "
        "not matter."
    ),
    examples=(
        "consult staff add amina --consultation talvera --role facilitator",
        (
            "consult staff add amina --consultation talvera --role analyst "
            "--password-stdin < FILE"
        ),
    ),
)
@click.argument("name")
@_consultation
@_role
@_password_stdin
def add(name: str, slug: str, role: str, *, password_stdin: bool) -> None:
    """Add a member to the database of the settings."""
    chosen = _chosen_password(is_given=password_stdin)
    with current_database(read_settings()) as database, database.writing() as session:
        member = add_member(session, name, chosen, now().date())
        _record(session, Deed.STAFF_ADDED, member)
        _grant(session, member, slug, Role(role))
    say(N_("%(name)s can sign in now."), name=clean_name(name))
    _show(chosen, is_given=password_stdin)


@click.command(
    cls=Command,
    help=N_("Give somebody with an account one more role."),
    examples=("consult staff grant amina --consultation talvera --role analyst",),
)
@click.argument("name")
@_consultation
@_role
def grant_role(name: str, slug: str, role: str) -> None:
    """Grant a role in the database of the settings."""
    with current_database(read_settings()) as database, database.writing() as session:
        _grant(session, member_named(session, name).staff, slug, Role(role))
    say(N_("%(name)s has the role now."), name=clean_name(name))


@click.command(
    cls=Command,
    help=N_(
        "Give somebody another password, which is shown this once. Wherever they are "
        "signed in, they have to sign in again."
    ),
    examples=("consult staff password amina",),
)
@click.argument("name")
@_password_stdin
def password(name: str, *, password_stdin: bool) -> None:
    """Change a password in the database of the settings."""
    chosen = _chosen_password(is_given=password_stdin)
    with current_database(read_settings()) as database, database.writing() as session:
        _record(session, Deed.PASSWORD_SET, set_password(session, name, chosen))
    say(N_("%(name)s has another password now."), name=clean_name(name))
    _show(chosen, is_given=password_stdin)


@click.command(
    cls=Command,
    help=N_(
        "Take somebody's account away, with all roles and sessions. What they did "
        "stays in the audit."
    ),
    examples=("consult staff remove amina",),
)
@click.argument("name")
def remove(name: str) -> None:
    """Deactivate a member of the database of the settings."""
    with current_database(read_settings()) as database, database.writing() as session:
        _record(session, Deed.STAFF_REMOVED, deactivate(session, name))
    say(N_("%(name)s cannot sign in any more."), name=clean_name(name))


@click.command(
    "list",
    cls=Command,
    help=N_(
        "Show everybody who has or had an account, with their roles. The columns, "
        "divided by tabs, are the name, the id of the audit, and the roles."
    ),
    examples=("consult staff list",),
)
def list_all() -> None:
    """List the members of the database of the settings."""
    with current_database(read_settings()) as database, database.reading() as session:
        members = list_members(session)
    for member in members:
        click.echo("\t".join((member.name, member.staff, _roles(member))))


def _chosen_password(*, is_given: bool) -> str:
    if not is_given:
        return new_password()
    return sys.stdin.readline().rstrip("\r\n")


def _show(chosen: str, *, is_given: bool) -> None:
    """Show a password that was made: nothing else remembers it."""
    if not is_given:
        say(N_("Password, shown this once: %(password)s"), password=chosen)


def _grant(session: Session, member: StaffId, slug: str, role: Role) -> None:
    consultation = grant(session, member, slug, role)
    about = f"{member}/{consultation}"
    record(session, GRANTED[role], who=COMMAND, about=about, now=now())


def _record(session: Session, deed: Deed, member: StaffId) -> None:
    record(session, deed, who=COMMAND, about=member, now=now())


def _roles(member: ListedMember) -> str:
    if not member.is_active:
        return translate(N_("removed"))
    return ", ".join(f"{slug}: {role.value}" for slug, role in member.roles)

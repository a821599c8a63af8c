"""Lets staff in by name and password, and slows down whoever guesses.

Nobody is ever locked out: tries come back with time. Each name has a few, all names
together have some more, and a browser from which somebody signed in before has
tries of its own for that name, so that a stranger who uses up the tries of a name
does not keep its owner out. The last is the device cookie of OWASP: Slow Down Online
Guessing Attacks with Device Cookies,
https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.db.models import StaffMember
from consult.ids import StaffId
from consult.services.auditing import SYSTEM, UNKNOWN, Deed, record
from consult.services.budgeting import Allowance, Slowed, give_back, spend
from consult.services.passwords import fits, hashed, is_outdated
from consult.services.staffing import Member, UnfitName, clean_name, find_member

FOR_A_NAME: Final = Allowance(5, timedelta(seconds=30))
FOR_A_BROWSER: Final = Allowance(5, timedelta(seconds=30))
FOR_ALL: Final = Allowance(50, timedelta(seconds=1))
"""About a tenth of one processor, when all are used all the time."""

FOR_A_NOTE: Final = Allowance(1, timedelta(minutes=15))
"""How often it is written down that tries for a name are slowed."""

ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody wants in: a name as it was typed, and the browser if it is known.

    ``browser`` is the random mark of a browser that was let in before for this very
    name.
    """

    name: str
    browser: str | None = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is kept of a name; nothing is known of a name that nobody has."""

    staff: StaffId | None
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class SignInKeys:
    """Makes the keys of budgets, from which nobody reads a name."""

    secret: str

    def of(self, kind: str, value: str) -> str:
        """Return the key of a name or a browser: 64 hexadecimal digits."""
        message = f"sign-in {kind}:{value}".encode()
        return hmac.new(self.secret.encode(), message, hashlib.sha256).hexdigest()

    def of_name(self, name: str) -> str:
        """Return the key of a name, however its letters were typed."""
        return self.of("name", known_form(name) or "")


def known_form(name: str) -> str | None:
    """Return the name as it would be kept, or None if nobody can have it."""
    try:
        return clean_name(name)
    except UnfitName:
        return None


def spend_try(
    session: Session, attempt: Attempt, keys: SignInKeys, *, now: datetime
) -> Slowed | None:
    """Take a try, or return how long to wait for the next one.

    Has to be committed before the password is looked at, so that two tries at the
    same time are two.
    """
    slowed = spend(session, _budgets(attempt, keys), now=now)
    if slowed is not None:
        _note_slowing(session, attempt, keys, now)
    return slowed


def credentials_of(session: Session, name: str) -> Credentials:
    """Return what the password of a name is compared with."""
    known = session.scalar(
        select(StaffMember).where(StaffMember.name == (known_form(name) or ""))
    )
    if known is None:
        return Credentials(None, None)
    return Credentials(known.id, known.password_hash if known.is_active else None)


def is_let_in(credentials: Credentials, password: str) -> bool:
    """Return whether the password is right; it takes a tenth of a second for all.

    Holds no session: nobody should wait for the database meanwhile.
    """
    return fits(password, credentials.password_hash)


def welcome(
    session: Session,
    attempt: Attempt,
    credentials: Credentials,
    password: str,
    *,
    keys: SignInKeys,
    now: datetime,
) -> Member | None:
    """Give the try back, record the sign-in and return the member.

    None if they were removed in this very moment. A hash with older parameters is
    replaced.
    """
    if credentials.staff is None or credentials.password_hash is None:
        return None
    member = find_member(session, credentials.staff)
    if member is None:
        return None
    if is_outdated(credentials.password_hash):
        kept = session.get_one(StaffMember, member.staff)
        kept.password_hash = hashed(password)
    give_back(session, _budgets(attempt, keys), now=now)
    record(session, Deed.SIGNED_IN, who=member.staff, about=member.staff, now=now)
    return member


def turn_away(session: Session, credentials: Credentials, *, now: datetime) -> None:
    """Record that a password was wrong; never what was typed as the name."""
    about = credentials.staff or UNKNOWN
    record(session, Deed.SIGN_IN_REFUSED, who=SYSTEM, about=about, now=now)


def say_goodbye(session: Session, staff: StaffId, *, now: datetime) -> None:
    """End every session of a member, and record that they signed out.

    A cookie that was copied before is of no use afterwards.
    """
    session.execute(
        update(StaffMember)
        .where(StaffMember.id == staff)
        .values(generation=StaffMember.generation + 1)
    )
    record(session, Deed.SIGNED_OUT, who=staff, about=staff, now=now)


def _budgets(attempt: Attempt, keys: SignInKeys) -> Mapping[str, Allowance]:
    if attempt.browser is not None:
        own = f"{keys.of_name(attempt.name)}:{attempt.browser}"
        return MappingProxyType({keys.of("browser", own): FOR_A_BROWSER})
    return MappingProxyType(
        {keys.of_name(attempt.name): FOR_A_NAME, keys.of(ALL, ALL): FOR_ALL}
    )


def _note_slowing(
    session: Session, attempt: Attempt, keys: SignInKeys, now: datetime
) -> None:
    """Record the slowing, but not each time: that would fill the table for them."""
    about = credentials_of(session, attempt.name).staff or UNKNOWN
    note = {keys.of("note", about): FOR_A_NOTE}
    if spend(session, note, now=now) is None:
        record(session, Deed.SIGN_IN_SLOWED, who=SYSTEM, about=about, now=now)

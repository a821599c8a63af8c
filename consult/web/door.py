"""Lets somebody in, or not: the steps of signing in, each as short as it can be."""

from dataclasses import dataclass
from typing import TypeAlias

from consult.clock import Clock
from consult.services.budgeting import Slowed
from consult.services.signing_in import (
    Attempt,
    Credentials,
    SignInKeys,
    credentials_of,
    is_let_in,
    say_goodbye,
    spend_try,
    turn_away,
    welcome,
)
from consult.services.staffing import Member
from consult.services.storage import Storage

Answer: TypeAlias = Member | Slowed | None
"""Who was let in, how long to wait, or nothing: it was the wrong password."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where somebody knocks with a name and a password."""

    storage: Storage
    clock: Clock
    keys: SignInKeys

    def knock(self, attempt: Attempt, password: str) -> Answer:
        """Return whether somebody is let in.

        The try is spent and stored before the password is looked at; nothing is
        locked while it is.
        """
        with self.storage.writing() as session:
            slowed = spend_try(session, attempt, self.keys, now=self.clock())
        if slowed is not None:
            return slowed
        with self.storage.reading() as session:
            credentials = credentials_of(session, attempt.name)
        if is_let_in(credentials, password):
            return self._open(attempt, credentials, password)
        with self.storage.writing() as session:
            turn_away(session, credentials, now=self.clock())
        return None

    def close_behind(self, member: Member) -> None:
        """Record that somebody left."""
        with self.storage.writing() as session:
            say_goodbye(session, member.staff, now=self.clock())

    def _open(
        self, attempt: Attempt, credentials: Credentials, password: str
    ) -> Member | None:
        with self.storage.writing() as session:
            return welcome(
                session,
                attempt,
                credentials,
                password,
                keys=self.keys,
                now=self.clock(),
            )

"""Counts tries that come back with time, so that guessing is slow and never ends.

A token bucket: it holds so many tries at most and gets them back one by one.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from sqlalchemy import Insert, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.db.models import SignInBudget

FORGOTTEN_AFTER: Final = timedelta(hours=1)
"""Every allowance is whole again long before."""

Rows: TypeAlias = Mapping[str, SignInBudget]

# Thirds of a try do not quite add up to one.
_ROUNDING: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many tries there are at most, and how soon one comes back."""

    tries: int
    one_more: timedelta


@dataclass(frozen=True, slots=True)
class Slowed:
    """There is no try left; the next one comes back in so many seconds."""

    seconds: int


def spend(
    session: Session, budgets: Mapping[str, Allowance], *, now: datetime
) -> Slowed | None:
    """Take one try from each budget, or none from any and say how long to wait.

    ``budgets`` maps keys of up to 64 signs to what they allow. Two transactions
    that spend from the same budget wait for each other.
    """
    # Looked at first: who is slowed leaves no row behind and wins no lock.
    slowed = _slowed(_left(_found(session, budgets), budgets, now), budgets)
    if slowed is not None:
        return slowed
    _forget(session, now)
    rows = _locked(session, budgets, now)
    left = _left(rows, budgets, now)
    slowed = _slowed(left, budgets)
    if slowed is None:
        _count(rows, {key: tries - 1 for key, tries in left.items()}, now)
        session.flush()
    return slowed


def give_back(
    session: Session, budgets: Mapping[str, Allowance], *, now: datetime
) -> None:
    """Give back a try to each budget."""
    rows = _locked(session, budgets, now)
    left = _left(rows, budgets, now)
    more = {key: min(budgets[key].tries, tries + 1) for key, tries in left.items()}
    _count(rows, more, now)
    session.flush()


def _forget(session: Session, now: datetime) -> None:
    """Delete what is whole again, so that made-up names leave nothing behind."""
    old = delete(SignInBudget).where(SignInBudget.counted_at < now - FORGOTTEN_AFTER)
    # What the session has read of them is read again before it is used.
    session.execute(old.execution_options(synchronize_session=False))


def _found(session: Session, budgets: Mapping[str, Allowance]) -> Rows:
    query = select(SignInBudget).where(SignInBudget.key.in_(sorted(budgets)))
    return {row.key: row for row in session.scalars(query)}


def _locked(session: Session, budgets: Mapping[str, Allowance], now: datetime) -> Rows:
    """Return a row of this transaction's own for each budget."""
    rows = {}
    # In one order everywhere, so that no two wait for each other in a circle.
    for key in sorted(budgets):
        full = {"key": key, "tries": budgets[key].tries, "counted_at": now}
        session.execute(_insert(session).values(full))
        query = select(SignInBudget).where(SignInBudget.key == key).with_for_update()
        fresh = query.execution_options(populate_existing=True)
        rows[key] = session.scalars(fresh).one()
    return rows


def _left(
    rows: Rows, budgets: Mapping[str, Allowance], now: datetime
) -> dict[str, float]:
    """Return how many tries there are now, those that came back among them."""
    return {
        key: _tries(rows[key], allowance, now) if key in rows else allowance.tries
        for key, allowance in budgets.items()
    }


def _tries(row: SignInBudget, allowance: Allowance, now: datetime) -> float:
    # A clock that is set back takes nothing away.
    passed = max(timedelta(), now - row.counted_at)
    return min(allowance.tries, row.tries + passed / allowance.one_more)


def _slowed(
    left: Mapping[str, float], budgets: Mapping[str, Allowance]
) -> Slowed | None:
    seconds = max(
        (1 - tries) * budgets[key].one_more.total_seconds()
        for key, tries in left.items()
    )
    return Slowed(math.ceil(seconds)) if seconds > _ROUNDING else None


def _count(rows: Rows, tries: Mapping[str, float], now: datetime) -> None:
    for key, row in rows.items():
        row.tries, row.counted_at = max(0.0, tries[key]), now


def _insert(session: Session) -> Insert:
    """Return an insert that leaves a row with the same key as it is."""
    columns = [SignInBudget.key]
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(SignInBudget).on_conflict_do_nothing(
            index_elements=columns
        )
    return postgresql.insert(SignInBudget).on_conflict_do_nothing(
        index_elements=columns
    )

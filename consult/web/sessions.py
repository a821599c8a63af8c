"""Knows who is signed in: a signed cookie that only the desk reads.

The cookie holds a staff id, what voids it, and two minutes. It is not looked at
outside the desk, so that no page for people who answer can depend on it.
"""

import hashlib
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from wtforms import Form
from wtforms.csrf.core import CSRFTokenField
from wtforms.csrf.session import SessionCSRF
from wtforms.meta import DefaultMeta

from consult.clock import Clock
from consult.errors import N_, Rejected
from consult.ids import StaffId
from consult.services.accessing import ANYBODY, Actor, Resource
from consult.services.staffing import (
    Member,
    NamedConsultation,
    find_consultation,
    find_member,
)
from consult.services.storage import Storage

DESK: Final = "desk"

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=8)
"""Half an hour without a request and a working day in all: the limits that OWASP's
Session Management Cheat Sheet gives for what is worth protecting.
"""

_STAFF, _GENERATION, _SINCE, _SEEN = "staff", "generation", "since", "seen"


class StaleForm(Rejected):
    """A form of the desk that was not made for this session."""

    code = "C476"
    status = 400
    message = N_(
        "This page was open for too long, or your browser keeps no cookies. Go back, "
        "load the page again and repeat the last step."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who makes a request, and the consultation that its address names."""

    member: Member | None = None
    consultation: NamedConsultation | None = None

    @property
    def actor(self) -> Actor:
        """Return the visitor as somebody about whom is decided."""
        return self.member.actor if self.member else ANYBODY

    @property
    def resource(self) -> Resource:
        """Return what the address names as something about which is decided."""
        named = self.consultation
        return Resource(consultation=named.id if named else None)


NOBODY: Final = Visit()


class DeskSessions(SecureCookieSessionInterface):
    """Sessions that exist on the pages of the desk alone."""

    digest_method = staticmethod(hashlib.sha256)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of a request to the desk; None for all others.

        Without a session Flask reads no cookie, sets none, and refuses to keep
        anything.
        """
        if not is_desk(request.path):
            return None
        return super().open_session(app, request)


class DeskForm(Form):
    """What every form of the desk carries: a token that only its own pages know."""

    csrf_token: CSRFTokenField

    class Meta(DefaultMeta):
        """Where the token comes from; it lasts as long as the session."""

        csrf = True
        csrf_class = SessionCSRF
        csrf_time_limit = None


@dataclass(frozen=True, slots=True)
class Sessions:
    """Begins, reads and ends the sessions of staff; ``secret`` signs their forms."""

    storage: Storage
    clock: Clock
    secret: str

    def begin(self, kept: MutableMapping[str, Any], member: Member) -> None:
        """Sign somebody in; whatever the session held before is gone."""
        minute = self._minute()
        kept.clear()
        kept[_STAFF], kept[_GENERATION] = member.staff, member.generation
        kept[_SINCE], kept[_SEEN] = minute, minute

    def visit(self, kept: MutableMapping[str, Any], slug: str | None) -> Visit:
        """Return who is signed in, and the consultation with this slug."""
        staff, generation = kept.get(_STAFF), kept.get(_GENERATION)
        if not isinstance(staff, str) or not self._is_fresh(kept):
            return NOBODY
        with self.storage.reading() as session:
            member = find_member(session, StaffId(staff))
            if member is None or member.generation != generation:
                return NOBODY
            named = find_consultation(session, slug) if slug else None
        if kept[_SEEN] != self._minute():
            kept[_SEEN] = self._minute()
        return Visit(member=member, consultation=named)

    def token(self, kept: MutableMapping[str, Any]) -> str:
        """Return what every form of this session has to carry."""
        return str(DeskForm(meta=self.form_meta(kept)).csrf_token.current_token)

    def knows_form(self, kept: MutableMapping[str, Any], given: Any) -> bool:
        """Return whether a form that was sent carries the token of the session."""
        return DeskForm(given, meta=self.form_meta(kept)).validate()

    def form_meta(self, kept: MutableMapping[str, Any]) -> dict[str, object]:
        """Return what a ``DeskForm`` has to know of this session."""
        return {"csrf_secret": self.secret.encode(), "csrf_context": kept}

    def _is_fresh(self, kept: MutableMapping[str, Any]) -> bool:
        now, since, seen = self._minute(), kept.get(_SINCE), kept.get(_SEEN)
        if not isinstance(since, int) or not isinstance(seen, int):
            return False
        # Both ways, as a clock that was set back would make it last longer.
        return abs(now - seen) <= _minutes(IDLE) and abs(now - since) <= _minutes(
            LONGEST
        )

    def _minute(self) -> int:
        return _minutes(self.clock() - datetime(1970, 1, 1, tzinfo=UTC))


def is_desk(path: str) -> bool:
    """Return whether a path leads to the desk, in whatever language."""
    return path.split("/")[2:3] == [DESK]


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)

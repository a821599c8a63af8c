"""Consultations with staff who may work in them, for tests of the desk."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from consult.ids import ConsultationId, StaffId
from consult.roles import Role
from consult.services.announcing import Details
from consult.services.fielding import create_consultation
from consult.services.staffing import add_member, grant
from forms.definition import Text

PASSWORD: Final = "lamp river bus seven"
TODAY: Final = dt.date(2026, 11, 3)
TITLES: Final = {"en": "Daily life in {}", "ar": "الحياة في {}"}


def add_consultation(
    session: Session, slug: str, *, place: str | None = None
) -> ConsultationId:
    """Return a new consultation about a place, which may be called like the slug."""
    title = {tag: words.format(place or slug) for tag, words in TITLES.items()}
    details = Details(
        title=Text.of(title),
        summary=Text.of({"en": "What worries you."}),
        asked_by=Text.of({"en": "the town council"}),
        contact=Text.of({"en": "At the library desk."}),
    )
    return create_consultation(
        session,
        slug=slug,
        details=details,
        disclosure_threshold=10,
        delete_on=dt.date(2027, 6, 12),
    )


def add_staff(
    session: Session,
    name: str,
    roles: Mapping[str, Sequence[Role]] | None = None,
    *,
    password: str = PASSWORD,
) -> StaffId:
    """Return a new member with roles by the slug of a consultation."""
    staff = add_member(session, name, password, TODAY)
    for slug, granted in (roles or {}).items():
        for role in granted:
            grant(session, staff, slug, role)
    return staff

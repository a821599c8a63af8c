"""Says who works in which consultation as what, and lets that be changed."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.db.models import Consultation, StaffMember, StaffRole
from consult.db.models.staff import STAFF_NAME_LENGTH
from consult.errors import N_, Inconsistent, NotFound, Rejected
from consult.ids import ConsultationId, StaffId, random_id
from consult.roles import Role
from consult.services.accessing import Actor
from consult.services.passwords import hashed
from consult.services.transcribing import holds_files
from forms.definition import Text

STAFF_ROLES: Final = (Role.FACILITATOR, Role.ANALYST, Role.COORDINATOR)
"""What somebody with an account can be; the public needs none."""

LONGEST_NAME: Final = STAFF_NAME_LENGTH


class NameTaken(Rejected):
    """Somebody with an account has this name."""

    code = "C472"
    message = N_("There is somebody called %(name)s already. Choose another name.")


class UnfitName(Rejected):
    """A name that nobody could type again."""

    code = "C473"
    message = N_(
        "A name needs 1 to %(longest)s letters, digits or signs, in one line. "
        "Choose another one."
    )


class NoSuchMember(NotFound):
    """Nobody with an account has this name."""

    code = "C474"
    message = N_("Nobody is called %(name)s. See all names with: consult staff list")


class NoSuchConsultation(NotFound):
    """A consultation that was named does not exist."""

    code = "C475"
    message = N_("There is no consultation %(slug)s. Check its name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody with an account; ``roles`` are by consultation."""

    staff: StaffId
    name: str
    generation: int
    roles: Mapping[ConsultationId, frozenset[Role]]

    @property
    def actor(self) -> Actor:
        """Return the member as somebody about whom is decided."""
        return Actor(staff=self.staff, roles=self.roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedConsultation:
    """A consultation as an address names it.

    ``has_files`` tells that its answers may hold photos or recordings.
    """

    id: ConsultationId
    slug: str
    title: Text
    has_files: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMember:
    """One row of the list of all accounts; ``roles`` are by consultation slug."""

    staff: StaffId
    name: str
    is_active: bool
    roles: tuple[tuple[str, Role], ...]


def clean_name(name: str) -> str:
    """Return a name as it is kept: in small letters, as keyboards differ there.

    Raises ``UnfitName``.
    """
    clean = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    if not 1 <= len(clean) <= LONGEST_NAME or not clean.isprintable():
        raise UnfitName(longest=LONGEST_NAME)
    return clean


def add_member(session: Session, name: str, password: str, today: date) -> StaffId:
    """Add somebody and return their id.

    Somebody who was removed comes back under the same id, without the roles of
    then. Raises ``NameTaken``, ``UnfitName`` and ``UnfitPassword``.
    """
    clean, password_hash = clean_name(name), hashed(password)
    known = _row(session, clean)
    if known is None:
        known = StaffMember(
            id=StaffId(random_id()), name=clean, generation=1, is_active=False
        )
        session.add(known)
    if known.is_active:
        raise NameTaken(name=clean)
    known.password_hash, known.is_active, known.added_on = password_hash, True, today
    session.flush()
    return known.id


def set_password(session: Session, name: str, password: str) -> StaffId:
    """Give a member another password, which ends their sessions; return the id.

    Raises ``NoSuchMember`` and ``UnfitPassword``.
    """
    known = _active_row(session, name)
    known.password_hash = hashed(password)
    known.generation += 1
    return known.id


def grant(session: Session, staff: StaffId, slug: str, role: Role) -> ConsultationId:
    """Let a member be something in a consultation, whose id is returned.

    Raises ``NoSuchConsultation``, and ``Rejected`` for a role that is no work.
    """
    if role not in STAFF_ROLES:
        raise Rejected
    consultation = find_consultation(session, slug)
    if consultation is None:
        raise NoSuchConsultation(slug=slug)
    session.merge(
        StaffRole(staff_id=staff, consultation_id=consultation.id, role=role),
    )
    session.flush()
    return consultation.id


def deactivate(session: Session, name: str) -> StaffId:
    """Remove a member: no session, no role; the id stays for the audit.

    Raises ``NoSuchMember``.
    """
    known = _active_row(session, name)
    known.is_active = False
    known.generation += 1
    session.execute(delete(StaffRole).where(StaffRole.staff_id == known.id))
    session.flush()
    return known.id


def member_named(session: Session, name: str) -> Member:
    """Return the active member of this name; raises ``NoSuchMember``."""
    known = _active_row(session, name)
    return _member(session, known)


def find_member(session: Session, staff: StaffId) -> Member | None:
    """Return the active member with this id, or None."""
    known = session.get(StaffMember, staff)
    return _member(session, known) if known and known.is_active else None


def roles_of(
    session: Session, staff: StaffId
) -> Mapping[ConsultationId, frozenset[Role]]:
    """Return what somebody is, by consultation."""
    query = (
        select(StaffRole.consultation_id, StaffRole.role)
        .where(StaffRole.staff_id == staff)
        .order_by(StaffRole.consultation_id, StaffRole.role)
    )
    roles: dict[ConsultationId, frozenset[Role]] = {}
    for consultation, role in session.execute(query):
        roles[consultation] = roles.get(consultation, frozenset()) | {role}
    return roles


def consultations_of(session: Session, staff: StaffId) -> tuple[NamedConsultation, ...]:
    """Return the consultations somebody works in, by slug."""
    own = select(StaffRole.consultation_id).where(StaffRole.staff_id == staff)
    query = (
        select(Consultation).where(Consultation.id.in_(own)).order_by(Consultation.slug)
    )
    return tuple(_named(found) for found in session.scalars(query))


def find_consultation(session: Session, slug: str) -> NamedConsultation | None:
    """Return the consultation with this slug, or None; who may see it is not asked."""
    found = session.scalar(select(Consultation).where(Consultation.slug == slug))
    if found is None:
        return None
    has_files = bool(found.opened_attachments) or holds_files(session, found.id)
    return replace(_named(found), has_files=has_files)


def list_members(session: Session) -> tuple[ListedMember, ...]:
    """Return every account by name, those that were removed as well."""
    query = select(StaffMember).order_by(StaffMember.name)
    return tuple(_listed(session, known) for known in session.scalars(query))


def _listed(session: Session, known: StaffMember) -> ListedMember:
    query = (
        select(Consultation.slug, StaffRole.role)
        .join(Consultation, Consultation.id == StaffRole.consultation_id)
        .where(StaffRole.staff_id == known.id)
        .order_by(Consultation.slug, StaffRole.role)
    )
    return ListedMember(
        staff=known.id,
        name=known.name,
        is_active=known.is_active,
        roles=tuple((slug, role) for slug, role in session.execute(query)),
    )


def _row(session: Session, name: str) -> StaffMember | None:
    return session.scalar(select(StaffMember).where(StaffMember.name == name))


def _active_row(session: Session, name: str) -> StaffMember:
    known = _row(session, clean_name(name))
    if known is None or not known.is_active:
        raise NoSuchMember(name=clean_name(name))
    return known


def _member(session: Session, known: StaffMember) -> Member:
    return Member(
        staff=known.id,
        name=known.name,
        generation=known.generation,
        roles=roles_of(session, known.id),
    )


def _named(found: Consultation) -> NamedConsultation:
    title = found.details.get("title")
    if not isinstance(title, dict):
        raise Inconsistent
    return NamedConsultation(id=found.id, slug=found.slug, title=Text.of(title))

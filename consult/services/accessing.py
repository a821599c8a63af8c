"""Decides who may do what: the one place, for pages, exports and jobs alike.

What is not granted here is refused. A role never reaches beyond the consultation
it was given in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from consult.ids import ConsultationId, StaffId
from consult.roles import Role


class Action(StrEnum):
    """What somebody wants to do."""

    VISIT = "visit"
    CHECK_HEALTH = "check health"
    ANSWER = "answer"
    SIGN_IN = "sign in"
    OPEN_DESK = "open desk"
    OVERSEE = "oversee"
    READ_CONCERNS = "read concerns"
    READ_RESULTS = "read results"
    READ_REPORT = "read report"
    ANALYSE = "analyse"
    ENTER_ANSWERS = "enter answers"
    READ_ANSWERS = "read answers"
    TYPE_ANSWERS = "type answers"
    REVIEW_CONCERNS = "review concerns"
    RELEASE_REPORT = "release report"


class Reason(StrEnum):
    """Why a decision was taken; for the answer that is given and for tests."""

    GRANTED = "granted"
    SIGNED_OUT = "signed out"
    OTHER_CONSULTATION = "other consultation"
    NOT_IN_ROLE = "not in role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who asks, and what they are in which consultation.

    ``staff`` is None for everybody who is not signed in.
    """

    staff: StaffId | None
    roles: Mapping[ConsultationId, frozenset[Role]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What the action is about; without a consultation, the installation."""

    consultation: ConsultationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether the actor may, and why."""

    allowed: bool
    reason: Reason


ANYBODY: Final = Actor(staff=None, roles=MappingProxyType({}))
INSTALLATION: Final = Resource()

OPEN_TO_ALL: Final = frozenset(
    {Action.VISIT, Action.CHECK_HEALTH, Action.ANSWER, Action.SIGN_IN}
)
OPEN_TO_STAFF: Final = frozenset({Action.OPEN_DESK})
"""What everybody who is signed in may do, whatever their roles."""

_FACILITATOR, _ANALYST = Role.FACILITATOR, Role.ANALYST
_COORDINATOR = Role.COORDINATOR

GRANTS: Final[Mapping[Action, frozenset[Role]]] = MappingProxyType(
    {
        Action.OVERSEE: frozenset({_FACILITATOR, _ANALYST, _COORDINATOR}),
        Action.READ_CONCERNS: frozenset({_FACILITATOR, _ANALYST}),
        Action.READ_RESULTS: frozenset({_FACILITATOR, _ANALYST, _COORDINATOR}),
        Action.READ_REPORT: frozenset({_FACILITATOR, _ANALYST, _COORDINATOR}),
        Action.ANALYSE: frozenset({_FACILITATOR, _ANALYST}),
        Action.ENTER_ANSWERS: frozenset({_FACILITATOR, _COORDINATOR}),
        Action.READ_ANSWERS: frozenset({_FACILITATOR, _ANALYST}),
        Action.TYPE_ANSWERS: frozenset({_FACILITATOR, _ANALYST}),
        Action.REVIEW_CONCERNS: frozenset({_FACILITATOR, _ANALYST}),
        Action.RELEASE_REPORT: frozenset({_COORDINATOR}),
    }
)
"""Who may do what within their own consultations.

A coordinator answers for the consultation without reading what single people
wrote: the more powerful a person, the less they need to know who complained.
"""


def decide(actor: Actor, action: Action, resource: Resource) -> Decision:
    """Return whether the actor may do this to the resource, and why.

    A consultation in which the actor is nothing is refused as another one, so that
    nobody learns whether it exists.
    """
    if action in OPEN_TO_ALL:
        return Decision(allowed=True, reason=Reason.GRANTED)
    if actor.staff is None:
        return Decision(allowed=False, reason=Reason.SIGNED_OUT)
    if action in OPEN_TO_STAFF:
        return Decision(allowed=True, reason=Reason.GRANTED)
    roles = _roles_in(actor, resource)
    if not roles:
        return Decision(allowed=False, reason=Reason.OTHER_CONSULTATION)
    if roles.isdisjoint(GRANTS.get(action, frozenset())):
        return Decision(allowed=False, reason=Reason.NOT_IN_ROLE)
    return Decision(allowed=True, reason=Reason.GRANTED)


def _roles_in(actor: Actor, resource: Resource) -> frozenset[Role]:
    if resource.consultation is None:
        return frozenset()
    return actor.roles.get(resource.consultation, frozenset())

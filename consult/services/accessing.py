"""Decides who may do what: the one place, for pages, exports and jobs alike.

What is not granted here is refused. A role never reaches beyond the
consultations it was given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from consult.ids import ConsultationId
from consult.roles import Role


class Action(StrEnum):
    """What somebody wants to do."""

    VISIT = "visit"
    CHECK_HEALTH = "check health"
    ANSWER = "answer"
    ENTER_ANSWERS = "enter answers"
    READ_ANSWERS = "read answers"
    REVIEW_CONCERNS = "review concerns"
    RELEASE_REPORT = "release report"


class Reason(StrEnum):
    """Why a decision was taken; for the audit log and for tests."""

    GRANTED = "granted"
    NOT_IN_ROLE = "not in role"
    OTHER_CONSULTATION = "other consultation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who asks: a role, and the consultations it was given for."""

    role: Role
    consultations: frozenset[ConsultationId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What the action is about; without a consultation, the installation."""

    consultation: ConsultationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether the actor may, and why."""

    allowed: bool
    reason: Reason


ANYBODY: Final = Actor(role=Role.PUBLIC)
INSTALLATION: Final = Resource()

OPEN_TO_ALL: Final = frozenset({Action.VISIT, Action.CHECK_HEALTH, Action.ANSWER})

GRANTS: Final[Mapping[Action, frozenset[Role]]] = MappingProxyType(
    {
        Action.ENTER_ANSWERS: frozenset({Role.FACILITATOR, Role.COORDINATOR}),
        Action.READ_ANSWERS: frozenset({Role.FACILITATOR, Role.ANALYST}),
        Action.REVIEW_CONCERNS: frozenset({Role.FACILITATOR, Role.ANALYST}),
        Action.RELEASE_REPORT: frozenset({Role.COORDINATOR}),
    }
)
"""Who may do what within their own consultations.

A coordinator answers for the consultation without reading single answers: the
more powerful a person, the less they need to know who complained.
"""


def decide(actor: Actor, action: Action, resource: Resource) -> Decision:
    """Return whether the actor may do this to the resource, and why."""
    if action in OPEN_TO_ALL:
        return Decision(allowed=True, reason=Reason.GRANTED)
    if actor.role not in GRANTS.get(action, frozenset()):
        return Decision(allowed=False, reason=Reason.NOT_IN_ROLE)
    if resource.consultation not in actor.consultations:
        return Decision(allowed=False, reason=Reason.OTHER_CONSULTATION)
    return Decision(allowed=True, reason=Reason.GRANTED)

import itertools

import pytest

from consult.ids import ConsultationId
from consult.services.accessing import (
    GRANTS,
    OPEN_TO_ALL,
    Action,
    Actor,
    Decision,
    Reason,
    Resource,
    Role,
    decide,
)

OURS = ConsultationId("ours")
THEIRS = ConsultationId("theirs")
STAFF = (Role.FACILITATOR, Role.ANALYST, Role.COORDINATOR)

ALLOWED = {
    (Role.FACILITATOR, Action.ENTER_ANSWERS),
    (Role.FACILITATOR, Action.READ_ANSWERS),
    (Role.FACILITATOR, Action.REVIEW_CONCERNS),
    (Role.ANALYST, Action.READ_ANSWERS),
    (Role.ANALYST, Action.REVIEW_CONCERNS),
    (Role.COORDINATOR, Action.ENTER_ANSWERS),
    (Role.COORDINATOR, Action.RELEASE_REPORT),
}
EVERY_PAIR = list(itertools.product(Role, Action))


def in_ours(role: Role) -> Actor:
    return Actor(role=role, consultations=frozenset({OURS}))


@pytest.mark.parametrize(("role", "action"), EVERY_PAIR)
def test_the_matrix_of_roles_and_actions_in_the_own_consultation(
    role: Role, action: Action
) -> None:
    decision = decide(in_ours(role), action, Resource(consultation=OURS))

    assert decision.allowed == (action in OPEN_TO_ALL or (role, action) in ALLOWED)


@pytest.mark.parametrize(("role", "action"), sorted(ALLOWED))
@pytest.mark.parametrize("resource", [Resource(consultation=THEIRS), Resource()])
def test_no_role_reaches_beyond_its_consultations(
    role: Role, action: Action, resource: Resource
) -> None:
    decision = decide(in_ours(role), action, resource)

    assert decision == Decision(allowed=False, reason=Reason.OTHER_CONSULTATION)


@pytest.mark.parametrize("action", sorted(set(Action) - OPEN_TO_ALL))
def test_the_public_is_refused_whatever_it_claims_to_belong_to(action: Action) -> None:
    decision = decide(in_ours(Role.PUBLIC), action, Resource(consultation=OURS))

    assert decision == Decision(allowed=False, reason=Reason.NOT_IN_ROLE)


def test_every_action_is_open_or_granted_and_never_both() -> None:
    assert set(Action) == OPEN_TO_ALL | GRANTS.keys()
    assert not OPEN_TO_ALL & GRANTS.keys()


def test_an_action_nobody_was_granted_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("consult.services.accessing.GRANTS", {})

    for role in STAFF:
        decision = decide(
            in_ours(role), Action.READ_ANSWERS, Resource(consultation=OURS)
        )
        assert not decision.allowed


def test_the_coordinator_does_not_read_single_answers() -> None:
    actor = in_ours(Role.COORDINATOR)

    assert not decide(actor, Action.READ_ANSWERS, Resource(consultation=OURS)).allowed

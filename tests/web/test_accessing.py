import itertools

import pytest

from consult.ids import ConsultationId, StaffId
from consult.roles import Role
from consult.services.accessing import (
    ANYBODY,
    GRANTS,
    OPEN_TO_ALL,
    OPEN_TO_STAFF,
    Action,
    Actor,
    Decision,
    Reason,
    Resource,
    decide,
)

OURS = ConsultationId("ours")
THEIRS = ConsultationId("theirs")
STAFF = (Role.FACILITATOR, Role.ANALYST, Role.COORDINATOR)

ALLOWED = {
    (Role.FACILITATOR, Action.OVERSEE),
    (Role.FACILITATOR, Action.READ_CONCERNS),
    (Role.FACILITATOR, Action.READ_RESULTS),
    (Role.FACILITATOR, Action.READ_REPORT),
    (Role.FACILITATOR, Action.ANALYSE),
    (Role.FACILITATOR, Action.ENTER_ANSWERS),
    (Role.FACILITATOR, Action.READ_ANSWERS),
    (Role.FACILITATOR, Action.TYPE_ANSWERS),
    (Role.FACILITATOR, Action.REVIEW_CONCERNS),
    (Role.ANALYST, Action.OVERSEE),
    (Role.ANALYST, Action.READ_CONCERNS),
    (Role.ANALYST, Action.READ_RESULTS),
    (Role.ANALYST, Action.READ_REPORT),
    (Role.ANALYST, Action.ANALYSE),
    (Role.ANALYST, Action.READ_ANSWERS),
    (Role.ANALYST, Action.TYPE_ANSWERS),
    (Role.ANALYST, Action.REVIEW_CONCERNS),
    (Role.COORDINATOR, Action.OVERSEE),
    (Role.COORDINATOR, Action.READ_RESULTS),
    (Role.COORDINATOR, Action.READ_REPORT),
    (Role.COORDINATOR, Action.ENTER_ANSWERS),
    (Role.COORDINATOR, Action.RELEASE_REPORT),
}
EVERY_PAIR = list(itertools.product(Role, Action))
ONLY_IN_A_CONSULTATION = sorted(set(Action) - OPEN_TO_ALL - OPEN_TO_STAFF)


def somebody(**roles: frozenset[Role]) -> Actor:
    return Actor(
        staff=StaffId("amina"),
        roles={ConsultationId(name): given for name, given in roles.items()},
    )


def in_ours(*roles: Role) -> Actor:
    return somebody(ours=frozenset(roles))


@pytest.mark.parametrize(("role", "action"), EVERY_PAIR)
def test_the_matrix_of_roles_and_actions_in_the_own_consultation(
    role: Role, action: Action
) -> None:
    decision = decide(in_ours(role), action, Resource(consultation=OURS))

    always = action in OPEN_TO_ALL | OPEN_TO_STAFF
    assert decision.allowed == (always or (role, action) in ALLOWED)


@pytest.mark.parametrize(("role", "action"), sorted(ALLOWED))
@pytest.mark.parametrize("resource", [Resource(consultation=THEIRS), Resource()])
def test_no_role_reaches_beyond_its_consultation(
    role: Role, action: Action, resource: Resource
) -> None:
    decision = decide(in_ours(role), action, resource)

    assert decision == Decision(allowed=False, reason=Reason.OTHER_CONSULTATION)


@pytest.mark.parametrize("action", ONLY_IN_A_CONSULTATION)
def test_somebody_may_be_more_in_one_consultation_than_in_another(
    action: Action,
) -> None:
    actor = somebody(
        ours=frozenset({Role.COORDINATOR}), theirs=frozenset({Role.ANALYST})
    )

    for consultation, role in ((OURS, Role.COORDINATOR), (THEIRS, Role.ANALYST)):
        decision = decide(actor, action, Resource(consultation=consultation))
        assert decision.allowed == ((role, action) in ALLOWED)


@pytest.mark.parametrize("action", ONLY_IN_A_CONSULTATION)
def test_two_roles_in_one_consultation_add_up(action: Action) -> None:
    both = (Role.ANALYST, Role.COORDINATOR)

    decision = decide(in_ours(*both), action, Resource(consultation=OURS))

    assert decision.allowed == any((role, action) in ALLOWED for role in both)


@pytest.mark.parametrize("action", sorted(set(Action) - OPEN_TO_ALL))
def test_whoever_is_not_signed_in_is_refused_whatever_roles_are_claimed(
    action: Action,
) -> None:
    claimed = Actor(staff=None, roles={OURS: frozenset(Role)})

    for actor in (ANYBODY, claimed):
        decision = decide(actor, action, Resource(consultation=OURS))
        assert decision == Decision(allowed=False, reason=Reason.SIGNED_OUT)


@pytest.mark.parametrize("action", ONLY_IN_A_CONSULTATION)
def test_being_the_public_grants_nothing(action: Action) -> None:
    decision = decide(in_ours(Role.PUBLIC), action, Resource(consultation=OURS))

    assert decision == Decision(allowed=False, reason=Reason.NOT_IN_ROLE)


def test_every_action_is_open_or_granted_and_never_both() -> None:
    assert set(Action) == OPEN_TO_ALL | OPEN_TO_STAFF | GRANTS.keys()
    assert len(Action) == len(OPEN_TO_ALL) + len(OPEN_TO_STAFF) + len(GRANTS)


def test_an_action_nobody_was_granted_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("consult.services.accessing.GRANTS", {})

    for role in STAFF:
        decision = decide(
            in_ours(role), Action.READ_ANSWERS, Resource(consultation=OURS)
        )
        assert not decision.allowed


@pytest.mark.parametrize(
    "action", [Action.READ_ANSWERS, Action.READ_CONCERNS, Action.TYPE_ANSWERS]
)
def test_the_coordinator_does_not_read_what_single_people_wrote(
    action: Action,
) -> None:
    actor = in_ours(Role.COORDINATOR)

    assert not decide(actor, action, Resource(consultation=OURS)).allowed

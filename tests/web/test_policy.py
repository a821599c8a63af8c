import pytest
from flask import Flask

from consult.errors import Inconsistent
from consult.services.accessing import (
    ANYBODY,
    GRANTS,
    INSTALLATION,
    OPEN_TO_ALL,
    Action,
    decide,
)
from consult.web.policy import (
    DeclaredView,
    UndeclaredRouteError,
    enforce_policy,
    refuse_undeclared_routes,
    requires,
)
from tests.web.strict_client import StrictClient

PUBLIC_ADDRESSES = {
    "/": Action.VISIT,
    "/<tag>/": Action.VISIT,
    "/health": Action.CHECK_HEALTH,
    "/static/<digest>/<name>": Action.VISIT,
}


def actions_of(app: Flask) -> dict[str, Action]:
    actions = {}
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        assert isinstance(view, DeclaredView)
        actions[rule.rule] = view.action
    return actions


def test_these_are_all_the_addresses_with_their_actions(app: Flask) -> None:
    assert actions_of(app) == PUBLIC_ADDRESSES


def test_the_public_may_open_every_address_there_is_so_far(app: Flask) -> None:
    decisions = [decide(ANYBODY, a, INSTALLATION) for a in actions_of(app).values()]

    assert all(decision.allowed for decision in decisions)


def test_an_address_without_a_declared_action_breaks_the_build(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open to all")

    with pytest.raises(UndeclaredRouteError, match=r"/forgotten \(forgotten\)"):
        refuse_undeclared_routes(app)


def test_flasks_own_static_address_counts_as_undeclared() -> None:
    with pytest.raises(UndeclaredRouteError, match="static"):
        refuse_undeclared_routes(Flask(__name__, static_folder="static"))


def test_an_action_declared_above_the_route_does_not_count(app: Flask) -> None:
    @requires(Action.VISIT)
    @app.get("/wrong-order")
    def view() -> str:
        return "open to all"

    with pytest.raises(UndeclaredRouteError, match="wrong-order"):
        refuse_undeclared_routes(app)


def test_an_undeclared_address_answers_nobody(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open to all")

    page = StrictClient(app).get("/forgotten")

    assert page.status == Inconsistent.status
    assert "open to all" not in page.text


@pytest.mark.parametrize("action", sorted(GRANTS))
def test_an_action_of_staff_is_refused_to_the_public(
    app: Flask, action: Action
) -> None:
    app.add_url_rule("/staff", "staff", requires(action)(lambda: "secret"))

    page = StrictClient(app).get("/staff")

    assert page.status == 403
    assert "secret" not in page.text


@pytest.mark.parametrize("action", sorted(OPEN_TO_ALL))
def test_a_view_with_an_open_action_is_called_with_its_arguments(
    action: Action,
) -> None:
    app = Flask(__name__, static_folder=None)
    enforce_policy(app)
    app.add_url_rule("/<name>", "greet", requires(action)(lambda name: f"hello {name}"))

    assert app.test_client().get("/you").text == "hello you"


def test_a_declared_view_keeps_its_name() -> None:
    @requires(Action.VISIT)
    def some_view() -> str:
        return ""

    assert some_view.__name__ == "some_view"  # type: ignore[attr-defined] # set by functools

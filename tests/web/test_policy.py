"""Every address there is, who may open it, and in which consultation."""

import itertools
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from consult.app import create_app
from consult.clock import now
from consult.db.session import Database, open_database
from consult.errors import Inconsistent
from consult.roles import Role
from consult.services.accessing import (
    ANYBODY,
    GRANTS,
    INSTALLATION,
    OPEN_TO_ALL,
    Action,
    decide,
)
from consult.services.staffing import STAFF_ROLES
from consult.web.policy import (
    DeclaredView,
    UndeclaredRouteError,
    is_safe_way_back,
    refuse_undeclared_routes,
    requires,
)
from consult.web.sessions import DeskSessions
from tests.builders import SECRET, some_settings
from tests.desks import add_consultation, add_staff
from tests.web.desk_browser import DeskBrowser
from tests.web.strict_client import StrictClient

PUBLIC_ADDRESSES = {
    "/": Action.VISIT,
    "/<tag>/": Action.VISIT,
    "/<tag>/c/<slug>": Action.ANSWER,
    "/<tag>/c/<slug>/<token>/<page>": Action.ANSWER,
    "/<tag>/c/<slug>/<token>/review": Action.ANSWER,
    "/<tag>/c/<slug>/<token>/thanks": Action.ANSWER,
    "/<tag>/c/<slug>/no": Action.ANSWER,
    "/<tag>/calendar": Action.VISIT,
    "/<tag>/keeping": Action.VISIT,
    "/<tag>/receipt": Action.ANSWER,
    "/health": Action.CHECK_HEALTH,
    "/media/<name>": Action.VISIT,
    "/openrosa/<slug>/formList": Action.ANSWER,
    "/openrosa/<slug>/<language>/formList": Action.ANSWER,
    "/openrosa/<slug>/forms/<form_id>": Action.ANSWER,
    "/openrosa/<slug>/<language>/forms/<form_id>": Action.ANSWER,
    "/openrosa/<slug>/manifest/<form_id>": Action.ANSWER,
    "/openrosa/<slug>/<language>/manifest/<form_id>": Action.ANSWER,
    "/openrosa/<slug>/submission": Action.ANSWER,
    "/openrosa/<slug>/<language>/submission": Action.ANSWER,
    "/static/<digest>/<name>": Action.VISIT,
}
DESK_ADDRESSES = {
    "/<tag>/desk/": Action.OPEN_DESK,
    "/<tag>/desk/<slug>/analyse": Action.ANALYSE,
    "/<tag>/desk/<slug>/concerns": Action.READ_CONCERNS,
    "/<tag>/desk/<slug>/concerns/<key>": Action.READ_CONCERNS,
    "/<tag>/desk/<slug>/files/<name>": Action.TYPE_ANSWERS,
    "/<tag>/desk/<slug>/overview": Action.OVERSEE,
    "/<tag>/desk/<slug>/report": Action.READ_REPORT,
    "/<tag>/desk/<slug>/report.html": Action.READ_REPORT,
    "/<tag>/desk/<slug>/results": Action.READ_RESULTS,
    "/<tag>/desk/<slug>/untyped": Action.TYPE_ANSWERS,
    "/<tag>/desk/sign-in": Action.SIGN_IN,
    "/<tag>/desk/sign-out": Action.OPEN_DESK,
}
NOT_OPEN = set(Action) - OPEN_TO_ALL
OURS, THEIRS, NOWHERE = "ours", "theirs", "nowhere"


@pytest.fixture
def database(migrated_sqlite_url: str) -> Iterator[Database]:
    """Return a database with two consultations and one member for each role."""
    opened = open_database(migrated_sqlite_url)
    with opened.writing() as session:
        for slug in (OURS, THEIRS):
            add_consultation(session, slug)
        for role in STAFF_ROLES:
            add_staff(session, role.value, {OURS: [role]})
        add_staff(session, "guest")
    yield opened
    opened.close()


@pytest.fixture
def staffed_app(database: Database) -> Flask:
    """Return the application with views that only say that they were reached."""
    url = database.engine.url.render_as_string(hide_password=False)
    app = create_app(some_settings(database_url=url))
    for action in sorted(GRANTS):
        # So that every action has an address, also those without a page so far.
        address, name = f"/<tag>/desk/<slug>/test-{action.name}", f"test.{action}"
        app.add_url_rule(address, name, requires(action)(reached))
    for rule in staff_rules(app):
        view = app.view_functions[rule.endpoint]
        assert isinstance(view, DeclaredView)
        app.view_functions[rule.endpoint] = DeclaredView(reached, view.action)
    return app


def reached(**_arguments: str) -> str:
    return "reached"


def actions_of(app: Flask) -> dict[str, Action]:
    return {rule.rule: action_of(app, rule) for rule in app.url_map.iter_rules()}


def action_of(app: Flask, rule: Rule) -> Action:
    view = app.view_functions[rule.endpoint]
    assert isinstance(view, DeclaredView)
    return view.action


def staff_rules(app: Flask) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if action_of(app, rule) not in OPEN_TO_ALL
    ]


def path_of(app: Flask, rule: Rule, slug: str) -> str:
    values = dict.fromkeys(rule.arguments, "x") | {"tag": "en"}
    if "slug" in rule.arguments:
        values["slug"] = slug
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def opened_by(browser: DeskBrowser, rule: Rule, slug: str) -> TestResponse:
    path = path_of(browser.app, rule, slug)
    if "POST" in (rule.methods or ()):
        return browser.post(path)
    return browser.plain.get(path)


def test_these_are_all_the_addresses_with_their_actions(app: Flask) -> None:
    assert actions_of(app) == PUBLIC_ADDRESSES | DESK_ADDRESSES


def test_the_public_may_open_every_address_that_is_not_of_the_desk(app: Flask) -> None:
    for address, action in actions_of(app).items():
        is_open = decide(ANYBODY, action, INSTALLATION).allowed
        assert is_open == (address in PUBLIC_ADDRESSES or address.endswith("sign-in"))


def test_an_address_of_a_consultation_at_the_desk_names_it(app: Flask) -> None:
    for rule in staff_rules(app):
        assert rule.rule.startswith("/<tag>/desk/")
        assert ("slug" in rule.arguments) == (action_of(app, rule) in GRANTS)


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_every_address_of_the_desk_for_every_role_in_every_consultation(
    staffed_app: Flask, role: Role
) -> None:
    browser = DeskBrowser(staffed_app).come_in(role.value)
    rules = staff_rules(staffed_app)
    assert {action_of(staffed_app, rule) for rule in rules} == NOT_OPEN

    for rule, slug in itertools.product(rules, (OURS, THEIRS, NOWHERE)):
        answer = opened_by(browser, rule, slug)
        wanted = status_for(role, action_of(staffed_app, rule), slug)
        assert (rule.rule, slug, answer.status_code) == (rule.rule, slug, wanted)
        assert (answer.text == "reached") == (wanted == 200)


def status_for(role: Role, action: Action, slug: str) -> int:
    """Return the answer to a member who has one role in one consultation."""
    if action not in GRANTS:
        return 200
    if slug != OURS:
        return 404
    return 200 if role in GRANTS[action] else 403


def test_somebody_without_a_role_reaches_no_consultation(staffed_app: Flask) -> None:
    browser = DeskBrowser(staffed_app).come_in("guest")

    for rule in staff_rules(staffed_app):
        answer = opened_by(browser, rule, OURS)
        wanted = 404 if action_of(staffed_app, rule) in GRANTS else 200
        assert (rule.rule, answer.status_code) == (rule.rule, wanted)


def test_a_foreign_consultation_is_answered_like_one_that_does_not_exist(
    staffed_app: Flask,
) -> None:
    browser = DeskBrowser(staffed_app).come_in("facilitator")

    foreign, none = (
        browser.plain.get(f"/en/desk/{slug}/overview") for slug in (THEIRS, NOWHERE)
    )

    assert (foreign.status_code, foreign.text) == (none.status_code, none.text)
    assert dict(foreign.headers) == dict(none.headers)


def test_who_is_not_signed_in_is_asked_to_and_learns_nothing(
    staffed_app: Flask,
) -> None:
    browser = DeskBrowser(staffed_app)

    for rule, slug in itertools.product(staff_rules(staffed_app), (OURS, NOWHERE)):
        path = path_of(staffed_app, rule, slug)
        is_sent = "POST" in (rule.methods or ())
        answer = browser.plain.post(path) if is_sent else browser.plain.get(path)
        wanted = "" if is_sent else f"?next={quote(path, safe='')}"
        assert answer.status_code == 303
        assert answer.location == f"/en/desk/sign-in{wanted}"


def test_no_form_of_the_desk_is_taken_without_the_token_of_the_session(
    staffed_app: Flask,
) -> None:
    browser = DeskBrowser(staffed_app).come_in("facilitator")
    theirs = DeskBrowser(staffed_app).come_in("facilitator").token()
    sent = [r for r in staff_rules(staffed_app) if "POST" in (r.methods or ())]
    assert sent

    for rule in sent:
        if Role.FACILITATOR not in GRANTS.get(
            action_of(staffed_app, rule), STAFF_ROLES
        ):
            continue
        path = path_of(staffed_app, rule, OURS)
        for form in (
            {},
            {"csrf_token": ""},
            {"csrf_token": "x"},
            {"csrf_token": theirs},
        ):
            answer = browser.plain.post(path, data=form)
            assert answer.status_code == 400
            assert "C476" in answer.text
        assert browser.post(path).text == "reached"


@pytest.mark.parametrize("claimed", ["facilitator", "amina", "", "\u0661"])
def test_a_cookie_that_was_made_up_opens_nothing(
    staffed_app: Flask, claimed: str
) -> None:
    browser = DeskBrowser(staffed_app)
    forged = Flask("forger")
    forged.secret_key = SECRET + "x"
    serializer = DeskSessions().get_signing_serializer(forged)
    assert serializer is not None
    minutes = int(now().timestamp() // 60)
    kept = {"staff": claimed, "generation": 1, "since": minutes, "seen": minutes}
    browser.plain.set_cookie("session", str(serializer.dumps(kept)))

    assert browser.plain.get("/en/desk/").status_code == 303


@pytest.mark.parametrize(
    "path",
    [
        "/en/desk",
        "/en/desk/",
        "/en/desk/trust-2026/overview",
        "/ar/desk/trust/concerns/trust/TO1/c12",
        "/id/desk/trust/report.html",
    ],
)
def test_a_page_of_the_desk_is_a_safe_way_back(path: str) -> None:
    assert is_safe_way_back(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "//desk/desk/",
        "/en/desk//evil.example",
        "/en/desk/..",
        "/en/desk/../x",
        "/en/desk/.",
        "/en/desk/x?next=y",
        "/en/desk/x\ny",
        "/en/desk/x\n",
        "\\en\\desk",
        "https://evil.example/desk/",
        "/en/desk@evil.example",
        "/en/desk/%2e%2e",
        "/en/deskx",
        "/en/desk/é",
        "/en/desk/" + "x" * 300,
    ],
)
def test_nothing_else_is_a_safe_way_back(path: str) -> None:
    assert not is_safe_way_back(path)


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


@pytest.mark.parametrize("action", sorted(set(Action) - OPEN_TO_ALL))
def test_an_action_of_staff_is_refused_to_the_public(
    app: Flask, action: Action
) -> None:
    app.add_url_rule("/<tag>/staff", "staff", requires(action)(lambda tag: f"s {tag}"))

    answer = StrictClient(app).plain.get("/en/staff")

    assert (answer.status_code, answer.location) == (303, "/en/desk/sign-in")


@pytest.mark.parametrize("action", sorted(OPEN_TO_ALL))
def test_a_view_with_an_open_action_is_called_with_its_arguments(
    app: Flask, action: Action
) -> None:
    app.add_url_rule(
        "/x/<name>", "greet", requires(action)(lambda name: f"hello {name}")
    )

    assert app.test_client().get("/x/you").text == "hello you"


def test_a_declared_view_keeps_its_name() -> None:
    @requires(Action.VISIT)
    def some_view() -> str:
        return ""

    assert some_view.__name__ == "some_view"  # type: ignore[attr-defined] # set by functools

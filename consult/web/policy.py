"""Ties every address to the action it stands for, and refuses the rest."""

import functools
import re
from collections.abc import Callable
from typing import Final, Generic, ParamSpec, TypeVar
from urllib.parse import urlencode

from flask import Flask, Request, g, redirect, request, session
from werkzeug.wrappers import Response

from consult.errors import Inconsistent, NotAllowed, NotFound
from consult.services.accessing import OPEN_TO_ALL, Action, Decision, Reason, decide
from consult.web.sessions import Sessions, StaleForm, Visit

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# A segment that begins with a dot is a way up.
_DESK_PATH: Final = re.compile(r"/[a-z]{2,3}/desk(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?")
LONGEST_PATH: Final = 300


class DeclaredView(Generic[Parameters, Result]):
    """A view that says which action it stands for."""

    def __init__(self, view: Callable[Parameters, Result], action: Action) -> None:
        functools.update_wrapper(self, view)
        self.view, self.action = view, action

    def __call__(self, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        """Call the view; whether this is allowed was decided before."""
        return self.view(*args, **kwargs)


class UndeclaredRouteError(LookupError):
    """An address has no declared action, so nobody decided who may open it."""


def requires(
    action: Action,
) -> Callable[[Callable[Parameters, Result]], DeclaredView[Parameters, Result]]:
    """Declare the action a view stands for; belongs directly above the view.

    The view of an action that is not open to all finds who asks with
    ``current_visit``. The consultation is the one that ``slug`` in its address
    names; a form sent to it has to carry the token of the session.
    """

    def declare(
        view: Callable[Parameters, Result],
    ) -> DeclaredView[Parameters, Result]:
        return DeclaredView(view, action)

    return declare


def refuse_undeclared_routes(app: Flask) -> None:
    """Raise UndeclaredRouteError when an address of the app has no action."""
    undeclared = [
        f"{rule.rule} ({rule.endpoint})"
        for rule in app.url_map.iter_rules()
        if not isinstance(app.view_functions.get(rule.endpoint), DeclaredView)
    ]
    if undeclared:
        raise UndeclaredRouteError(
            f"Declare an action with @requires for: {', '.join(sorted(undeclared))}"
        )


def enforce_policy(app: Flask, sessions: Sessions) -> None:
    """Have every request decided before its view runs."""

    @app.before_request
    def refuse_what_is_not_granted() -> Response | None:
        if request.endpoint is None:
            return None
        view = app.view_functions.get(request.endpoint)
        if not isinstance(view, DeclaredView):
            raise Inconsistent
        visit = _visit(sessions, request)
        decision = decide(visit.actor, view.action, visit.resource)
        if not decision.allowed:
            return _refusal(decision, request)
        if request.method == "POST" and view.action not in OPEN_TO_ALL:
            _require_token(sessions, request)
        g.visit = visit
        return None


def current_visit() -> Visit:
    """Return who makes this request, as it was decided about."""
    visit: Visit = g.visit
    return visit


def is_safe_way_back(path: str) -> bool:
    """Return whether a path, which anybody may have made up, leads to the desk."""
    return len(path) <= LONGEST_PATH and _DESK_PATH.fullmatch(path) is not None


def _visit(sessions: Sessions, request: Request) -> Visit:
    slug = (request.view_args or {}).get("slug")
    return sessions.visit(session, slug)


def _refusal(decision: Decision, request: Request) -> Response:
    if decision.reason is Reason.SIGNED_OUT:
        return _to_sign_in(request)
    if decision.reason is Reason.OTHER_CONSULTATION:
        raise NotFound
    raise NotAllowed


def _to_sign_in(request: Request) -> Response:
    tag = request.path.split("/")[1]
    wanted = request.path if request.method in {"GET", "HEAD"} else ""
    query = f"?{urlencode({'next': wanted})}" if is_safe_way_back(wanted) else ""
    return redirect(f"/{tag}/desk/sign-in{query}", 303)


def _require_token(sessions: Sessions, request: Request) -> None:
    if not sessions.knows_form(session, request.form):
        raise StaleForm

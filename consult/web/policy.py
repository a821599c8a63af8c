"""Ties every address to the action it stands for, and refuses the rest."""

import functools
from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

from flask import Flask, request

from consult.errors import Inconsistent, NotAllowed
from consult.services.accessing import ANYBODY, INSTALLATION, Action, decide

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


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
    """Declare the action a view stands for; belongs directly above the view."""

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


def enforce_policy(app: Flask) -> None:
    """Have every request decided before its view runs."""

    @app.before_request
    def refuse_what_is_not_granted() -> None:
        if request.endpoint is None:
            return
        view = app.view_functions.get(request.endpoint)
        if not isinstance(view, DeclaredView):
            raise Inconsistent
        if not decide(ANYBODY, view.action, INSTALLATION).allowed:
            raise NotAllowed

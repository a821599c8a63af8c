"""The addresses of staff who come, choose a consultation, and leave."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, redirect, request, session
from werkzeug.wrappers import Response as AnyResponse

from consult.i18n import Interface
from consult.services.accessing import Action
from consult.services.budgeting import Slowed
from consult.services.signing_in import Attempt
from consult.services.staffing import Member, consultations_of
from consult.web.account.inputs import SignInForm
from consult.web.account.pages import (
    consultations_page,
    desk_path,
    problems_of,
    sign_in_page,
    too_many,
    wrong,
)
from consult.web.desk import Desk
from consult.web.door import Door
from consult.web.known_browsers import KnownBrowsers
from consult.web.policy import current_visit, is_safe_way_back, requires

UNFIT: Final = 422
TOO_MANY: Final = 429
SEE_OTHER: Final = 303

CLEARED: Final = '"cache", "storage"'
"""What a browser forgets when somebody leaves. Not every cookie of the host: that
would reach other programs on it, and the mark of a known browser.
"""


@dataclass(frozen=True, slots=True)
class Entrance:
    """Answers whoever comes, chooses or leaves."""

    desk: Desk
    door: Door
    known: KnownBrowsers

    def own_consultations(self, interface: Interface) -> AnyResponse:
        """Return the list of consultations, or lead to the only one."""
        member = self.desk.member()
        with self.desk.storage.reading() as read:
            own = consultations_of(read, member.staff)
        if len(own) == 1:
            return redirect(desk_path(interface, own[0]), SEE_OTHER)
        view = consultations_page(own, member, interface)
        return self.desk.page("account/consultations.html", interface, view)

    def ask(self, interface: Interface) -> AnyResponse:
        """Return the form to sign in, if it is needed."""
        wanted = request.args.get("next", "")
        if current_visit().member is not None:
            return redirect(_way_on(wanted, interface), SEE_OTHER)
        form = SignInForm(data={"next": wanted}, meta=self._meta())
        return self._form(form, interface)

    def sign_in(self, interface: Interface) -> AnyResponse:
        """Return the way on, or the form again with what went wrong."""
        form = SignInForm(request.form, meta=self._meta())
        if not form.validate():
            problems = problems_of(form, interface)
            return self._form(form, interface, problems, status=UNFIT)
        name = form.name.data or ""
        attempt = Attempt(name, self.known.mark_of(request.cookies, name))
        match self.door.knock(attempt, form.password.data or ""):
            case Member() as member:
                return self._welcomed(member, form.next.data or "", interface)
            case Slowed() as slowed:
                return self._asked_to_wait(form, slowed, interface)
            case None:
                return self._form(form, interface, wrong(interface), status=UNFIT)

    def sign_out(self, interface: Interface) -> AnyResponse:
        """End the session and have the browser forget the pages it saw."""
        self.door.close_behind(self.desk.member())
        session.clear()
        response = redirect(_sign_in_path(interface), SEE_OTHER)
        response.headers["Clear-Site-Data"] = CLEARED
        return response

    def _meta(self) -> dict[str, object]:
        return self.desk.sessions.form_meta(session)

    def _form(
        self,
        form: SignInForm,
        interface: Interface,
        problems: tuple[tuple[str, str], ...] = (),
        *,
        status: int = 200,
    ) -> Response:
        token = self.desk.sessions.token(session)
        path = _sign_in_path(interface)
        view = sign_in_page(form, path=path, token=token, problems=problems)
        return self.desk.page("account/sign_in.html", interface, view, status=status)

    def _welcomed(
        self, member: Member, wanted: str, interface: Interface
    ) -> AnyResponse:
        self.desk.sessions.begin(session, member)
        response = redirect(_way_on(wanted, interface), SEE_OTHER)
        paths = map(_sign_in_path, self.desk.renderer.languages.offered)
        self.known.remember(response, member.name, tuple(paths))
        return response

    def _asked_to_wait(
        self, form: SignInForm, slowed: Slowed, interface: Interface
    ) -> Response:
        problems = too_many(slowed, interface)
        response = self._form(form, interface, problems, status=TOO_MANY)
        response.retry_after = slowed.seconds
        return response


def account_area(entrance: Entrance) -> Blueprint:
    """Return the addresses to sign in and out and to choose a consultation."""
    area = Blueprint("account", __name__)
    named = entrance.desk.renderer.languages.named

    @area.get("/<tag>/desk/")
    @requires(Action.OPEN_DESK)
    def own_consultations(tag: str) -> AnyResponse:
        return entrance.own_consultations(named(tag))

    @area.get("/<tag>/desk/sign-in")
    @requires(Action.SIGN_IN)
    def ask(tag: str) -> AnyResponse:
        return entrance.ask(named(tag))

    @area.post("/<tag>/desk/sign-in")
    @requires(Action.SIGN_IN)
    def sign_in(tag: str) -> AnyResponse:
        return entrance.sign_in(named(tag))

    @area.post("/<tag>/desk/sign-out")
    @requires(Action.OPEN_DESK)
    def sign_out(tag: str) -> AnyResponse:
        return entrance.sign_out(named(tag))

    return area


def _sign_in_path(interface: Interface) -> str:
    return f"/{interface.tag}/desk/sign-in"


def _way_on(wanted: str, interface: Interface) -> str:
    """Return where somebody wanted to go, in the language they read now."""
    if not is_safe_way_back(wanted):
        return f"/{interface.tag}/desk/"
    return "/".join(["", interface.tag, *wanted.split("/")[2:]])

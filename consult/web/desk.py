"""What every page of the desk stands in: who works there, its tabs, its drawings."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from babel.lists import format_list
from flask import Response, request, session

from consult.clock import Clock
from consult.errors import N_
from consult.i18n import Interface
from consult.reports.consultation.wording import Figures
from consult.roles import Role
from consult.services.accessing import Action, decide
from consult.services.auditing import look
from consult.services.staffing import Member, NamedConsultation
from consult.services.storage import Storage
from consult.web.policy import current_visit
from consult.web.render import LanguageLink, Renderer
from consult.web.sessions import Sessions, Visit
from forms.definition import Said

ROLE_WORDS: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.FACILITATOR: N_("Facilitator"),
        Role.ANALYST: N_("Analyst"),
        Role.COORDINATOR: N_("Coordinator"),
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the desk of a consultation: its name, its words, who may open it."""

    name: str
    label: str
    action: Action


UNTYPED: Final = "untyped"
"""The section that is there only where photos or recordings are."""

SECTIONS: Final = (
    Section("overview", N_("Overview"), Action.OVERSEE),
    Section("concerns", N_("Concerns"), Action.READ_CONCERNS),
    Section(UNTYPED, N_("Not yet typed"), Action.TYPE_ANSWERS),
    Section("results", N_("Trust and needs"), Action.READ_RESULTS),
    Section("report", N_("Report"), Action.READ_REPORT),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A section as the frame links it."""

    label: str
    path: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFrame:
    """What stands around the content of a page of the desk.

    ``title`` is that of the consultation, None on pages of none; ``roles`` says
    what the reader is in it. ``token`` belongs into every form; it is empty for
    whoever is not signed in.
    """

    organisation: str
    title: Said | None
    home: str
    stylesheet: str
    icon: str
    languages: tuple[LanguageLink, ...]
    tabs: tuple[Tab, ...]
    roles: str
    sign_out: str
    token: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What the areas of the desk are made with: pages, data, time, and a witness."""

    renderer: Renderer
    storage: Storage
    clock: Clock
    sessions: Sessions

    def page(
        self,
        template: str,
        interface: Interface,
        view: object,
        *,
        section: str = "",
        status: int = 200,
    ) -> Response:
        """Return a page in the frame of the desk.

        ``section`` is the name of the tab that it belongs to. The template gets
        ``view``, ``frame`` and ``figures``, which draws for
        ``layout/figures.html``.
        """
        return self.renderer.filled(
            template,
            interface,
            status,
            view=view,
            frame=self._frame(interface, current_visit(), section),
            figures=Figures(interface),
        )

    def member(self) -> Member:
        """Return who makes this request, in a view that is not open to all."""
        member = current_visit().member
        if member is None:
            message = "nobody is signed in"
            raise LookupError(message)
        return member

    def consultation(self) -> NamedConsultation:
        """Return the consultation of this request, which was decided about."""
        named = current_visit().consultation
        if named is None:
            message = "the address of this view names no consultation"
            raise LookupError(message)
        return named

    def look(self, page: str) -> None:
        """Record that this request looks at a page of its consultation.

        ``page`` is as for ``consult.services.auditing.look``.
        """
        who, consultation = self.member().staff, self.consultation().id
        with self.storage.writing() as written:
            look(
                written,
                who=who,
                consultation=consultation,
                page=page,
                now=self.clock(),
            )

    def _frame(self, interface: Interface, visit: Visit, section: str) -> DeskFrame:
        renderer, tag = self.renderer, interface.tag
        return DeskFrame(
            organisation=renderer.settings.organisation,
            title=_title(visit, interface),
            home=f"/{tag}/desk/",
            stylesheet=renderer.files["desk.css"].path,
            icon=renderer.files["mark.svg"].path,
            languages=renderer.language_links(interface, _same_page_in),
            tabs=_tabs(visit, interface, section),
            roles=_roles(visit, interface),
            sign_out=f"/{tag}/desk/sign-out",
            token=self._token() if visit.member else "",
        )

    def _token(self) -> str:
        return self.sessions.token(session)


def _same_page_in(interface: Interface) -> str:
    path = "/".join(["", interface.tag, *request.path.split("/")[2:]])
    query = request.query_string.decode()
    return f"{path}?{query}" if query else path


def _title(visit: Visit, interface: Interface) -> Said | None:
    if visit.consultation is None:
        return None
    return said(visit.consultation, interface)


def said(consultation: NamedConsultation, interface: Interface) -> Said:
    """Return the title of a consultation in a language, else in one it has."""
    title = consultation.title
    first, _words = title.in_languages[0]
    return title.said_in(interface.tag, otherwise=first)


def _tabs(visit: Visit, interface: Interface, section: str) -> tuple[Tab, ...]:
    if visit.consultation is None:
        return ()
    base = f"/{interface.tag}/desk/{visit.consultation.slug}"
    return tuple(
        Tab(
            label=interface.gettext(each.label),
            path=f"{base}/{each.name}",
            is_current=each.name == section,
        )
        for each in SECTIONS
        if decide(visit.actor, each.action, visit.resource).allowed
        and (each.name != UNTYPED or visit.consultation.has_files)
    )


def _roles(visit: Visit, interface: Interface) -> str:
    if visit.member is None or visit.consultation is None:
        return ""
    roles = visit.member.roles.get(visit.consultation.id, frozenset())
    return role_words(roles, interface)


def role_words(roles: frozenset[Role], interface: Interface) -> str:
    """Return roles in words, joined as the language joins them."""
    words = [
        interface.gettext(word) for role, word in ROLE_WORDS.items() if role in roles
    ]
    return format_list(words, locale=interface.language.locale)

"""What the pages to sign in and to choose a consultation show."""

from dataclasses import dataclass

from consult.errors import N_
from consult.i18n import Interface
from consult.services.budgeting import Slowed
from consult.services.staffing import Member, NamedConsultation
from consult.web.account.inputs import SignInForm
from consult.web.desk import role_words, said
from consult.web.sessions import StaleForm
from forms.definition import Said

WRONG = N_("This name and this password do not belong together. Check both.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """The form to sign in; ``problems`` are pairs of field id and what to do.

    A field id is empty where no single field is to blame.
    """

    path: str
    token: str
    name: str
    wanted: str
    problems: tuple[tuple[str, str], ...]

    def problem_of(self, field: str) -> str:
        """Return what is to be done about a field, or nothing."""
        return next((words for name, words in self.problems if name == field), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnConsultation:
    """A consultation somebody works in, and as what."""

    title: Said
    roles: str
    path: str


@dataclass(frozen=True, slots=True)
class ConsultationsPage:
    """The consultations somebody works in."""

    consultations: tuple[OwnConsultation, ...]


def sign_in_page(
    form: SignInForm, *, path: str, token: str, problems: tuple[tuple[str, str], ...]
) -> SignInPage:
    """Return the form again, with everything but the password."""
    return SignInPage(
        path=path,
        token=token,
        name=form.name.data or "",
        wanted=form.next.data or "",
        problems=problems,
    )


def problems_of(form: SignInForm, interface: Interface) -> tuple[tuple[str, str], ...]:
    """Return what is wrong with a form, in the order of its fields."""
    if form.csrf_token.errors:
        return (("", interface.gettext(StaleForm.message)),)
    return tuple(
        (field.name, interface.gettext(str(message)))
        for field in (form.name, form.password)
        for message in field.errors
    )


def wrong(interface: Interface) -> tuple[tuple[str, str], ...]:
    """Return the problem of a wrong name or password: nobody learns which."""
    return (("name", interface.gettext(WRONG)),)


def too_many(slowed: Slowed, interface: Interface) -> tuple[tuple[str, str], ...]:
    """Return the problem of too many tries, and how long it lasts."""
    words = interface.ngettext(
        "There were too many tries. Wait %(number)s second and try again.",
        "There were too many tries. Wait %(number)s seconds and try again.",
        slowed.seconds,
    )
    return (("", words),)


def consultations_page(
    found: tuple[NamedConsultation, ...], member: Member, interface: Interface
) -> ConsultationsPage:
    """Return the list of somebody's consultations in a language."""
    return ConsultationsPage(
        tuple(
            OwnConsultation(
                title=said(each, interface),
                roles=role_words(member.roles.get(each.id, frozenset()), interface),
                path=desk_path(interface, each),
            )
            for each in found
        )
    )


def desk_path(interface: Interface, consultation: NamedConsultation) -> str:
    """Return the address of the first page of a consultation."""
    return f"/{interface.tag}/desk/{consultation.slug}/overview"

"""The first page of a survey: what it is about, and whether somebody takes part."""

from flask import Response

from consult.errors import N_
from consult.services.accepting import require_beginning
from consult.services.receipts import Nonce
from consult.services.responding import Beginning, begin, discard
from consult.web.addresses import (
    front_path,
    refusal_path,
    survey_path,
    thanks_path,
)
from consult.web.respond.asking import Asker
from consult.web.respond.attending import notice, see_other
from consult.web.respond.filling import load_filling, sheet_of
from consult.web.respond.given import Given
from consult.web.respond.inputs import Go, Sent, button_in
from consult.web.respond.pages import NoticePage
from consult.web.respond.showing import question_page
from consult.web.respond.survey import Survey
from forms.answers import has_consented
from forms.fields import PageForm

REFUSED = 422


def show_consent(survey: Survey) -> Response:
    """Return the first page; nothing is stored by looking at it."""
    require_beginning(survey.wave, today=survey.today)
    return _page(survey, survey.form(survey.consent), _new_nonce(survey))


def take_consent(survey: Survey, sent: Sent) -> Response:
    """Begin a draft for who takes part, and lead everybody where they want to go."""
    require_beginning(survey.wave, today=survey.today)
    form = survey.form(survey.consent)
    form.process(sent)
    nonce = _nonce_in(survey, sent)
    if button_in(sent) is Go.LANGUAGE:
        return _page(survey, form, nonce or _new_nonce(survey))
    if not form.validate(None):
        return _page(survey, form, nonce or _new_nonce(survey), status=REFUSED)
    if not has_consented(survey.questionnaire, form.raw()):
        _discard(survey, nonce)
        return see_other(refusal_path(survey.tag, survey.wave.slug))
    if nonce is None:
        nonce = _new_nonce(survey)
        return _page(survey, form, nonce, status=REFUSED, is_stale=True)
    return _begun(survey, form, nonce)


def show_refusal(survey: Survey) -> Response:
    """Return the page for who does not want to take part."""
    interface = survey.interface
    page = NoticePage(
        title=interface.gettext(N_("Nothing was stored")),
        survey=survey.worded(survey.questionnaire.title),
        messages=(
            interface.gettext(
                N_("You decided not to take part. That is fine, and nobody will know.")
            ),
            interface.gettext(N_("You can change your mind while the survey is open.")),
        ),
        contact=survey.worded(survey.wave.details.contact),
        link=front_path(interface),
        link_label=interface.gettext(N_("Go to the first page")),
    )
    return notice(survey, page, "no")


def _begun(survey: Survey, form: PageForm, nonce: Nonce) -> Response:
    counter, tag, slug = survey.counter, survey.tag, survey.wave.slug
    ticket = counter.keys.ticket_for(nonce)
    with counter.storage.writing() as session:
        beginning = begin(
            session,
            wave=survey.wave,
            ticket=ticket,
            language=survey.language,
            typed=form.raw(),
            today=survey.today,
        )
    if beginning is Beginning.SENT_BEFORE:
        return see_other(thanks_path(tag, slug, ticket.token))
    if beginning is Beginning.USED_UP:
        # Somebody went back to a page that an answer came of already.
        return see_other(survey_path(tag, slug))
    filling = load_filling(survey, ticket.token)
    return see_other(filling.address(filling.route[0] if filling.route else None))


def _discard(survey: Survey, nonce: Nonce | None) -> None:
    """Delete what somebody had begun before they came back to say no."""
    if nonce is None:
        return
    ticket = survey.counter.keys.ticket_for(nonce)
    with survey.counter.storage.writing() as session:
        discard(session, ticket=ticket)
    survey.counter.memory.forget(ticket.token_hash)


def _new_nonce(survey: Survey) -> Nonce:
    return survey.counter.keys.new_nonce(about=survey.wave.slug, today=survey.today)


def _nonce_in(survey: Survey, sent: Sent) -> Nonce | None:
    """Return the nonce that was sent, None when it is old or none of ours."""
    nonce = sent.get("nonce", "")
    keys = survey.counter.keys
    if keys.accepts(nonce, about=survey.wave.slug, today=survey.today):
        return Nonce(nonce)
    return None


def _page(
    survey: Survey,
    form: PageForm,
    nonce: Nonce,
    *,
    status: int = 200,
    is_stale: bool = False,
) -> Response:
    given = Given(form, "")
    asker = Asker(survey, survey.consent, given, sheet_of(survey, {}), {})
    view = question_page(
        survey,
        asker,
        action=survey_path(survey.tag, survey.wave.slug),
        nonce=nonce,
        is_stale=is_stale,
    )
    return survey.counter.renderer.page(
        "respond/consent.html",
        survey.interface,
        view,
        links=survey.links(),
        status=status,
    )

"""The pages of questions: shown with what was typed, kept whatever was typed."""

from contextlib import suppress

from flask import Response

from consult.services.accepting import SurveyPaused, require_finishing
from consult.services.receipts import Ticket, Token
from consult.services.responding import load, save_page
from consult.web.respond.attending import own_page, see_other
from consult.web.respond.inputs import CHECKED, Go, Sent, button_in
from consult.web.respond.showing import question_page
from consult.web.respond.survey import Survey
from forms.definition import Page
from forms.fields import PageForm

REFUSED = 422
REVIEW = "review"


def show_page(survey: Survey, token: Token, name: str, *, checked: bool) -> Response:
    """Return a page with what was typed so far and, if asked, what is wrong."""
    page = survey.later_page(name)
    require_finishing(survey.wave, today=survey.today)
    with survey.counter.storage.reading() as session:
        typed = load(
            session, wave=survey.wave, ticket=_ticket(survey, token), today=survey.today
        )
    form = survey.form(page)
    form.fill(typed)
    if checked:
        form.validate()
    return _page(survey, token, page, form)


def take_page(survey: Survey, token: Token, name: str, sent: Sent) -> Response:
    """Keep what was typed, then lead where the button says."""
    page = survey.later_page(name)
    go = button_in(sent)
    form = survey.form(page)
    form.process(None if go is Go.SKIP else sent)
    _keep(survey, token, page, form)
    require_finishing(survey.wave, today=survey.today)
    if go is Go.BACK:
        before = survey.page_beside(page, steps=-1) or page
        return see_other(own_page(survey, token, before.name))
    if go is Go.LANGUAGE and CHECKED not in sent:
        return see_other(own_page(survey, token, page.name))
    if not form.validate():
        return _page(survey, token, page, form, status=REFUSED)
    if go is Go.LANGUAGE:
        return see_other(own_page(survey, token, page.name))
    after = survey.page_beside(page, steps=1)
    return see_other(own_page(survey, token, after.name if after else REVIEW))


def _keep(survey: Survey, token: Token, page: Page, form: PageForm) -> None:
    # While the survey is paused the draft is still the person's own.
    with suppress(SurveyPaused):
        require_finishing(survey.wave, today=survey.today)
    with survey.counter.storage.writing() as session:
        save_page(
            session,
            wave=survey.wave,
            ticket=_ticket(survey, token),
            page=page,
            typed=form.raw(),
            today=survey.today,
        )


def _ticket(survey: Survey, token: Token) -> Ticket:
    return survey.counter.keys.ticket_of(token)


def _page(
    survey: Survey, token: Token, page: Page, form: PageForm, *, status: int = 200
) -> Response:
    view = question_page(survey, page, form, action=own_page(survey, token, page.name))
    return survey.counter.renderer.page(
        "respond/question.html",
        survey.interface,
        view,
        links=survey.links(token, page.name),
        status=status,
    )

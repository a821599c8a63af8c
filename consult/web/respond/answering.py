"""The pages of questions: shown with what was typed, kept whatever was typed."""

from collections.abc import Mapping
from contextlib import suppress

from flask import Response

from consult.services.accepting import SurveyPaused, require_finishing
from consult.services.receipts import Token
from consult.services.responding import Answers, load, with_typed
from consult.web.respond.asking import Asker
from consult.web.respond.attaching import (
    Attached,
    SentFiles,
    forget_unnamed,
    with_files,
)
from consult.web.respond.attending import own_page, see_other
from consult.web.respond.filling import (
    Filling,
    change_filling,
    load_filling,
    ticket_of,
)
from consult.web.respond.given import Blanks, Given
from consult.web.respond.illustrating import media_in
from consult.web.respond.inputs import CHECKED, TYPED_IN, Go, Sent, button_in
from consult.web.respond.listing import show_list, take_list
from consult.web.respond.looks import look_of
from consult.web.respond.removals import changed_list, is_moved
from consult.web.respond.searching import Searched, is_new_search, searches_in
from consult.web.respond.showing import question_page
from consult.web.respond.stencils import Stencil
from consult.web.respond.survey import Survey
from consult.web.security import WITH_MEDIA, WITH_PLACE
from forms.fields import PageForm
from forms.paging import PageKind, Step
from forms.problems import Problem

HTML = "text/html; charset=utf-8"
REFUSED = 422


def show_page(survey: Survey, token: Token, address: str, *, checked: bool) -> Response:
    """Return a page with what was typed so far and, if asked, what is wrong.

    A page that is not asked as things are leads to the next one that is.
    """
    step = survey.step_at(address)
    require_finishing(survey.wave, today=survey.today)
    filling = load_filling(survey, token)
    response = _shown(filling, step, checked=checked)
    filling.remember()
    return response


def _shown(filling: Filling, step: Step, *, checked: bool) -> Response:
    if not filling.is_on_route(step):
        return see_other(filling.address(filling.after(step)))
    if step.planned.kind is PageKind.LIST:
        return show_list(filling, step)
    form = filling.survey.form(step)
    form.fill(filling.answers)
    if checked:
        form.trust(filling.answers)
        form.validate(filling.sheet)
    return _filled_in(filling, step, form)


def take_page(
    survey: Survey, token: Token, address: str, sent: Sent, files: SentFiles
) -> Response:
    """Keep what was typed and sent along, then lead where the button says."""
    step = survey.step_at(address)
    if step.planned.kind is PageKind.LIST:
        require_finishing(survey.wave, today=survey.today)
        return take_list(survey, token, step, sent)
    go = button_in(sent)
    attached = Attached(sent, {})
    if go is not Go.SKIP:
        attached = with_files(survey, token, step, sent, files)
    form = _taken(survey, step, None if go is Go.SKIP else attached.sent)
    searches = searches_in(sent, form)
    if searches and is_new_search(sent, form, searches, _before(survey, token)):
        go = Go.FIND
    filling = _kept(survey, token, step, form, sent)
    forget_unnamed(filling, step)
    require_finishing(survey.wave, today=survey.today)
    if is_moved(filling.answers, step, sent):
        return _not_kept(filling, step, sent)
    if attached.refused and filling.is_on_route(step):
        response = _refused(filling, step, form, attached.refused, searches)
    else:
        response = _led(filling, step, form, go=go, sent=sent, searches=searches)
    filling.remember()
    return response


def _taken(survey: Survey, step: Step, sent: Sent | None) -> PageForm:
    """Return the form with what was sent.

    The button of another language sends what was typed in that of the page, where
    1,250 may be a thousand times as much.
    """
    typed_in = sent.get(TYPED_IN, "") if sent else ""
    form = survey.form(step, typed_in=typed_in)
    form.process(sent)
    if form.language == survey.language:
        return form
    shown = survey.form(step)
    shown.fill(form.raw())
    return shown


def _filled_in(filling: Filling, step: Step, form: PageForm) -> Response:
    """Return the page, from a stencil where it looks the same for others."""
    look = look_of(filling, step, form)
    if look is None:
        return _page(filling, step, form)

    def make() -> Stencil:
        blanks = Blanks(form)
        page = _rendered(filling, step, blanks)
        return blanks.stencil(page.get_data(as_text=True))

    stencil = filling.survey.counter.stencils.page(look, make)
    page = Response(stencil.filled(Given(form, filling.token)), content_type=HTML)
    page.content_language = filling.survey.interface.tag
    return page


def _led(
    filling: Filling,
    step: Step,
    form: PageForm,
    *,
    go: Go,
    sent: Sent,
    searches: Searched,
) -> Response:
    """Return where a button leads after everything is kept."""
    if not filling.is_on_route(step):
        return see_other(filling.address(filling.after(step)))
    if go is Go.BACK:
        return see_other(filling.address(filling.before(step) or step))
    if go is Go.FIND:
        return _page(filling, step, form, searches=searches)
    stays = go in (Go.LANGUAGE, Go.UPDATE)
    if stays and CHECKED not in sent:
        return see_other(filling.address(step))
    form.trust(filling.answers)
    if not form.validate(filling.sheet):
        return _page(filling, step, form, searches=searches, status=REFUSED)
    after = step if stays else filling.after(step) or filling.unfinished()
    return see_other(filling.address(after))


def _refused(
    filling: Filling,
    step: Step,
    form: PageForm,
    refused: Mapping[str, Problem],
    searches: Searched,
) -> Response:
    """Return the page with why files were not taken in, and all else that is wrong."""
    form.validate(filling.sheet)
    form.problems = {**form.problems, **refused}
    return _page(filling, step, form, searches=searches, status=REFUSED)


def _before(survey: Survey, token: Token) -> Answers:
    return load(
        survey.counter.storage,
        wave=survey.wave,
        ticket=ticket_of(survey, token),
        today=survey.today,
    )


def _not_kept(filling: Filling, step: Step, sent: Sent) -> Response:
    """Return the list that was changed while a page of it was open."""
    listing = changed_list(filling.survey.plan, filling.answers, step, sent)
    if listing is None or not filling.is_on_route(listing):
        return see_other(filling.address(filling.nearest(step)))
    return show_list(filling, listing, is_changed=True)


def _kept(
    survey: Survey, token: Token, step: Step, form: PageForm, sent: Sent
) -> Filling:
    # While the survey is paused the draft is still the person's own.
    with suppress(SurveyPaused):
        require_finishing(survey.wave, today=survey.today)

    def changed(before: Filling) -> Answers:
        is_of_another = is_moved(before.answers, step, sent)
        return before.answers if is_of_another else _typed_into(before, step, form)

    return change_filling(survey, token, changed)


def _typed_into(before: Filling, step: Step, form: PageForm) -> Answers:
    """Return the answers with those of a page in their place.

    What was not shown on it, as nobody asked for it, stays as it was.
    """
    if step.numbers and not before.exists(step):
        return before.answers
    typed = form.raw()
    emptied = [key for key in step.keys if key in before.answers and key not in typed]
    shown = [key for key in emptied if before.can_be_answered(key)]
    return form.assured(with_typed(before.answers, [*typed, *shown], typed))


def _page(
    filling: Filling,
    step: Step,
    form: PageForm,
    *,
    searches: Searched | None = None,
    status: int = 200,
) -> Response:
    given = Given(form, filling.token)
    return _rendered(filling, step, given, searches=searches, status=status)


def _rendered(
    filling: Filling,
    step: Step,
    given: Given,
    *,
    searches: Searched | None = None,
    status: int = 200,
) -> Response:
    survey, token = filling.survey, Token(given.token())
    illustrations = media_in(survey)
    asker = Asker(survey, step, given, filling.sheet, searches or {}, illustrations)
    action = own_page(survey, token, step.address)
    view = question_page(survey, asker, filling=filling, action=action)
    response = survey.counter.renderer.page(
        "respond/question.html",
        survey.interface,
        view,
        links=survey.links(token, step.address),
        status=status,
    )
    if view.asks_place:
        response.headers.add(*WITH_PLACE)
    if view.has_sound:
        response.headers.add(*WITH_MEDIA)
    return response

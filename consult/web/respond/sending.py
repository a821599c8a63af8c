"""The last two pages: looking at all answers and sending them, then the receipt."""

from urllib.parse import quote

from flask import Response

from consult.errors import N_
from consult.services.accepting import require_finishing
from consult.services.receipts import Ticket, Token, in_groups
from consult.services.responding import (
    AlreadySent,
    AnswersRefused,
    forget,
    is_held,
    load,
    send,
)
from consult.web.addresses import front_path, survey_path
from consult.web.respond.attending import (
    NOTICE,
    own_page,
    see_other,
)
from consult.web.respond.digits import in_digits
from consult.web.respond.filling import Filling, load_filling
from consult.web.respond.inputs import (
    CHECKED,
    REVIEW,
    Go,
    Sent,
    button_in,
    means_sending,
)
from consult.web.respond.pages import (
    ListedProblem,
    NoticePage,
    ReviewPage,
    ThanksPage,
)
from consult.web.respond.reviewing import answered_parts, dropped_answers
from consult.web.respond.showing import dots_of
from consult.web.respond.survey import Survey
from consult.web.respond.telling import name_of, problem_told
from forms.problems import Problem

THANKS = "thanks"
# Not "*": whoever also works at the desk stays signed in there.
CLEARED = ("Clear-Site-Data", '"cache", "storage"')


def show_review(survey: Survey, token: Token) -> Response:
    """Return all answers with ways to change them, and the code in words."""
    require_finishing(survey.wave, today=survey.today)
    return _review(survey, token)


def take_review(survey: Survey, token: Token, sent: Sent) -> Response:
    """Send the answers, unless another button was pressed."""
    go = button_in(sent)
    if go is Go.LANGUAGE:
        return see_other(own_page(survey, token, REVIEW))
    if go is Go.BACK:
        filling = load_filling(survey, token)
        return see_other(filling.address(filling.route[-1] if filling.route else None))
    if not means_sending(sent):
        return see_other(own_page(survey, token, REVIEW))
    require_finishing(survey.wave, today=survey.today)
    ticket = survey.counter.keys.ticket_of(token)
    try:
        with survey.counter.storage.writing() as session:
            send(session, wave=survey.wave, ticket=ticket, today=survey.today)
    except AnswersRefused as refusal:
        return _review(survey, token, refusal)
    survey.counter.memory.forget(ticket.token_hash)
    # Only here, after the commit, does anything say that the answer is held.
    return see_other(own_page(survey, token, THANKS))


def show_thanks(survey: Survey, token: Token) -> Response:
    """Return the receipt of what was sent; what was not leads to the review."""
    ticket = survey.counter.keys.ticket_of(token)
    try:
        load(
            survey.counter.storage,
            wave=survey.wave,
            ticket=ticket,
            today=survey.today,
        )
    except AlreadySent:
        return _thanks(survey, ticket)
    return see_other(own_page(survey, token, REVIEW))


def take_thanks(survey: Survey, token: Token, sent: Sent) -> Response:
    """Clear the phone, for its owner or for the next person."""
    ticket = survey.counter.keys.ticket_of(token)
    with survey.counter.storage.writing() as session:
        if not is_held(session, ticket=ticket):
            return see_other(own_page(survey, token, REVIEW))
        # Who presses twice is told the same twice.
        forget(session, ticket=ticket)
    if button_in(sent) is Go.NEXT:
        page = see_other(survey_path(survey.tag, survey.wave.slug))
    else:
        page = _cleared(survey)
    page.headers.add(*CLEARED)
    return page


def _review(
    survey: Survey, token: Token, refusal: AnswersRefused | None = None
) -> Response:
    filling = load_filling(survey, token)
    ticket = survey.counter.keys.ticket_of(token)
    view = ReviewPage(
        survey=survey.worded(survey.questionnaire.title),
        dots=dots_of(filling),
        receipt=in_digits(survey.interface, in_groups(ticket.receipt)),
        parts=tuple(answered_parts(filling)),
        dropped=tuple(dropped_answers(filling)),
        problems=_listed(filling, refusal.problems) if refusal else (),
        action=filling.address(None),
    )
    return survey.counter.renderer.page(
        "respond/review.html",
        survey.interface,
        view,
        links=survey.links(token, REVIEW),
        status=refusal.status if refusal else 200,
    )


def _listed(
    filling: Filling, problems: tuple[Problem, ...]
) -> tuple[ListedProblem, ...]:
    """Return each problem with a link to its field, on a page that explains it."""
    survey = filling.survey
    return tuple(
        ListedProblem(
            name_of(survey, filling.sheet, problem.path),
            problem_told(survey, filling.sheet, problem),
            _address_of(filling, problem.path),
        )
        for problem in problems
    )


def _address_of(filling: Filling, key: str) -> str:
    step = filling.survey.plan.step_of(key)
    if step is None or not filling.is_on_route(step):
        return survey_path(filling.survey.tag, filling.survey.wave.slug)
    return f"{filling.address(step)}?{CHECKED}=1#q-{quote(key)}"


def _thanks(survey: Survey, ticket: Ticket) -> Response:
    view = ThanksPage(
        survey=survey.worded(survey.questionnaire.title),
        receipt=in_groups(ticket.receipt),
        receipt_shown=in_digits(survey.interface, in_groups(ticket.receipt)),
        closes_on=survey.wave.closes_on,
        report_on=survey.wave.details.report_on,
        delete_on=survey.wave.delete_on,
        contact=survey.worded(survey.wave.details.contact),
        action=own_page(survey, ticket.token, THANKS),
    )
    return survey.counter.renderer.page(
        "respond/thanks.html",
        survey.interface,
        view,
        links=survey.links(ticket.token, THANKS),
    )


def _cleared(survey: Survey) -> Response:
    interface = survey.interface
    page = NoticePage(
        title=interface.gettext(N_("This phone is cleared")),
        messages=(
            interface.gettext(
                N_(
                    "The pages you filled in can no longer be opened here. Your "
                    "answer is still held."
                )
            ),
            interface.gettext(
                N_(
                    "The list of visited pages may still name this site. To remove "
                    "it, open the menu of your browser, choose History, and delete "
                    "the pages of today."
                )
            ),
        ),
        link=front_path(interface),
        link_label=interface.gettext(N_("Go to the first page")),
    )
    # Nothing leads back to the draft: the languages are those of the first page.
    return survey.counter.renderer.page(NOTICE, interface, page)

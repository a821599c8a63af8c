"""The addresses of people who answer. No cookie is set or read behind any."""

from flask import Blueprint, Response, request

from consult.services.accessing import Action
from consult.services.receipts import Token
from consult.web.policy import requires
from consult.web.respond.answering import show_page, take_page
from consult.web.respond.attending import attend, attend_draft, attend_page
from consult.web.respond.consenting import show_consent, show_refusal, take_consent
from consult.web.respond.inputs import CHECKED, REVIEW
from consult.web.respond.patience import Patience
from consult.web.respond.sending import (
    show_review,
    show_thanks,
    take_review,
    take_thanks,
)
from consult.web.respond.standing import show_calendar, show_front, show_keeping
from consult.web.respond.survey import Counter, Survey
from consult.web.respond.taking_back import Drawer, show_receipt, take_receipt


def respond_area(counter: Counter) -> Blueprint:
    """Return the addresses of people who answer."""
    area = Blueprint("respond", __name__)
    _add_standing_pages(area, counter)
    _add_receipts(area, counter)
    _add_surveys(area, counter)
    _add_drafts(area, counter)
    _add_review(area, counter)
    _add_thanks(area, counter)
    return area


def _add_standing_pages(area: Blueprint, counter: Counter) -> None:
    languages = counter.renderer.languages

    @area.get("/")
    @requires(Action.VISIT)
    def front() -> Response:
        response = show_front(counter, languages.negotiated(request))
        response.vary.add("Accept-Language")
        return response

    @area.get("/<tag>/")
    @requires(Action.VISIT)
    def front_in_language(tag: str) -> Response:
        return show_front(counter, languages.named(tag))

    @area.get("/<tag>/keeping")
    @requires(Action.VISIT)
    def keeping(tag: str) -> Response:
        return show_keeping(counter, languages.named(tag))

    @area.get("/<tag>/calendar")
    @requires(Action.VISIT)
    def plain_calendar(tag: str) -> Response:
        return show_calendar(counter, languages.named(tag))


def _add_receipts(area: Blueprint, counter: Counter) -> None:
    languages, patience = counter.renderer.languages, Patience(counter.clock)

    @area.get("/<tag>/receipt")
    @requires(Action.ANSWER)
    def receipt(tag: str) -> Response:
        return show_receipt(Drawer(counter, patience, languages.named(tag)))

    @area.post("/<tag>/receipt")
    @requires(Action.ANSWER)
    def receipt_typed(tag: str) -> Response:
        drawer = Drawer(counter, patience, languages.named(tag))
        return take_receipt(drawer, request.form)


def _add_surveys(area: Blueprint, counter: Counter) -> None:
    @area.get("/<tag>/c/<slug>")
    @requires(Action.ANSWER)
    def consent(tag: str, slug: str) -> Response:
        return attend(counter, tag, slug, show_consent)

    @area.post("/<tag>/c/<slug>")
    @requires(Action.ANSWER)
    def consent_given(tag: str, slug: str) -> Response:
        form = request.form
        return attend(counter, tag, slug, lambda survey: take_consent(survey, form))

    @area.get("/<tag>/c/<slug>/no")
    @requires(Action.ANSWER)
    def consent_refused(tag: str, slug: str) -> Response:
        return attend(counter, tag, slug, show_refusal)


def _add_drafts(area: Blueprint, counter: Counter) -> None:
    @area.get("/<tag>/c/<slug>/<token>/<page>")
    @requires(Action.ANSWER)
    def questions(tag: str, slug: str, token: str, page: str) -> Response:
        def show(survey: Survey) -> Response:
            checked = CHECKED in request.args
            return show_page(survey, Token(token), page, checked=checked)

        return attend_page(counter, tag, slug, (token, page), show)

    @area.post("/<tag>/c/<slug>/<token>/<page>")
    @requires(Action.ANSWER)
    def questions_answered(tag: str, slug: str, token: str, page: str) -> Response:
        def take(survey: Survey) -> Response:
            return take_page(survey, Token(token), page, request.form, request.files)

        return attend_page(counter, tag, slug, (token, page), take)


def _add_review(area: Blueprint, counter: Counter) -> None:
    @area.get("/<tag>/c/<slug>/<token>/review")
    @requires(Action.ANSWER)
    def review(tag: str, slug: str, token: str) -> Response:
        def show(survey: Survey) -> Response:
            return show_review(survey, Token(token))

        return attend_draft(counter, tag, slug, (token, REVIEW), show)

    @area.post("/<tag>/c/<slug>/<token>/review")
    @requires(Action.ANSWER)
    def review_sent(tag: str, slug: str, token: str) -> Response:
        def take(survey: Survey) -> Response:
            return take_review(survey, Token(token), request.form)

        return attend_draft(counter, tag, slug, (token, REVIEW), take)


def _add_thanks(area: Blueprint, counter: Counter) -> None:
    @area.get("/<tag>/c/<slug>/<token>/thanks")
    @requires(Action.ANSWER)
    def thanks(tag: str, slug: str, token: str) -> Response:
        def show(survey: Survey) -> Response:
            return show_thanks(survey, Token(token))

        return attend(counter, tag, slug, show)

    @area.post("/<tag>/c/<slug>/<token>/thanks")
    @requires(Action.ANSWER)
    def phone_cleared(tag: str, slug: str, token: str) -> Response:
        def take(survey: Survey) -> Response:
            return take_thanks(survey, Token(token), request.form)

        return attend(counter, tag, slug, take)

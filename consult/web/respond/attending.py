"""Finds the survey an address names, and says why when it takes no answers."""

from collections.abc import Callable
from functools import partial

from flask import Response

from consult.errors import N_
from consult.i18n import Interface
from consult.services.accepting import (
    NotOpenYet,
    SurveyNotOpen,
    SurveyPaused,
)
from consult.services.fielding import wave_of
from consult.services.receipts import Token
from consult.services.responding import AlreadySent
from consult.web.addresses import front_path, page_path, survey_path, thanks_path
from consult.web.respond.pages import NoticePage
from consult.web.respond.survey import Counter, Survey

SEE_OTHER = 303
NOTICE = "respond/notice.html"

View = Callable[[Survey], Response]


def attend(counter: Counter, tag: str, slug: str, view: View) -> Response:
    """Return what a view answers about the survey ``slug`` in the language ``tag``.

    Where the survey takes no answers the page says so. Raises NotFound for another
    language or slug.
    """
    interface = counter.renderer.languages.named(tag)
    with counter.storage.reading() as session:
        wave = wave_of(session, slug)
    survey = Survey(counter, interface, wave, counter.today)
    try:
        return view(survey)
    except SurveyNotOpen as refusal:
        return not_open(survey, refusal)


def attend_draft(
    counter: Counter, tag: str, slug: str, token: str, view: View
) -> Response:
    """Return like ``attend``; who has sent the answers is led to the receipt."""
    try:
        return attend(counter, tag, slug, view)
    except AlreadySent:
        return see_other(thanks_path(tag, slug, token))


def see_other(path: str) -> Response:
    """Return a redirect after which going back or reloading sends nothing again."""
    return Response(status=SEE_OTHER, headers={"Location": path})


def in_every_language(survey: Survey, *parts: str) -> Callable[[Interface], str]:
    """Return the address of a page of the survey, by language."""
    return partial(_address, survey.wave.slug, parts)


def _address(slug: str, parts: tuple[str, ...], interface: Interface) -> str:
    return "/".join((survey_path(interface.tag, slug), *parts))


def own_page(survey: Survey, token: Token, name: str) -> str:
    """Return the address of a page of somebody's draft in the present language."""
    return page_path(survey.interface.tag, survey.wave.slug, token, name)


def notice(
    survey: Survey,
    page: NoticePage,
    path_in: Callable[[Interface], str],
    *,
    status: int = 200,
) -> Response:
    """Return a page that says one thing; ``path_in`` gives its addresses."""
    return survey.counter.renderer.page(
        NOTICE, survey.interface, page, path_in=path_in, status=status
    )


def not_open(survey: Survey, refusal: SurveyNotOpen) -> Response:
    """Return the page that says why no answers are taken, and until when."""
    interface = survey.interface
    page = NoticePage(
        title=interface.explain(refusal),
        survey=survey.worded(survey.questionnaire.title),
        messages=tuple(_reasons(survey, refusal)),
        contact=survey.worded(survey.wave.details.contact),
        link=front_path(interface),
        link_label=interface.gettext(N_("Go to the first page")),
    )
    path_in = in_every_language(survey)
    return notice(survey, page, path_in, status=refusal.status)


def _reasons(survey: Survey, refusal: SurveyNotOpen) -> list[str]:
    interface, wave = survey.interface, survey.wave
    if isinstance(refusal, NotOpenYet):
        message = N_("It opens on %(day)s. Please come back then.")
        return [interface.gettext(message, day=interface.day(wave.opens_on))]
    if isinstance(refusal, SurveyPaused):
        return [
            interface.gettext(N_("The people who run it have stopped it for a while.")),
            interface.gettext(
                N_(
                    "What you have typed is kept until tomorrow night at this "
                    "address. Nothing was sent."
                )
            ),
        ]
    message = N_("Answers were taken until %(day)s. Thank you for coming.")
    last_day = min(wave.closes_on, survey.today)
    return [interface.gettext(message, day=interface.day(last_day))]

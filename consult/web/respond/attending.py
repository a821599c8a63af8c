"""Finds the survey an address names, and says why when it takes no answers."""

from collections.abc import Callable

from flask import Response

from consult.errors import N_, NotFound
from consult.services.accepting import (
    NotOpenYet,
    SurveyNotOpen,
    SurveyPaused,
)
from consult.services.fielding import FieldedWave, wave_now, wave_seen_last
from consult.services.receipts import Token
from consult.services.responding import AlreadySent, WaveOutdated
from consult.web.addresses import front_path, page_path, thanks_path
from consult.web.respond.pages import NoticePage
from consult.web.respond.survey import Counter, Survey

SEE_OTHER = 303
NOTICE = "respond/notice.html"

KEPT = N_(
    "What you typed is kept at this address until the end of the day after you began. "
    "Nothing was sent."
)

View = Callable[[Survey], Response]


def attend(counter: Counter, tag: str, slug: str, view: View) -> Response:
    """Return what a view answers about the survey ``slug`` in the language ``tag``.

    Where the survey takes no answers the page says so. Raises NotFound for another
    language or slug.
    """
    survey = _survey(counter, tag, wave_now(counter.storage, slug))
    try:
        return view(survey)
    except SurveyNotOpen as refusal:
        return _not_open(survey, refusal)
    except WaveOutdated:
        return attend(counter, tag, slug, view)


def attend_draft(
    counter: Counter, tag: str, slug: str, place: tuple[str, str], view: View
) -> Response:
    """Return like ``attend``; who has sent the answers is led to the receipt.

    ``place`` is a token and the name of a page.
    """
    survey = _survey(counter, tag, wave_now(counter.storage, slug))
    try:
        return view(survey)
    except AlreadySent:
        return see_other(thanks_path(tag, slug, place[0]))
    except SurveyNotOpen as refusal:
        return _not_open(survey, refusal, *place)
    except WaveOutdated:
        return attend_draft(counter, tag, slug, place, view)


def attend_page(
    counter: Counter, tag: str, slug: str, place: tuple[str, str], view: View
) -> Response:
    """Return like ``attend_draft`` for a view that looks at the draft.

    The draft tells whether the survey is as it was seen last; it is asked for anew
    only where it is not, or where the view refuses.
    """
    wave = wave_seen_last(counter.storage, slug)
    try:
        return view(_survey(counter, tag, wave))
    except (AlreadySent, NotFound, SurveyNotOpen, WaveOutdated):
        return attend_draft(counter, tag, slug, place, view)


def _survey(counter: Counter, tag: str, wave: FieldedWave) -> Survey:
    languages = counter.renderer.languages
    if tag not in wave.questionnaire.languages:
        # Refuses what neither the questionnaire nor the interface speaks.
        languages.named(tag)
    return Survey(counter, tag, languages.nearest(tag), wave, counter.today)


def see_other(path: str) -> Response:
    """Return a redirect after which going back or reloading sends nothing again."""
    return Response(status=SEE_OTHER, headers={"Location": path})


def own_page(survey: Survey, token: Token, name: str) -> str:
    """Return the address of a page of somebody's draft in the present language."""
    return page_path(survey.tag, survey.wave.slug, token, name)


def notice(
    survey: Survey, page: NoticePage, *place: str, status: int = 200
) -> Response:
    """Return a page that says one thing; ``place`` is what its address ends with."""
    return survey.counter.renderer.page(
        NOTICE, survey.interface, page, links=survey.links(*place), status=status
    )


def _not_open(survey: Survey, refusal: SurveyNotOpen, *place: str) -> Response:
    """Return the page that says why no answers are taken, and until when."""
    interface = survey.interface
    title, *messages = _reasons(survey, refusal)
    if place and isinstance(refusal, SurveyPaused):
        messages.append(interface.gettext(KEPT))
    page = NoticePage(
        title=title,
        survey=survey.worded(survey.questionnaire.title),
        messages=tuple(messages),
        contact=survey.worded(survey.wave.details.contact),
        link=front_path(interface),
        link_label=interface.gettext(N_("Go to the first page")),
    )
    return notice(survey, page, *place, status=refusal.status)


def _reasons(survey: Survey, refusal: SurveyNotOpen) -> tuple[str, ...]:
    """Return the title of the page and what it says."""
    interface, wave = survey.interface, survey.wave
    if isinstance(refusal, NotOpenYet):
        opens = N_("It opens on %(day)s. Please come back then.")
        return (
            interface.gettext(N_("This survey is not open yet")),
            interface.gettext(opens, day=interface.day(wave.opens_on)),
        )
    if isinstance(refusal, SurveyPaused):
        return (
            interface.gettext(N_("This survey is paused")),
            interface.gettext(N_("The people who run it have stopped it for a while.")),
        )
    title = interface.gettext(N_("This survey is closed"))
    if survey.today <= wave.closes_on:
        # It was closed before its day, and nobody wrote down when.
        return title, interface.gettext(N_("Answers are no longer taken."))
    closed = N_("Answers were taken until %(day)s. Thank you for coming.")
    return title, interface.gettext(closed, day=interface.day(wave.closes_on))

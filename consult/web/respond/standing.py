"""The pages that stand by themselves: the first one, what is kept, a calendar."""

import calendar
import datetime as dt

from babel.dates import format_skeleton, get_day_names
from flask import Response

from consult.i18n import LANGUAGES, Interface
from consult.services.accepting import waves_to_show
from consult.services.announcing import OpenWave
from consult.services.fielding import wave_of
from consult.web.addresses import calendar_path, keeping_path, survey_path
from consult.web.languages import direction_of, endonym_of
from consult.web.respond.digits import in_digits
from consult.web.respond.pages import (
    Announcement,
    CalendarPage,
    FrontPage,
    KeepingPage,
    KeptSurvey,
    Month,
    SurveyLink,
)
from consult.web.respond.survey import Counter, tongues_of, worded

MONTHS_SHOWN = 2


def show_front(counter: Counter, interface: Interface) -> Response:
    """Return the first page with everything that is open."""
    view = FrontPage(
        announcements=tuple(
            announced(counter, wave, interface) for wave in _open_waves(counter)
        ),
        disclosure_threshold=counter.renderer.settings.disclosure_threshold,
    )
    return counter.renderer.page("respond/front.html", interface, view)


def announced(counter: Counter, wave: OpenWave, interface: Interface) -> Announcement:
    """Return a survey as it is announced in a language, else in its own."""
    own, names = wave.languages[0], dict(wave.names)
    tongues = tongues_of(
        wave.languages,
        offered=[each.tag for each in counter.renderer.languages.offered],
        is_made_elsewhere=wave.made_elsewhere,
    )
    asked_in = [tag for tag in tongues if tag in wave.languages]
    links = tuple(
        SurveyLink(
            path=survey_path(tag, wave.slug),
            tag=tag,
            endonym=endonym_of(tag, names),
            direction=direction_of(tag),
        )
        for tag in asked_in
    )
    nearest = next((tag for tag in (interface.tag, own) if tag in asked_in), None)
    return Announcement(
        title=worded(wave.title, interface.tag, otherwise=own),
        summary=worded(wave.summary, interface.tag, otherwise=own),
        asked_by=worded(wave.asked_by, interface.tag, otherwise=own),
        closes_on=wave.closes_on,
        minutes=wave.minutes,
        path=survey_path(nearest or interface.tag, wave.slug),
        links=links,
    )


def show_keeping(counter: Counter, interface: Interface) -> Response:
    """Return the page that tells what is kept, and for how long."""
    surveys = []
    with counter.storage.reading() as session:
        for wave in _open_waves(counter):
            delete_on = wave_of(session, wave.slug).delete_on
            title = worded(wave.title, interface.tag, otherwise=wave.languages[0])
            surveys.append(KeptSurvey(title, delete_on))
    view = KeepingPage(
        surveys=tuple(surveys),
        disclosure_threshold=counter.renderer.settings.disclosure_threshold,
    )
    return counter.renderer.page(
        "respond/keeping.html", interface, view, path_in=keeping_path
    )


def show_calendar(counter: Counter, interface: Interface) -> Response:
    """Return a calendar, which shows nobody what was open before."""
    first = counter.today.replace(day=1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    view = CalendarPage(
        (
            month_of(first, interface, today=counter.today.day),
            month_of(following, interface, today=None),
        )
    )
    return counter.renderer.page(
        "respond/calendar.html", interface, view, path_in=calendar_path
    )


def month_of(first: dt.date, interface: Interface, *, today: int | None) -> Month:
    """Return the month that begins on a day, its weeks as the language has them."""
    locale = LANGUAGES[interface.tag].locale
    weeks = calendar.Calendar(locale.first_week_day).monthdayscalendar(
        first.year, first.month
    )
    names = get_day_names("short", "stand-alone", locale)
    return Month(
        title=in_digits(interface, format_skeleton("yMMMM", first, locale=locale)),
        weekdays=tuple(names[(locale.first_week_day + day) % 7] for day in range(7)),
        weeks=tuple(tuple(day or None for day in week) for week in weeks),
        today=today,
    )


def _open_waves(counter: Counter) -> tuple[OpenWave, ...]:
    # A developer may look at the pages before there is a database.
    is_development = not counter.renderer.settings.is_production
    with counter.storage.reading() as session:
        return waves_to_show(session, today=counter.today, or_nothing=is_development)

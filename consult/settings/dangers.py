"""Combinations of settings that would put people at risk."""

import ipaddress
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from consult.errors import N_
from consult.settings.addresses import DATABASES, SQLITE, database_kind, sqlite_file
from consult.settings.problems import SettingProblem

if TYPE_CHECKING:
    from consult.settings.model import Settings

SMALLEST_THRESHOLD: Final = 5
"""Below five people a figure can be undone by anyone who knows the other four."""

SHORTEST_SECRET: Final = 32
FEWEST_SIGNS_IN_SECRET: Final = 10


def dangers(settings: "Settings") -> Iterator[SettingProblem]:
    """Yield every reason why these values must not be used together."""
    yield from _dangers_to_small_groups(settings)
    yield from _dangers_of_language(settings)
    yield from _dangers_of_storage(settings.database_url)
    if settings.is_production:
        yield from _dangers_of_the_secret(settings.secret_key)
        yield from _dangers_of_the_log(settings.log_level)
    else:
        yield from _dangers_of_development(settings)


def _dangers_to_small_groups(settings: "Settings") -> Iterator[SettingProblem]:
    if settings.disclosure_threshold < SMALLEST_THRESHOLD:
        yield SettingProblem(
            "CONSULT_DISCLOSURE_THRESHOLD",
            N_("Fewer than %(smallest)s people could be recognised. Give more."),
            {"smallest": SMALLEST_THRESHOLD},
        )


def _dangers_of_language(settings: "Settings") -> Iterator[SettingProblem]:
    if not settings.locales:
        message = N_("Name at least one language.")
        yield SettingProblem("CONSULT_LOCALES", message, {})
    elif settings.default_locale not in settings.locales:
        yield SettingProblem(
            "CONSULT_DEFAULT_LOCALE",
            N_("It must be one of the languages in CONSULT_LOCALES: %(locales)s."),
            {"locales": ", ".join(settings.locales)},
        )


def _dangers_of_storage(url: str) -> Iterator[SettingProblem]:
    if database_kind(url) not in DATABASES:
        message = N_("Give sqlite:///FILE or postgresql://… as the database.")
        yield SettingProblem("CONSULT_DATABASE_URL", message, {})
    elif database_kind(url) == SQLITE and sqlite_file(url) is None:
        message = N_("A database in memory forgets every answer. Name a file.")
        yield SettingProblem("CONSULT_DATABASE_URL", message, {})


def _dangers_of_the_secret(secret: str) -> Iterator[SettingProblem]:
    long_enough = len(secret) >= SHORTEST_SECRET
    if not long_enough or len(set(secret)) < FEWEST_SIGNS_IN_SECRET:
        yield SettingProblem(
            "CONSULT_SECRET_KEY",
            N_("Production needs a secret of at least %(shortest)s random signs."),
            {"shortest": SHORTEST_SECRET},
        )


def _dangers_of_the_log(level: str) -> Iterator[SettingProblem]:
    if level == "debug":
        message = N_("The debug log may show what people wrote. Use info.")
        yield SettingProblem("CONSULT_LOG_LEVEL", message, {})


def _dangers_of_development(settings: "Settings") -> Iterator[SettingProblem]:
    if not _is_this_computer(settings.host):
        yield SettingProblem(
            "CONSULT_HOST",
            N_(
                "Development only listens on this computer. Use 127.0.0.1, or set "
                "CONSULT_ENVIRONMENT to production."
            ),
            {},
        )


def _is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

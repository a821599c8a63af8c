"""The settings of one installation, each with its variable, default and help.

No setting asks for the visitor's address: nothing here needs it.
"""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal, TypeAlias

from consult.errors import N_
from consult.settings import readers
from consult.settings.dangers import dangers
from consult.settings.problems import (
    SettingProblem,
    SettingsRefused,
    UnreadableError,
)

Environment: TypeAlias = Literal["development", "production"]

PREFIX: Final = "CONSULT_"
TEST_PREFIX: Final = "CONSULT_TEST_"


def _about(
    variable: str, read: Callable[[str], object], help_text: str
) -> dict[str, object]:
    return {"variable": PREFIX + variable, "read": read, "help": help_text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices of one installation. Each field names its variable and help."""

    environment: Environment = field(
        default="development",
        metadata=_about(
            "ENVIRONMENT",
            readers.one_of(*readers.ENVIRONMENTS),
            "Use development on your own computer, production where people answer. "
            "Development only listens on this computer.",
        ),
    )
    database_url: str = field(
        default="sqlite:///var/consult.sqlite3",
        repr=False,
        metadata=_about(
            "DATABASE_URL",
            readers.text,
            "Where answers are kept: sqlite:///FILE or postgresql://… A relative file "
            "is looked for in the folder the command is started in.",
        ),
    )
    secret_key: str = field(
        default="",
        repr=False,
        metadata=_about(
            "SECRET_KEY",
            readers.text,
            "Signs forms and receipts. At least 32 random signs; production does not "
            "start without it. In development one is made beside the database.",
        ),
    )
    host: str = field(
        default="127.0.0.1",
        metadata=_about(
            "HOST",
            readers.text,
            "The address to listen on. Production may listen on all with 0.0.0.0.",
        ),
    )
    port: int = field(
        default=8000,
        metadata=_about(
            "PORT",
            readers.whole_number(readers.PORTS),
            "The port to listen on; 0 takes any free one.",
        ),
    )
    disclosure_threshold: int = field(
        default=10,
        metadata=_about(
            "DISCLOSURE_THRESHOLD",
            readers.whole_number(readers.PEOPLE),
            "Figures that stand for fewer people than this are withheld. At least 5.",
        ),
    )
    locales: tuple[str, ...] = field(
        default=readers.INTERFACE_LOCALES,
        metadata=_about(
            "LOCALES",
            readers.locales,
            "The languages of the interface, in the order in which they are offered.",
        ),
    )
    default_locale: str = field(
        default="en",
        metadata=_about(
            "DEFAULT_LOCALE",
            readers.one_of(*readers.INTERFACE_LOCALES),
            "The language for people whose browser asks for none of the others.",
        ),
    )
    organisation: str = field(
        default="consult",
        metadata=_about(
            "ORGANISATION",
            readers.text,
            "Who holds the consultations; stands at the top of every page.",
        ),
    )
    quick_exit_url: str = field(
        default="",
        metadata=_about(
            "QUICK_EXIT_URL",
            readers.web_address,
            "Where “Leave quickly” leads, like https://weather.example/. Nothing: to "
            "a calendar of our own.",
        ),
    )
    max_request_bytes: int = field(
        default=1_000_000,
        metadata=_about(
            "MAX_REQUEST_BYTES",
            readers.whole_number(readers.REQUEST_BYTES),
            "The largest request that is read, in bytes.",
        ),
    )
    max_upload_bytes: int = field(
        default=10_000_000,
        metadata=_about(
            "MAX_UPLOAD_BYTES",
            readers.whole_number(readers.UPLOAD_BYTES),
            "The largest photo or recording that is taken in, in bytes. They are off "
            "unless a consultation switches them on.",
        ),
    )
    max_upload_pixels: int = field(
        default=50_000_000,
        metadata=_about(
            "MAX_UPLOAD_PIXELS",
            readers.whole_number(readers.UPLOAD_PIXELS),
            "The most pixels of a photo that is taken in; a third of it where it is "
            "no JPEG. Making a photo anew takes up to 4 bytes of memory for each.",
        ),
    )
    log_level: str = field(
        default="info",
        metadata=_about(
            "LOG_LEVEL",
            readers.one_of(*readers.LOG_LEVELS),
            "How much is logged. Nothing about a visitor is logged at any level; "
            "debug may show contents and works in development only.",
        ),
    )

    def __post_init__(self) -> None:
        """Raise SettingsRefused when the values would put people at risk."""
        problems = tuple(dangers(self))
        if problems:
            raise SettingsRefused(problems)

    @property
    def is_production(self) -> bool:
        """Whether people outside this computer may be answering."""
        return self.environment == "production"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Return the settings that the ``CONSULT_*`` variables describe.

        An empty variable counts as not set. Raises SettingsRefused with every
        problem: unknown variables, unreadable values, unsafe combinations.
        """
        problems = list(_unknown_variables(environ))
        values: dict[str, Any] = {}
        for setting in fields(cls):
            variable = setting.metadata["variable"]
            given = environ.get(variable, "").strip()
            if not given:
                continue
            try:
                values[setting.name] = setting.metadata["read"](given)
            except UnreadableError as unread:
                problem = SettingProblem(variable, unread.message, unread.params)
                problems.append(problem)
        return _built_from(values, problems)


def _built_from(values: dict[str, Any], problems: list[SettingProblem]) -> Settings:
    try:
        settings = Settings(**values)
    except SettingsRefused as refused:
        raise SettingsRefused((*problems, *refused.problems)) from refused
    if problems:
        raise SettingsRefused(tuple(problems))
    return settings


@dataclass(frozen=True, slots=True)
class SettingDescription:
    """One row of the configuration document."""

    variable: str
    default: str
    help: str


def describe_settings() -> tuple[SettingDescription, ...]:
    """Return variable, default and help of every setting, in order."""
    return tuple(
        SettingDescription(
            variable=setting.metadata["variable"],
            default=_shown(setting.default),
            help=setting.metadata["help"],
        )
        for setting in fields(Settings)
    )


def _shown(default: object) -> str:
    return " ".join(default) if isinstance(default, tuple) else str(default)


def _unknown_variables(environ: Mapping[str, str]) -> Iterator[SettingProblem]:
    known = [_name(setting.metadata["variable"]) for setting in fields(Settings)]
    for variable in sorted(environ):
        if not variable.startswith(PREFIX) or variable.startswith(TEST_PREFIX):
            continue
        if _name(variable) not in known:
            close = difflib.get_close_matches(_name(variable), known, n=1)
            yield _unknown(variable, close)


def _name(variable: str) -> str:
    return variable.removeprefix(PREFIX)


def _unknown(variable: str, close: list[str]) -> SettingProblem:
    if close:
        message = N_("There is no such setting. Did you mean %(close)s?")
        return SettingProblem(variable, message, {"close": PREFIX + close[0]})
    message = N_("There is no such setting. Remove it or correct its name.")
    return SettingProblem(variable, message, {})

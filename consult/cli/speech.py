"""Says things on the command line in the language of the environment."""

import os
from collections.abc import Mapping
from typing import Final

import click

from consult.errors import ConsultError

SOURCE: Final = "en"
# In this order, as in every program that follows POSIX.
VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def say(message: str, **params: object) -> None:
    """Write a translated message to standard output."""
    click.echo(translate(message, **params))


def warn(message: str, **params: object) -> None:
    """Write a translated message to standard error."""
    click.echo(translate(message, **params), err=True)


def translate(message: str, **params: object) -> str:
    """Return the message in the language of the environment, else in English."""
    tag = language_of(os.environ)
    if tag != SOURCE:
        from consult.cli.translation import (  # noqa: PLC0415 - English needs it not
            translate_into,
        )

        return translate_into(tag, message, params)
    return message % params if params else message


def explain(error: ConsultError) -> str:
    """Return the translated message of an error."""
    return translate(error.template, **error.params)


def language_of(environ: Mapping[str, str]) -> str:
    """Return the language tag of the first locale variable that is set."""
    given = next((environ[name] for name in VARIABLES if environ.get(name)), "")
    tag = given.partition(".")[0].partition("@")[0].partition("_")[0].lower()
    return SOURCE if tag in {"", "c", "posix"} else tag

"""The command ``consult serve``."""

from dataclasses import replace

import click

from consult.app import create_app
from consult.cli.installation import current_database, read_settings
from consult.cli.lazy import Command
from consult.cli.speech import say
from consult.errors import N_
from consult.settings import Settings
from consult.web import serving


@click.command(
    cls=Command,
    help=N_(
        "Serve the pages until stopped, and say at which address. "
        "Starts on a database that is up to date only."
    ),
    examples=(
        "consult serve",
        "consult serve --port 8080",
        "CONSULT_ENVIRONMENT=production consult serve --host 0.0.0.0",
    ),
)
@click.option(
    "--host",
    metavar="ADDRESS",
    help=N_("The address to listen on, instead of CONSULT_HOST."),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="NUMBER",
    help=N_("The port to listen on, instead of CONSULT_PORT; 0 takes a free one."),
)
def serve(host: str | None, port: int | None) -> None:
    """Refuse an unfit database, then serve."""
    settings = _changed(read_settings(), host=host, port=port)
    with current_database(settings):
        # Only looked at: the processes that serve open connections of their own.
        pass
    serving.serve(
        create_app(settings),
        settings,
        announce=lambda address: say(N_("Serving at %(address)s"), address=address),
    )


def _changed(settings: Settings, *, host: str | None, port: int | None) -> Settings:
    if host is not None:
        settings = replace(settings, host=host)
    if port is not None:
        settings = replace(settings, port=port)
    return settings

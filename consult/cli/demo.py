"""The command ``consult demo``."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from consult.app import create_app
from consult.cli.installation import read_settings
from consult.cli.lazy import Command
from consult.cli.progress import StepLine
from consult.cli.speech import say
from consult.clock import now
from consult.db.session import open_database
from consult.demonstration.prepare import (
    Demonstration,
    Step,
    is_over,
    prepare_demonstration,
    remove_demonstration,
)
from consult.errors import N_
from consult.settings import Settings
from consult.web import serving

FILE: Final = "var/demonstration.sqlite3"
ORGANISATION: Final = "Talvera"
NAMES: Final = {
    Step.ANSWERS: N_("Loading the invented answers"),
    Step.CONCERNS: N_("Reading the answers"),
}


@click.command(
    cls=Command,
    help=N_(
        "Show everything with an invented district: two surveys in six languages, "
        "1,270 invented people, their concerns and a report. It has a database file "
        "of its own and leaves yours alone. The first time takes a minute or two."
    ),
    examples=(
        "consult demo",
        "consult demo --port 8080",
        "consult demo --no-serve --json",
    ),
)
@click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    default=FILE,
    show_default=True,
    metavar="FILE",
    help=N_("The database file of the demonstration."),
)
@click.option(
    "--fresh",
    is_flag=True,
    help=N_("Delete that file first and begin again."),
)
@click.option(
    "--no-serve", is_flag=True, help=N_("Only make it ready; do not serve the pages.")
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help=N_("Write where everything is as JSON for programs."),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="NUMBER",
    help=N_("The port to listen on, instead of CONSULT_PORT; 0 takes a free one."),
)
def demo(
    *, database: Path, fresh: bool, no_serve: bool, as_json: bool, port: int | None
) -> None:
    """Make the demonstration ready and serve it."""
    file = database.resolve()
    settings = _settings(file, port)
    if fresh or _is_over(file, settings):
        remove_demonstration(file)
    with StepLine() as line:
        ready = prepare_demonstration(
            settings,
            now=now(),
            report=lambda step, done, total: line.report(NAMES[step], done, total),
        )
    if as_json:
        click.echo(render_json(ready, settings, file))
    else:
        _say(ready, settings)
    if not no_serve:
        _serve(settings)


def render_json(ready: Demonstration, settings: Settings, file: Path) -> str:
    """Return where everything is, for programs."""
    return json.dumps(
        {
            "surveys": [
                {
                    "slug": survey.slug,
                    "title": survey.title,
                    "languages": dict(survey.languages),
                }
                for survey in ready.surveys
            ],
            "sign_in": {
                "path": f"/{settings.default_locale}/desk/sign-in",
                "name": ready.name,
                "password": ready.password,
            },
            "database": str(file),
        },
        ensure_ascii=False,
        indent=2,
    )


def _settings(file: Path, port: int | None) -> Settings:
    settings = read_settings()
    changes: dict[str, object] = {"database_url": f"sqlite:///{file}"}
    if port is not None:
        changes["port"] = port
    if settings.organisation == Settings().organisation:
        changes["organisation"] = ORGANISATION
    return replace(settings, **changes)  # type: ignore[arg-type] # values of the named fields


def _is_over(file: Path, settings: Settings) -> bool:
    """Whether there is a demonstration whose surveys have closed."""
    if not file.exists():
        return False
    database = open_database(settings.database_url)
    try:
        return is_over(database, today=now().date())
    finally:
        database.close()


def _say(ready: Demonstration, settings: Settings) -> None:
    say(
        N_("The demonstration is ready: an invented district, invented answers."),
    )
    say(
        N_("Sign in at %(path)s as %(name)s with the password %(password)s"),
        path=f"/{settings.default_locale}/desk/sign-in",
        name=ready.name,
        password=ready.password,
    )


def _serve(settings: Settings) -> None:
    with _worker_beside(settings):
        serving.serve(
            create_app(settings),
            settings,
            announce=lambda address: say(N_("Serving at %(address)s"), address=address),
        )


@contextmanager
def _worker_beside(settings: Settings) -> Iterator[None]:
    """Run a worker on the same database, so that new answers can be read."""
    program = "from consult.cli.main import main; main()"
    environment = {**os.environ, "CONSULT_DATABASE_URL": settings.database_url}
    worker = subprocess.Popen(
        [sys.executable, "-c", program, "worker"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()

"""The command ``consult worker``."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from consult.cli.installation import current_database, read_settings
from consult.cli.lazy import Command
from consult.cli.speech import say
from consult.clock import now
from consult.db.models import WorkerId
from consult.db.session import Database
from consult.errors import N_
from consult.ids import random_id
from consult.web.serving import configure_log
from consult.worker.handlers import HANDLERS
from consult.worker.loop import Worker, work_until_idle, work_until_stopped
from consult.worker.schedule import look

STOP_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)


@click.command(
    cls=Command,
    help=N_(
        "Do the queued jobs until stopped. Several workers may run side by side; "
        "each job is done once. When told to stop, the job at hand is ended first."
    ),
    examples=("consult worker", "consult worker --once", "consult worker --poll 30"),
)
@click.option(
    "--once",
    is_flag=True,
    help=N_("Do the jobs that are due now, then stop."),
)
@click.option(
    "--poll",
    type=click.IntRange(1, 3600),
    default=5,
    show_default=True,
    metavar="SECONDS",
    help=N_("How long to wait before looking for new jobs."),
)
def worker(*, once: bool, poll: int) -> None:
    """Work on the database of the settings."""
    settings = read_settings()
    configure_log(settings)
    with current_database(settings) as database, _stop_when_told() as stop:
        if once:
            attempts = work_until_idle(_worker(database), wait=stop.wait)
            say(N_("Attempts made: %(attempts)s"), attempts=attempts)
            return
        say(N_("Waiting for jobs."))
        work_until_stopped(_worker(database), wait=stop.wait, poll=poll)


def _worker(database: Database) -> Worker:
    return Worker(
        worker_id=WorkerId(random_id()),
        database=database,
        handlers=HANDLERS,
        clock=now,
        look=look,
    )


@contextmanager
def _stop_when_told() -> Iterator[threading.Event]:
    """Give an event that a signal sets, instead of ending the process at once."""
    stop = threading.Event()
    before = {told: signal.signal(told, lambda *_: stop.set()) for told in STOP_SIGNALS}
    yield stop
    for told, handler in before.items():
        signal.signal(told, handler)

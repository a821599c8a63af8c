"""The command ``consult status``: for people, and as JSON for programs."""

import json
from dataclasses import asdict, dataclass

import click

from consult import __version__
from consult.cli.installation import read_settings
from consult.cli.lazy import Command
from consult.cli.speech import explain, say, translate
from consult.clock import now
from consult.db.address import describe, kind_of, parse_address
from consult.db.models import JobState
from consult.db.revision import (
    SCHEMA_REVISION,
    require_current_schema,
    stored_revision,
)
from consult.db.session import Database, open_database
from consult.errors import N_, ConsultError
from consult.services.status import RunningJob, Workload, read_workload


@dataclass(frozen=True, slots=True)
class Place:
    """Where the database is, without its secrets, and of which kind."""

    address: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is known about the installation; nothing in it is a secret."""

    place: Place
    revision: str | None = None
    workload: Workload | None = None
    problem: ConsultError | None = None


@click.command(
    cls=Command,
    help=N_(
        "Say whether everything is ready: the version, the database, the queue, and "
        "when a worker was last seen. Ends with 3 when something is not ready."
    ),
    examples=("consult status", "consult status --json"),
)
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON for programs."))
@click.pass_context
def status(context: click.Context, *, as_json: bool) -> None:
    """Look at the database of the settings."""
    found = read_status(read_settings().database_url)
    if as_json:
        click.echo(render_json(found))
    else:
        _say_status(found)
    if found.problem is not None:
        context.exit(found.problem.exit_code)


def read_status(address: str) -> Status:
    """Return what can be found out; raises ``Rejected`` for a bad address."""
    url = parse_address(address)
    place = Place(describe(url), kind_of(url).value)
    try:
        database = open_database(address)
    except ConsultError as error:
        return Status(place=place, problem=error)
    try:
        return _look_into(database, place)
    finally:
        database.close()


def _look_into(database: Database, place: Place) -> Status:
    with database.reading() as session:
        revision = stored_revision(session.connection())
        try:
            require_current_schema(session)
        except ConsultError as error:
            return Status(place=place, revision=revision, problem=error)
        workload = read_workload(session, now=now())
    return Status(place=place, revision=revision, workload=workload)


def render_json(found: Status) -> str:
    """Return the status as JSON whose names and types stay as they are."""
    problem, workload = found.problem, found.workload
    return json.dumps(
        {
            "version": __version__,
            "ready": problem is None,
            "problem": problem and {"code": problem.code, "message": str(problem)},
            "database": {
                "address": found.place.address,
                "kind": found.place.kind,
                "revision": found.revision,
                "expected_revision": SCHEMA_REVISION,
                "up_to_date": found.revision == SCHEMA_REVISION,
            },
            "jobs": workload
            and {state.value: workload.jobs[state] for state in JobState},
            "oldest_queued_minutes": workload and workload.oldest_queued_minutes,
            "worker_seen_minutes": workload and workload.worker_seen_minutes,
            "running": workload and [asdict(job) for job in workload.running],
        },
        indent=2,
    )


def _say_status(found: Status) -> None:
    say(N_("Version: %(version)s"), version=__version__)
    say(
        N_("Database: %(address)s, revision %(revision)s of %(expected)s"),
        address=found.place.address,
        revision=found.revision or translate(N_("none")),
        expected=SCHEMA_REVISION,
    )
    if found.workload is not None:
        _say_workload(found.workload)
    if found.problem is None:
        say(N_("Ready."))
    else:
        say(N_("Not ready: %(reason)s"), reason=explain(found.problem))


def _say_workload(workload: Workload) -> None:
    say(
        N_(
            "Jobs: %(queued)s queued, %(leased)s running, %(done)s done, "
            "%(failed)s failed"
        ),
        **{state.value: workload.jobs[state] for state in JobState},
    )
    if workload.oldest_queued_minutes is not None:
        say(
            N_("Minutes since the oldest queued job came: %(minutes)s"),
            minutes=workload.oldest_queued_minutes,
        )
    for job in workload.running:
        _say_running(job)
    if workload.worker_seen_minutes is None:
        say(N_("No worker was seen within a week. Start one with: consult worker"))
    else:
        say(
            N_("Minutes since a worker was seen: %(minutes)s"),
            minutes=workload.worker_seen_minutes,
        )


def _say_running(job: RunningJob) -> None:
    if job.total is None:
        say(N_("Running: %(kind)s, attempt %(attempt)s"), **asdict(job))
    else:
        say(
            N_("Running: %(kind)s, attempt %(attempt)s, %(done)s of %(total)s done"),
            **asdict(job),
        )

"""The command ``consult``: finds the sub-command, and ends with the right code."""

import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType, TracebackType
from typing import Final

import click

from consult import __version__
from consult.cli.lazy import Entry, Group, translated
from consult.cli.speech import explain, warn
from consult.errors import N_, ConsultError

DEBUG_VARIABLE: Final = "CONSULT_DEBUG"


class ExitCode(IntEnum):
    """How a command may end."""

    OK = 0
    UNEXPECTED = 1
    BAD_INPUT = 2
    NOT_READY = 3
    STOPPED = 130


EXIT_CODES: Final[Mapping[ExitCode, str]] = MappingProxyType(
    {
        ExitCode.OK: N_("It was done."),
        ExitCode.UNEXPECTED: N_("It could not be done, for a reason on our side."),
        ExitCode.BAD_INPUT: N_("What was given cannot be used; it can be corrected."),
        ExitCode.NOT_READY: N_(
            "Something is missing that has to be there first, such as the database."
        ),
        ExitCode.STOPPED: N_(
            "Somebody stopped it; what was finished is kept where it can be."
        ),
    }
)

ENTRIES: Final[Mapping[str, Entry]] = MappingProxyType(
    {
        "serve": Entry(
            "consult.cli.serve", "serve", N_("Serve the pages until stopped.")
        ),
        "demo": Entry(
            "consult.cli.demo",
            "demo",
            N_("Show everything with an invented district and invented answers."),
        ),
        "worker": Entry(
            "consult.cli.worker", "worker", N_("Do the queued jobs until stopped.")
        ),
        "analyse": Entry(
            "consult.cli.analyse",
            "analyse",
            N_("Group what people wrote in a file into concerns."),
        ),
        "annotate": Entry(
            "consult.cli.annotate",
            "annotate",
            N_("Say of every text of a file its language and its sentiment."),
        ),
        "evaluate": Entry(
            "consult.cli.evaluate",
            "evaluate",
            N_("Measure the analysis on texts that people labelled."),
        ),
        "questionnaire": Entry(
            "consult.cli.questionnaire",
            "questionnaire",
            N_("Check, import and export questionnaires."),
        ),
        "consultation": Entry(
            "consult.cli.consultation",
            "consultation",
            N_("Open, pause and close the surveys of a consultation."),
        ),
        "report": Entry(
            "consult.cli.report",
            "report",
            N_("Write the report of a consultation into one file."),
        ),
        "db": Entry(
            "consult.cli.db", "db", N_("Make, upgrade and check the database.")
        ),
        "staff": Entry(
            "consult.cli.staff", "staff", N_("Say who works in which consultation.")
        ),
        "audit": Entry(
            "consult.cli.audit",
            "audit",
            N_("Read the record of what staff did, and check it."),
        ),
        "status": Entry(
            "consult.cli.status", "status", N_("Say whether everything is ready.")
        ),
    }
)


@click.group(
    "consult",
    cls=Group,
    entries=ENTRIES,
    help=N_("Run participatory surveys and consultations, from question to report."),
)
@click.version_option(__version__, prog_name="consult", message="%(prog)s %(version)s")
def consult() -> None:
    """Hold the sub-commands together."""


def main() -> None:
    """Run the command line and leave the process."""
    if not os.environ.get(DEBUG_VARIABLE):
        sys.excepthook = _explain_unexpected
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code.

    What we raise on purpose is told in a sentence on standard error. Anything
    else is a defect and goes on to whoever called.
    """
    try:
        ended = translated(consult).main(
            list(arguments), prog_name="consult", standalone_mode=False
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        warn(N_("Stopped."))
        return ExitCode.UNEXPECTED
    except ConsultError as error:
        if os.environ.get(DEBUG_VARIABLE):
            traceback.print_exception(error)
        click.echo(explain(error), err=True)
        return error.exit_code
    return ended if isinstance(ended, int) else ExitCode.OK


def _explain_unexpected(
    kind: type[BaseException],
    error: BaseException,  # noqa: ARG001 - its message may hold what people wrote
    place: TracebackType | None,  # noqa: ARG001 - the interpreter gives it
) -> None:
    """Tell of a defect; the interpreter then ends with 1."""
    warn(
        N_(
            "Something went wrong on our side (%(kind)s). "
            "Set %(variable)s=1 and run it again to see where."
        ),
        kind=kind.__name__,
        variable=DEBUG_VARIABLE,
    )

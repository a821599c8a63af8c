"""The command ``consult report``: the report of a consultation as one file."""

import contextlib
from pathlib import Path
from typing import ClassVar, Final

import click

from consult.cli.installation import current_database, read_settings
from consult.cli.lazy import Command
from consult.cli.speech import say
from consult.clock import now
from consult.db.session import Database
from consult.errors import N_, Rejected
from consult.reports.consultation.compose import compose
from consult.reports.consultation.findings import ConsultationFindings
from consult.reports.consultation.render_html import render_report
from consult.services.auditing import COMMAND, Deed, record
from consult.services.reading import consultation_findings
from consult.services.staffing import NoSuchConsultation, find_consultation
from consult.settings import INTERFACE_LOCALES

PARTIAL: Final = ".partial"


class ReportBlocked(Rejected):
    """The file of the report cannot be written."""

    code: ClassVar[str] = "C465"
    message: ClassVar[str] = N_(
        "The report cannot be written to %(file)s. Check that the folder is there and "
        "that you may write in it."
    )


@click.command(
    cls=Command,
    help=N_(
        "Write the report of a consultation into one HTML file that needs no network. "
        "Small groups are withheld in it. It quotes people who allow it and is not for "
        "publication before somebody has read it."
    ),
    examples=(
        "consult report talvera --output report.html",
        "consult report talvera --language ar --output report-ar.html",
    ),
)
@click.argument("slug", metavar="SLUG")
@click.option(
    "--language",
    "locale",
    type=click.Choice(INTERFACE_LOCALES),
    default="en",
    show_default=True,
    help=N_("The language of the report."),
)
@click.option(
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("The file to write; one of the same name is replaced."),
)
def report(slug: str, locale: str, output: Path) -> None:
    """Write one report."""
    with current_database(read_settings()) as database:
        findings = _findings(database, slug)
    write_whole(output, render_report(compose(findings), locale))
    say(N_("Done. The report is in %(file)s"), file=output)


def write_whole(file: Path, text: str) -> None:
    """Write a file whole, or leave what is there as it was.

    Raises `ReportBlocked` when that is not possible.
    """
    partial = file.with_name(f".{file.name}{PARTIAL}")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise ReportBlocked(file=file) from error


def _findings(database: Database, slug: str) -> ConsultationFindings:
    """Return what is known of a consultation, and record that it was asked for."""
    with database.reading() as session:
        named = find_consultation(session, slug)
        if named is None:
            raise NoSuchConsultation(slug=slug)
        findings = consultation_findings(session, slug)
    with database.writing() as session:
        record(session, Deed.REPORT_DOWNLOADED, who=COMMAND, about=named.id, now=now())
    return findings

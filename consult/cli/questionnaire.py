"""The commands ``consult questionnaire``: check, import and export."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, Final

import click

from consult.cli.installation import current_database, read_settings
from consult.cli.lazy import Command, Entry, Group
from consult.cli.speech import say, translate, warn
from consult.clock import now
from consult.errors import N_, ConsultError, Rejected
from consult.services.auditing import COMMAND, Deed, record
from consult.services.exporting import FORMATS, export_questionnaire
from consult.services.fielding import WaveState, change_state
from consult.services.illustrating import keep_media
from consult.services.importing import Imported, take_in
from consult.services.offline import keep_offline, write_offline
from consult.services.opening import renew_forms_of
from consult.services.publishing import questionnaire_of
from forms.comparing import compare
from forms.definition import Questionnaire
from forms.errors import FormsError
from forms.xlsform.faults import ERROR
from forms.xlsform.problems import Located
from forms.xlsform.reading import check_workbook, read_questionnaire
from forms.xlsform.report import Reading, Report

ENTRIES: Final = MappingProxyType(
    {
        "check": Entry(__name__, "check", N_("Say what is wrong with a workbook.")),
        "import": Entry(
            __name__, "import_workbook", N_("Make a survey of a workbook.")
        ),
        "export": Entry(
            __name__, "export", N_("Write the questionnaire of a survey into a file.")
        ),
    }
)
LARGEST: Final = 100 * 2**20
MEDIA_ENDING: Final = "-media"


class WorkbookUnreadable(Rejected):
    """The file cannot be opened."""

    code: ClassVar[str] = "C494"
    message: ClassVar[str] = N_(
        "%(file)s cannot be read. Check the name and that you may open it."
    )


class WorkbookRefused(Rejected):
    """The questionnaire holds errors."""

    code: ClassVar[str] = "C495"
    message: ClassVar[str] = N_(
        "The questionnaire was not imported. Correct what is marked as error above, "
        "then import it again."
    )


class ExportBlocked(Rejected):
    """The file of the questionnaire cannot be written."""

    code: ClassVar[str] = "C496"
    message: ClassVar[str] = N_(
        "The questionnaire cannot be written to %(file)s. Check that the folder is "
        "there and that you may write in it."
    )


class SideFiles(Mapping[str, bytes]):
    """The files beside a workbook, read when they are asked for by a plain name."""

    def __init__(self, workbook: Path) -> None:
        media = workbook.with_name(f"{workbook.stem}{MEDIA_ENDING}")
        self._files = {
            file.name: file
            for folder in (workbook.parent, media)
            if folder.is_dir()
            for file in sorted(folder.iterdir())
            if file.is_file() and file != workbook
        }

    def __getitem__(self, name: str) -> bytes:
        """Return the content of a file; raises KeyError when there is none."""
        file = self._files[name]
        try:
            if file.stat().st_size > LARGEST:
                raise KeyError(name)
            return file.read_bytes()
        except OSError as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        """Give the names of the files."""
        return iter(self._files)

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self._files)


@click.group(
    cls=Group, entries=ENTRIES, help=N_("Check, import and export questionnaires.")
)
def questionnaire() -> None:
    """Hold the commands about questionnaires together."""


_file = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


@click.command(
    cls=Command,
    help=N_(
        "Read an XLSForm (.xlsx, .xls, .csv or a table in Markdown) and say, with "
        "sheet, row and column, everything that cannot work and everything that works "
        "differently here. Tables it refers to are looked for beside the file and in "
        "the folder NAME-media. Nothing is stored."
    ),
    examples=(
        "consult questionnaire check form.xlsx",
        "consult questionnaire check form.xlsx --json",
    ),
)
@_file
@click.option("--json", "as_json", is_flag=True, help=N_("Write JSON for programs."))
@click.pass_context
def check(context: click.Context, file: Path, *, as_json: bool) -> None:
    """Check one workbook."""
    report = check_workbook(_content(file), name=file.name, side_files=SideFiles(file))
    if as_json:
        click.echo(json.dumps(_as_json(report), ensure_ascii=False, indent=2))
    else:
        _tell(report)
    context.exit(0 if report.ok else Rejected.exit_code)


@click.command(
    "import",
    cls=Command,
    help=N_(
        "Make a survey of an XLSForm, in a consultation that exists or is made now, "
        "and print its address as JSON. A page that asks for consent is put before it. "
        "The same questionnaire again gives the same survey; a changed one is another "
        "survey, so that answers always belong to the words they were given to."
    ),
    examples=(
        "consult questionnaire import form.xlsx --consultation talvera",
        "consult questionnaire import form.xlsx --consultation talvera --open",
    ),
)
@_file
@click.option(
    "--consultation",
    "slug",
    required=True,
    metavar="SLUG",
    help=N_("The consultation, by the name in its address."),
)
@click.option("--open", "opens", is_flag=True, help=N_("Let people answer at once."))
def import_workbook(file: Path, slug: str, *, opens: bool) -> None:
    """Import one workbook into the database of the settings."""
    settings = read_settings()
    reading = _read(file)
    _tell_problems(reading.report)
    if not reading.report.ok:
        raise WorkbookRefused
    with current_database(settings) as database:
        with database.writing() as session:
            imported = take_in(
                session,
                reading.questionnaire,
                consultation=slug,
                threshold=settings.disclosure_threshold,
                today=now().date(),
            )
            record(
                session,
                Deed.QUESTIONNAIRE_IMPORTED,
                who=COMMAND,
                about=imported.survey,
                now=now(),
            )
            if opens:
                change_state(session, imported.survey, WaveState.OPEN)
            asked = questionnaire_of(session, imported.version_id)
            for problem in keep_media(
                session, imported.version_id, asked, SideFiles(file)
            ):
                warn(problem.template, **_told(problem))
            if imported.before is not None:
                _tell_changes(questionnaire_of(session, imported.before), asked)
        try:
            xml = write_offline(asked, imported.version_id)
        except ConsultError as error:
            warn(error.template, **_told(error))
        else:
            with database.writing() as session:
                keep_offline(session, imported.version_id, xml)
                renew_forms_of(session, slug)
    click.echo(json.dumps(_address(imported, slug), ensure_ascii=False, indent=2))


@click.command(
    cls=Command,
    help=N_(
        "Write the questionnaire of a survey: as a workbook that can be changed and "
        "imported again (xlsx), as the canonical form (json), for clients of ODK "
        "(xform), for paper (pdf), or as a table of its columns and values over all "
        "its versions (codebook). SLUG names the survey, or a consultation that has "
        "only one."
    ),
    examples=(
        "consult questionnaire export talvera-trust --format xlsx --output trust.xlsx",
        (
            "consult questionnaire export talvera-trust --format pdf --language ar "
            "--output trust-ar.pdf"
        ),
    ),
)
@click.argument("slug", metavar="SLUG")
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(FORMATS),
    help=N_("What to write."),
)
@click.option(
    "--language",
    metavar="TAG",
    help=N_("The language of the paper; the first one of the questionnaire if left."),
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("The file to write; standard output if left."),
)
def export(slug: str, form: str, language: str | None, output: Path | None) -> None:
    """Export one questionnaire from the database of the settings."""
    with current_database(read_settings()) as database, database.reading() as session:
        content = export_questionnaire(session, slug, form=form, language=language)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise ExportBlocked(file=output) from error
    say(N_("Done. The questionnaire is in %(file)s"), file=output)


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise WorkbookUnreadable(file=file)
        return file.read_bytes()
    except OSError as error:
        raise WorkbookUnreadable(file=file) from error


def _read(file: Path) -> Reading:
    try:
        return read_questionnaire(
            _content(file), name=file.name, side_files=SideFiles(file)
        )
    except FormsError as error:
        raise Rejected(error.template, **error.params) from error


def _tell(report: Report) -> None:
    _tell_problems(report)
    say(
        N_(
            "%(questions)s questions, %(groups)s groups, %(repeats)s repeats, "
            "%(expressions)s expressions, languages: %(languages)s"
        ),
        questions=report.questions,
        groups=report.groups,
        repeats=report.repeats,
        expressions=report.expressions,
        languages=", ".join(report.languages),
    )
    say(N_("It can be imported.") if report.ok else N_("It cannot be imported yet."))


def _tell_problems(report: Report) -> None:
    for problem in report.problems:
        click.echo(_line(problem), err=True)


def _tell_changes(old: Questionnaire, new: Questionnaire) -> None:
    """Tell what is different, and which figures cannot be drawn on as one line."""
    comparison = compare(old, new)
    for difference in comparison.differences:
        words = translate(difference.message, **difference.params)
        click.echo(f"{difference.path}: {words}".lstrip(": "), err=True)
    if comparison.anew:
        warn(
            N_(
                "Figures of these questions begin anew and are not to be drawn as one "
                "line with those of before: %(questions)s."
            ),
            questions=", ".join(comparison.anew),
        )


def _line(problem: Located) -> str:
    kind = N_("error") if problem.severity == ERROR else N_("warning")
    told = (problem.place.sheet, problem.place.row, problem.place.column)
    place = " ".join(str(part) for part in told if part)
    words = translate(problem.message, **problem.params)
    return f"{translate(kind)} {problem.code} {place}: {words}"


def _as_json(report: Report) -> dict[str, object]:
    told = dict(report.as_json())
    messages = (
        translate(problem.message, **problem.params) for problem in report.problems
    )
    return {
        **told,
        "problems": [
            {**problem, "message": message}
            for problem, message in zip(_problems(told), messages, strict=True)
        ],
    }


def _problems(told: Mapping[str, object]) -> list[dict[str, object]]:
    problems = told["problems"]
    return problems if isinstance(problems, list) else []


def _address(imported: Imported, consultation: str) -> dict[str, object]:
    own = imported.languages[0]
    paths = {tag: f"/{tag}/c/{imported.survey}" for tag in imported.languages}
    return {
        "consultation": consultation,
        "survey": imported.survey,
        "title": imported.title.said_in(own, otherwise=own).words,
        "version": imported.version_id,
        "address": paths[own],
        "languages": paths,
    }


def _told(error: ConsultError) -> dict[str, object]:
    return {
        name: translate(value) if isinstance(value, str) else value
        for name, value in error.params.items()
    }

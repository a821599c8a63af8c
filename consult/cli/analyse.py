"""The command ``consult analyse``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

import click

from consult.analysis.answers import (
    DETECT,
    AnswerFile,
    Columns,
    chosen_languages,
    read_answers,
)
from consult.analysis.preparing import Preparing, load_ahead, prepare_ahead
from consult.analysis.request import Request, recipe_of
from consult.analysis.spreading import spreading
from consult.analysis.unfinished import Unfinished, beside, digest_of
from consult.analysis.writing import check_output, write_results
from consult.cli.lazy import Command
from consult.cli.progress import ProgressLine
from consult.cli.speech import say, warn
from consult.errors import N_, ConsultError, Rejected
from consult.settings import INTERFACE_LOCALES
from nlp.spread import Spread

if TYPE_CHECKING:  # large: they are loaded by whom they are wanted
    from consult.analysis.previous import Previous
    from nlp.encoder import Encoder
    from nlp.verdicts import Decision

AUTO: Final = "auto"
MOST_DIGITS: Final = 9
LARGEST_SEED: Final = 2**32 - 1
MOST_WORKERS: Final = 1_024
DECISIONS_ALONE: Final = N_(
    "The decisions are taken to be about this very file, analysed with these options. "
    "If they are about earlier results, name their folder with --previous."
)

GOES_ON: Final = N_("Going on with what was finished before the analysis was stopped.")
BEGINS_ANEW: Final = N_(
    "What an earlier analysis left unfinished was of other answers, options or another "
    "version. It was removed, and this analysis begins from the start."
)


class Stopped(ConsultError):
    """Somebody stopped the analysis, and parts of it are kept."""

    code: ClassVar[str] = "C519"
    exit_code: ClassVar[int] = 130  # as shells say of what was interrupted
    message: ClassVar[str] = N_(
        "Stopped. What was finished is kept in %(folder)s, and the same command goes "
        "on from there. If you will not go on, remove that folder."
    )


class StoppedEarly(Stopped):
    """Somebody stopped the analysis before a part of it was finished."""

    code = "C520"
    message = N_("Stopped. Nothing was finished, and nothing is kept.")


class NumberOfConcerns(Rejected):
    """Neither ``auto`` nor a whole number."""

    code: ClassVar[str] = "C454"
    message: ClassVar[str] = N_(
        "“%(given)s” is no number of concerns. Give “auto” or a whole number from 1."
    )


@click.command(
    cls=Command,
    help=N_(
        "Group what people wrote in one column of a file (CSV or .xlsx) into "
        "concerns. Writes responses.csv, statements.csv, concerns.json, method.json "
        "and report.html into a folder. Nothing leaves this computer."
    ),
    examples=(
        "consult analyse examples/answers.csv --text answer --output results",
        (
            "consult analyse answers.xlsx --text Comment --id Person "
            "--group District --languages en,ar --output results"
        ),
        (
            "consult analyse second.csv --text answer --id person --previous results "
            "--decisions corrections.csv --output second-results"
        ),
    ),
)
@click.argument("file", metavar="INPUT", type=click.Path(path_type=Path))
@click.option(
    "--text", required=True, metavar="COLUMN", help=N_("The column with the answers.")
)
@click.option(
    "--id",
    "respondent",
    metavar="COLUMN",
    help=N_("The column that tells respondents apart; else every row is one."),
)
@click.option(
    "--unit",
    metavar="COLUMN",
    help=N_("A column that says “person” or “session”; the two are never added up."),
)
@click.option(
    "--language",
    metavar="COLUMN|auto",
    default=DETECT,
    show_default=True,
    help=N_("The column with each answer's language, or auto to detect it."),
)
@click.option(
    "--languages",
    metavar="CODES",
    help=N_("The only languages that can occur, such as en,ar,sw."),
)
@click.option(
    "--group",
    "groups",
    metavar="COLUMN",
    multiple=True,
    help=N_("A column to break the concerns down by; may be given again."),
)
@click.option(
    "--question", metavar="TEXT", help=N_("The question that people answered.")
)
@click.option(
    "--concerns",
    metavar="auto|K",
    default=AUTO,
    show_default=True,
    help=N_("How many main concerns there are to be."),
)
@click.option(
    "--seed",
    type=click.IntRange(0, LARGEST_SEED),
    default=0,
    show_default=True,
    help=N_("The same input and seed give the same files."),
)
@click.option(
    "--previous",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help=N_(
        "The results of an earlier analysis: its concerns keep their ids and names, "
        "and the report says what changed."
    ),
)
@click.option(
    "--decisions",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_(
        "A table of what people decided, with the columns response_id, start, end, "
        "concern and verdict (in or out). It is kept, and learnt from."
    ),
)
@click.option(
    "--report-language",
    "locale",
    type=click.Choice(INTERFACE_LOCALES),
    default="en",
    show_default=True,
    help=N_("The language of report.html."),
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, MOST_WORKERS),
    help=N_(
        "How many processes share the work on large files; else one per processor. "
        "The results are the same."
    ),
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help=N_(
        "The address of a Dask scheduler whose workers are to do this work. What "
        "people wrote is sent to them: use computers and lines of your own."
    ),
)
@click.option(
    "--encoder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help=N_(
        "A larger sentence encoder on this computer, which then reads what "
        "statements mean. Nothing is fetched."
    ),
)
@click.option(
    "--output",
    required=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help=N_("The folder for the results; it is made if needed."),
)
def analyse(  # noqa: PLR0917 - one argument per option
    file: Path,
    text: str,
    respondent: str | None,
    unit: str | None,
    language: str,
    languages: str | None,
    groups: Sequence[str],
    question: str | None,
    concerns: str,
    seed: int,
    previous: Path | None,
    decisions: Path | None,
    locale: str,
    workers: int | None,
    scheduler: str | None,
    encoder: Path | None,
    output: Path,
) -> None:
    """Analyse one file of answers."""
    columns = Columns(
        text=text,
        respondent=respondent,
        unit=unit,
        language=None if language == DETECT else language,
        groups=tuple(dict.fromkeys(groups)),
    )
    number = _number(concerns)
    only = chosen_languages(languages)
    with spreading(workers, scheduler) as spread:
        load_ahead(file, spread)
        request = Request(
            concerns=number,
            seed=seed,
            languages=only,
            question=question,
            locale=locale,
            previous=_previous(previous),
            decisions=_decisions(decisions),
            encoder=_encoder(encoder),
        )
        check_output(output, file)
        read = read_answers(file, columns)
        _run(read, _record(columns, request), request, output, spread)


def _previous(folder: Path | None) -> "Previous | None":
    if folder is None:
        return None
    from consult.analysis.previous import read_previous  # noqa: PLC0415 - large, rare

    return read_previous(folder)


def _decisions(file: Path | None) -> "tuple[Decision, ...]":
    if file is None:
        return ()
    from consult.analysis.decisions import (  # noqa: PLC0415 - large, rare
        read_decisions,
    )

    return read_decisions(file)


def _encoder(folder: Path | None) -> "Encoder | None":
    if folder is None:
        return None
    from consult.analysis.encoding import read_encoder  # noqa: PLC0415 - large, rare

    return read_encoder(folder)


def _run(
    read: AnswerFile,
    options: Mapping[str, object],
    request: Request,
    output: Path,
    spread: Spread,
) -> None:
    for note in read.notes:
        warn(note.message, **note.params)
    if request.decisions and request.previous is None:
        warn(DECISIONS_ALONE)
    unfinished = _unfinished(read, options, request, output)
    preparing: Preparing | None = None
    try:
        with ProgressLine() as line:
            if not unfinished.found:
                preparing = prepare_ahead(read.answers, request, spread)
            # Takes longer to load than a few thousand answers to prepare.
            from consult.analysis.run import analyse_answers  # noqa: PLC0415

            results = analyse_answers(
                read,
                request,
                options=options,
                report=line.report_stage,
                spread=spread,
                stages=unfinished,
                preparing=preparing,
            )
        write_results(results, output)
    except KeyboardInterrupt:
        if unfinished.is_worth_keeping():
            raise Stopped(folder=unfinished.folder) from None
        unfinished.remove()
        raise StoppedEarly from None
    except ConsultError:
        unfinished.remove()
        raise
    unfinished.remove()
    say(
        N_(
            "Done. Answers: %(answers)s; concerns: %(concerns)s; rare but distinct: "
            "%(rare)s. Read %(report)s first."
        ),
        answers=len(read.answers),
        concerns=results.concerns,
        rare=results.rare,
        report=output / "report.html",
    )


def _unfinished(
    read: AnswerFile, options: Mapping[str, object], request: Request, output: Path
) -> Unfinished:
    """Return what keeps finished stages, and tell what it found of an earlier run."""
    asked = {**options, "decided": [repr(each) for each in request.decisions]}
    digest = digest_of(read.answers, recipe_of(request).as_dict(), asked)
    unfinished = Unfinished(beside(output), digest)
    if unfinished.other:
        warn(BEGINS_ANEW)
    elif unfinished.found:
        warn(GOES_ON)
    return unfinished


def _record(columns: Columns, request: Request) -> dict[str, object]:
    """Return what was asked for, without paths."""
    return {
        "text": columns.text,
        "id": columns.respondent,
        "unit": columns.unit,
        "language": columns.language or DETECT,
        "languages": request.languages,
        "groups": columns.groups,
        "question": request.question,
        "concerns": request.concerns or AUTO,
        "previous": request.previous.digest if request.previous else None,
        "decisions": len(request.decisions),
        "report_language": request.locale,
        "threshold": request.threshold,
    }


def _number(given: str) -> int | None:
    if given.strip().casefold() == AUTO:
        return None
    digits = given.strip()
    if not digits.isdecimal() or len(digits) > MOST_DIGITS or int(digits) < 1:
        raise NumberOfConcerns(given=given[:20])
    return int(digits)

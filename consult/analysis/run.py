"""One file of answers, analysed: what ``consult analyse`` does."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from consult.analysis.answers import AnswerFile
from consult.analysis.changes import find_changes
from consult.analysis.findings import concerns_json, find, method_json
from consult.analysis.following import follow
from consult.analysis.outputs import responses_csv, statements_csv
from consult.analysis.previous import Previous
from consult.analysis.tally import one_group_each
from consult.errors import N_, Rejected
from consult.privacy.disclosure import DEFAULT_THRESHOLD
from consult.reports.compose import compose
from consult.reports.render_html import render
from nlp.encoder import Encoder
from nlp.errors import NlpError, TooFewStatements
from nlp.meaning import Understanding
from nlp.pipeline import analyse, prepare
from nlp.progress import Report, silent
from nlp.recipe import Recipe
from nlp.spread import Spread
from nlp.spread_stages import Stages
from nlp.verdicts import Decision, heard

OUTPUT_FILES = (
    "responses.csv",
    "statements.csv",
    "concerns.json",
    "method.json",
    "report.html",
)


class AnalysisRefused(Rejected):
    """The analysis cannot be done as it was asked for."""

    code: ClassVar[str] = "C461"


class TooManyConcerns(AnalysisRefused):
    """More concerns than different statements."""

    code = "C462"
    message = N_(
        "You asked for %(asked)s concerns, but there are only %(found)s different "
        "statements. Ask for fewer, or leave the number to the analysis."
    )


class OutputBlocked(Rejected):
    """The folder for the results cannot be written."""

    code = "C463"
    message = N_(
        "The results cannot be written to %(folder)s. Check that it is a folder "
        "and that you may write there."
    )


class OutputIsInput(Rejected):
    """A result would take the place of the answers."""

    code: ClassVar[str] = "C464"
    message: ClassVar[str] = N_(
        "A result would replace the file of answers in %(folder)s. Choose another "
        "folder."
    )


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks of an analysis beside the file itself.

    ``previous`` is the analysis to go on from, ``decisions`` what people decided
    about its concerns, or about those of this one where there is none before;
    ``encoder`` is a larger one that reads what statements mean.
    """

    concerns: int | None = None
    seed: int = 0
    languages: tuple[str, ...] | None = None
    question: str | None = None
    locale: str = "en"
    threshold: int = DEFAULT_THRESHOLD
    previous: Previous | None = None
    decisions: tuple[Decision, ...] = ()
    encoder: Encoder | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """The files of an analysis by name, and how many concerns they hold."""

    files: Mapping[str, str]
    concerns: int
    rare: int


def analyse_answers(
    read: AnswerFile,
    request: Request,
    *,
    options: Mapping[str, object],
    report: Report = silent,
    spread: Spread | None = None,
    stages: Stages | None = None,
) -> Results:
    """Return the files of an analysis; nothing is written.

    ``options`` is what was asked for, for the record. ``spread`` does the work,
    ``stages`` keeps what it finds; neither changes the files. Raises
    `AnalysisRefused`, or another `Rejected` for a decision that cannot be kept.
    """
    recipe = recipe_of(request)
    keys = [answer.respondent for answer in read.answers]
    prepared = prepare(
        read.answers,
        recipe,
        languages=request.languages,
        report=report,
        spread=spread,
        stages=stages,
    )
    prepared = heard(prepared, keys, _decided(request))
    try:
        analysis = analyse(
            prepared,
            recipe,
            question=request.question,
            understanding=Understanding(encoder=request.encoder),
            report=report,
            spread=spread,
            stages=stages,
        )
    except NlpError as error:
        raise _refusal(error) from error
    followed = follow(analysis, keys, request.previous, request.decisions)
    analysis = followed.analysis
    findings = find(analysis, one_group_each(read.groups), question=request.question)
    changes = find_changes(findings, followed, request.previous)
    told = compose(findings, threshold=request.threshold, changes=changes)
    files = {
        "responses.csv": responses_csv(analysis),
        "statements.csv": statements_csv(analysis),
        "concerns.json": concerns_json(
            findings, told, followed, changes, locale=request.locale
        ),
        "method.json": method_json(findings, options, followed),
        "report.html": render(told, locale=request.locale),
    }
    return Results(files, len(analysis.concerns), len(analysis.rare))


def recipe_of(request: Request) -> Recipe:
    """Return how the analysis is done that is asked for."""
    encoder = request.encoder.fingerprint if request.encoder else None
    return Recipe(seed=request.seed, concerns=request.concerns, encoder=encoder)


def _decided(request: Request) -> tuple[Decision, ...]:
    """Return the decisions of the file and those that were handed on."""
    handed_on = request.previous.decisions if request.previous else ()
    return (*request.decisions, *handed_on)


def _refusal(error: NlpError) -> AnalysisRefused:
    if isinstance(error, TooFewStatements):
        return TooManyConcerns(None, **error.params)
    return AnalysisRefused(error.template, **error.params)


def check_output(folder: Path, source: Path) -> None:
    """Raise before any work where the results could not or must not be written.

    Raises `OutputBlocked` for what is no folder or cannot be written to, and
    `OutputIsInput` where a result would replace the file of answers.
    """
    if any(_is_same_file(folder / name, source) for name in OUTPUT_FILES):
        raise OutputIsInput(folder=folder)
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    blocked = any((folder / name).is_dir() for name in OUTPUT_FILES)
    if blocked or not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        raise OutputBlocked(folder=folder)


def _is_same_file(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def write_results(results: Results, folder: Path) -> None:
    """Write all files into ``folder``, or leave what is there as it was.

    Raises `OutputBlocked` when that is not possible.
    """
    partial = {name: folder / f".{name}.partial" for name in results.files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in results.files.items():
            partial[name].write_bytes(content.encode("utf-8"))
        for name, path in partial.items():
            path.replace(folder / name)
    except OSError as error:
        for path in partial.values():
            path.unlink(missing_ok=True)
        raise OutputBlocked(folder=folder) from error

"""One file of answers, analysed: what ``consult analyse`` does."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar, NamedTuple

from consult.analysis.answers import AnswerFile
from consult.analysis.changes import find_changes
from consult.analysis.explaining import with_deciding_words
from consult.analysis.findings import concerns_json, find, method_json
from consult.analysis.following import follow
from consult.analysis.outputs import responses_csv, statements_csv
from consult.analysis.preparing import Ahead, Preparing
from consult.analysis.request import Request, recipe_of
from consult.analysis.tally import one_group_each
from consult.analysis.writing import Results
from consult.errors import N_, Rejected
from consult.reports.compose import compose
from consult.reports.render_html import render
from nlp.clauses import cutting_beside
from nlp.errors import NlpError, TooFewStatements
from nlp.meaning import Understanding
from nlp.pipeline import analyse
from nlp.prepare import find_copied, prepare
from nlp.progress import Report, Stage, silent
from nlp.results import Prepared
from nlp.spread import Here, Spread
from nlp.spread_stages import NothingKept, Stages
from nlp.verdicts import Decision, heard


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


def analyse_answers(
    read: AnswerFile,
    request: Request,
    *,
    options: Mapping[str, object],
    report: Report = silent,
    spread: Spread | None = None,
    stages: Stages | None = None,
    preparing: Preparing | None = None,
) -> Results:
    """Return the files of an analysis; nothing is written.

    ``options`` is what was asked for, for the record. ``spread`` does the work,
    ``stages`` keeps what it finds, and ``preparing`` gives the answers prepared
    where that was begun; none of them changes the files. Raises `AnalysisRefused`,
    or another `Rejected` for a decision that cannot be kept.
    """
    work = _Work(report, spread or Here(), stages or NothingKept())
    with cutting_beside(work.spread):
        return _results(read, request, options, work, preparing)


class _Work(NamedTuple):
    """What tells of the work, does it, and keeps what is finished."""

    report: Report
    spread: Spread
    stages: Stages


def _results(
    read: AnswerFile,
    request: Request,
    options: Mapping[str, object],
    work: _Work,
    preparing: Preparing | None,
) -> Results:
    recipe = recipe_of(request)
    keys = [answer.respondent for answer in read.answers]
    prepared = heard(_prepared(read, request, work, preparing), keys, _decided(request))
    try:
        analysis = analyse(
            prepared,
            recipe,
            question=request.question,
            understanding=Understanding(encoder=request.encoder),
            report=work.report,
            spread=work.spread,
            stages=work.stages,
        )
    except NlpError as error:
        raise _refusal(error) from error
    followed = follow(analysis, keys, request.previous, request.decisions)
    analysis = followed.analysis
    findings = with_deciding_words(
        find(analysis, one_group_each(read.groups), question=request.question)
    )
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


def _prepared(
    read: AnswerFile, request: Request, work: _Work, preparing: Preparing | None
) -> Prepared:
    recipe, number = recipe_of(request), len(read.answers)
    prepared = partial(
        prepare,
        read.answers,
        recipe,
        languages=request.languages,
        report=work.report,
        spread=work.spread,
    )
    if preparing is None:
        return prepared(stages=work.stages)
    work.report(Stage.LANGUAGES, 0, number)
    # The answers are read elsewhere meanwhile.
    copied = find_copied(read.answers, recipe)
    found = prepared(stages=Ahead(preparing, work.stages), copied=copied)
    work.report(Stage.STATEMENTS, number, number)
    return found


def _decided(request: Request) -> tuple[Decision, ...]:
    """Return the decisions of the file and those that were handed on."""
    handed_on = request.previous.decisions if request.previous else ()
    return (*request.decisions, *handed_on)


def _refusal(error: NlpError) -> AnalysisRefused:
    if isinstance(error, TooFewStatements):
        return TooManyConcerns(None, **error.params)
    return AnalysisRefused(error.template, **error.params)

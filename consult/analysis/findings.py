"""What an analysis says, as figures for a report and for machines."""

import json
from collections.abc import Mapping
from importlib.metadata import version

from consult import __version__
from consult.analysis.changes import plain_changes
from consult.analysis.following import Followed
from consult.analysis.relating import with_borderline, with_relations
from consult.analysis.tally import ConcernTally, Memberships, account, voices
from consult.i18n import interface_for
from consult.privacy.disclosure import Released
from consult.reports.changes import ChangesFinding
from consult.reports.findings import (
    BorderlineFinding,
    ConcernFinding,
    FileFindings,
    MethodFinding,
    QuoteFinding,
)
from consult.reports.grouping import shared_words
from consult.reports.model import FileReport, ReleasedShare
from consult.reports.wording import Wording
from nlp.relations import relate
from nlp.results import Analysis
from nlp.sentiment import SentimentModel
from nlp.statements import Bucket, Mark, Unit

COMPONENTS = ("numpy", "py3langid", "scikit-learn", "scipy", "spacy")
QUOTES_NOT_GROUPED = 5
DEFAULT_LOCALE = "en"


def find(
    analysis: Analysis, groups: Memberships, *, question: str | None
) -> FileFindings:
    """Return everything a report is composed from."""
    tally = ConcernTally(analysis, groups)
    everybody = voices(analysis.answers)
    return FileFindings(
        question=question,
        accounting=account(analysis),
        respondents=len(everybody.people),
        sessions=len(everybody.sessions),
        respondents_with_reason=len(tally.reasoned.people),
        sessions_with_reason=len(tally.reasoned.sessions),
        languages=_languages(analysis),
        group_columns=tuple(groups),
        concerns=_main(analysis, tally),
        rare=tuple(tally.finding(concern) for concern in analysis.rare),
        not_yet_grouped_quotes=tuple(
            tally.quote(place) for place in _not_grouped(analysis)
        ),
        method=method(analysis),
    )


def _main(analysis: Analysis, tally: ConcernTally) -> tuple[ConcernFinding, ...]:
    """Return the main concerns, how they stand to each other, and doubtful cases."""
    relations = relate(analysis.concerns)
    return tuple(
        with_borderline(
            with_relations(tally.finding(concern), relations),
            analysis,
            concern,
            allows=lambda place: not analysis.statements[place].statement.masked,
            quote=tally.quote,
        )
        for concern in analysis.concerns
    )


def _languages(analysis: Analysis) -> dict[str, int]:
    people: dict[str, set[str]] = {}
    for each in analysis.answers:
        answer = each.prepared.answer
        if answer.unit is Unit.PERSON and not each.prepared.no_reason:
            language = each.prepared.identified.language
            people.setdefault(language, set()).add(answer.respondent)
    return {language: len(found) for language, found in sorted(people.items())}


def _not_grouped(analysis: Analysis) -> list[int]:
    """Return the first statements without personal data of ungrouped answers."""
    found: list[int] = []
    for each in analysis.answers:
        if each.bucket is Bucket.NOT_YET_GROUPED:
            clean = (
                place
                for place in each.prepared.statements
                if not analysis.statements[place].statement.masked
            )
            found += [place for place in [next(clean, None)] if place is not None]
        if len(found) == QUOTES_NOT_GROUPED:
            break
    return found


def method(analysis: Analysis) -> MethodFinding:
    """Return what it takes to repeat the run."""
    languages = sorted({each.statement.language for each in analysis.statements})
    model = SentimentModel.load()
    scores = {language: model.score_of(language) for language in languages}
    return MethodFinding(
        recipe=analysis.recipe.as_dict(),
        versions=versions(),
        seed=analysis.recipe.seed,
        sentiment_scores={
            language: score.macro_f1 for language, score in scores.items() if score.rows
        },
        language_mixing=analysis.language_mixing,
    )


def versions() -> dict[str, str]:
    """Return the versions of everything that decides on the outcome of a run."""
    return {
        "consult-engine": __version__,
        **{name: version(name) for name in COMPONENTS},
    }


def concerns_json(
    findings: FileFindings,
    report: FileReport,
    followed: Followed,
    changes: ChangesFinding | None,
    *,
    locale: str = DEFAULT_LOCALE,
) -> str:
    """Return ``concerns.json``; small groups are withheld as in the report.

    Descriptions are in the language ``locale`` of the interface.
    """
    analysis = followed.analysis
    wording = Wording(interface_for(locale))
    told = {
        each.id: wording.description(each).striptags()
        for each in (*report.concerns, *report.rare)
    }
    of_id = {each.id: each for each in findings.concerns}
    raised = _responses_of_concerns(analysis)
    document = {
        "concerns": [
            {
                **_concern(found, raised, told[found.id]),
                **_beside(found, of_id),
                "groups": _released_groups(report, found.id),
            }
            for found in findings.concerns
        ],
        "rare": [
            {**_concern(found, raised, told[found.id]), "groups": []}
            for found in findings.rare
        ],
        "hierarchy": [
            {
                "id": group.id,
                "label": group.title.text,
                "language": group.title.language,
                "concerns": group.concerns,
            }
            for group in report.groups
        ],
        "counts": _counts(findings, analysis),
        "numbering": followed.numbered,
        "changes": None if changes is None else plain_changes(changes),
    }
    return _as_json(document)


def method_json(
    findings: FileFindings, options: Mapping[str, object], followed: Followed
) -> str:
    """Return ``method.json``: recipe, versions, seed, scores, what was asked.

    The decisions that were kept stand there for the next analysis.
    """
    made = findings.method
    return _as_json(
        {
            "recipe": made.recipe,
            "versions": made.versions,
            "seed": made.seed,
            "options": options,
            "decisions": {
                "rows": followed.decisions,
                "lapsed": followed.lapsed,
                "learnt_from": followed.examples,
                "statements_that_followed": followed.changed,
            },
            "scores": {
                "sentiment_macro_f1": made.sentiment_scores,
                "language_mixing": made.language_mixing,
                "stability": {
                    each.id: each.stability
                    for each in (*findings.concerns, *findings.rare)
                },
            },
        }
    )


def _as_json(document: object) -> str:
    rounded = _rounded(document)
    return json.dumps(rounded, ensure_ascii=False, indent=2) + "\n"


def _rounded(value: object) -> object:
    """Return the value with fractions to six places, which is more than enough."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, Mapping):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(each) for each in value]
    return value


def _concern(
    found: ConcernFinding, raised: Mapping[str, Mapping[str, None]], description: str
) -> dict[str, object]:
    return {
        "id": found.id,
        "label": found.label,
        "language": found.language,
        "description": description,
        "terms": found.terms,
        "response_ids": list(raised.get(found.id, ())),
        "respondents": found.respondents,
        "sessions": found.sessions,
        "statements": found.statements,
        "share": found.share,
        "share_low": found.share_low,
        "share_high": found.share_high,
        "sentiment": dict(found.sentiment),
        "stability": found.stability,
        "quotes": list(map(_quote, found.quotes)),
    }


def _beside(
    found: ConcernFinding, others: Mapping[str, ConcernFinding]
) -> dict[str, object]:
    """Return how a main concern stands to others, and its doubtful statements."""
    return {
        "broader": found.broader,
        "may_be_same_as": [
            {
                "id": twin.id,
                "agreement": twin.agreement,
                "shared_terms": shared_words(found.terms, others[twin.id].terms),
            }
            for twin in found.twins
        ],
        "unsure": list(map(_doubtful, found.unsure)),
        "nearly": list(map(_doubtful, found.nearly)),
    }


def _doubtful(case: BorderlineFinding) -> dict[str, object]:
    return {**_quote(case.quote), "confidence": case.confidence}


def _quote(quote: QuoteFinding) -> dict[str, object]:
    return {
        "response_id": quote.response_id,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "sentiment": quote.sentiment,
        "decided_by": quote.deciding_words(),
    }


def _responses_of_concerns(analysis: Analysis) -> dict[str, dict[str, None]]:
    """Return the responses that raise each concern, in order, each once."""
    raised: dict[str, dict[str, None]] = {}
    for each in analysis.answers:
        for concern in each.concerns:
            raised.setdefault(concern, {})[each.prepared.answer.respondent] = None
    return raised


def _released_groups(report: FileReport, concern: str) -> list[dict[str, object]]:
    """Return the cells of one concern, as the report shows them."""
    return [
        {"column": table.column, "value": group.name, **_cell(cell)}
        for table in report.breakdowns
        for row in table.rows
        if row.id == concern
        for group, cell in zip(table.groups, row.shares, strict=True)
    ]


def _cell(cell: ReleasedShare) -> dict[str, object]:
    if isinstance(cell, Released):
        shown = cell.value
        return {
            "respondents": shown.count,
            "of": shown.of,
            "share": shown.share,
            "share_low": shown.low,
            "share_high": shown.high,
        }
    return {"withheld": cell.reason.value}


def _counts(findings: FileFindings, analysis: Analysis) -> dict[str, object]:
    buckets = {bucket.value: 0 for bucket in Bucket}
    marks = {mark.value: 0 for mark in Mark}
    for each in analysis.answers:
        buckets[each.bucket.value] += 1
        for mark in each.marks:
            marks[mark.value] += 1
    return {
        "answers": findings.accounting.answers,
        "respondents": findings.respondents,
        "sessions": findings.sessions,
        "respondents_with_reason": findings.respondents_with_reason,
        "sessions_with_reason": findings.sessions_with_reason,
        "statements": len(analysis.statements),
        "buckets": buckets,
        "marks": marks,
    }

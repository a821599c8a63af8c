"""Reads the newest concerns of a consultation back, so that the next run goes on."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import (
    AnalysisRun,
    Assignment,
    Concern,
    OpenAnswer,
    Scope,
    Statement,
)
from consult.ids import ConsultationId, RunId
from consult.reports.consultation.codec import from_values
from consult.reports.consultation.findings import ConcernsFinding
from consult.reports.consultation.words import (
    AnswerKey,
    answer_key,
    put_back_words,
    title_of_terms,
)
from consult.reports.findings import ConcernFinding
from nlp.earlier import (
    MAIN_PREFIX,
    RARE_PREFIX,
    Earlier,
    EarlierConcern,
    EarlierStatement,
)
from nlp.statements import MaskedSpan

Texts = dict[AnswerKey, str]


def read_earlier(session: Session, run: AnalysisRun) -> Earlier:
    """Return what a run found, as far as its answers are still held.

    Titles are in the words of their writers; where those were taken back, in the
    words several people use. Numbers of all runs before count as borne.
    """
    texts = _texts(session, run.id)
    found = from_values(ConcernsFinding, run.findings)
    named = put_back_words(found, texts).found
    kept = frozenset(
        session.scalars(select(Concern.key).where(Concern.run_id == run.id))
    )
    return Earlier(
        tuple(
            _concern(each) for each in (*named.concerns, *named.rare) if each.id in kept
        ),
        tuple(_statements(session, run.id, texts)),
        _numbered(session, run.consultation_id),
    )


def _concern(found: ConcernFinding) -> EarlierConcern:
    return EarlierConcern(
        found.id,
        found.label or title_of_terms(found.terms),
        found.language,
        found.terms,
        found.stability or 0.0,
    )


def _texts(session: Session, run: RunId) -> Texts:
    """Return the answers that a run has statements of and that are still held."""
    query = (
        select(OpenAnswer.response_id, OpenAnswer.question, OpenAnswer.text)
        .join(
            Statement,
            (Statement.response_id == OpenAnswer.response_id)
            & (Statement.question == OpenAnswer.question),
        )
        .where(Statement.run_id == run)
        .distinct()
    )
    return {
        answer_key(row.response_id, row.question): row.text
        for row in session.execute(query)
    }


def _statements(
    session: Session, run: RunId, texts: Texts
) -> Iterator[EarlierStatement]:
    """Give the statements of a run by answer and place, which decide on all else."""
    spoken: dict[str, list[str]] = {}
    for assigned in session.execute(
        select(Assignment.statement_id, Assignment.concern_key)
        .where(Assignment.run_id == run)
        .order_by(Assignment.concern_key)
    ):
        spoken.setdefault(assigned.statement_id, []).append(assigned.concern_key)
    rows = session.scalars(select(Statement).where(Statement.run_id == run))
    for row in sorted(rows, key=lambda s: (s.response_id, s.question, s.start)):
        key = answer_key(row.response_id, row.question)
        yield EarlierStatement(
            key,
            row.start,
            row.end,
            texts[key][row.start : row.end],
            row.language,
            tuple(_masked(span) for span in row.masked),
            tuple(spoken.get(row.id, ())),
        )


def _masked(span: list[int | str]) -> MaskedSpan:
    start, end, kind = span
    return MaskedSpan(int(start), int(end), str(kind))


def _numbered(session: Session, consultation: ConsultationId) -> dict[str, int]:
    """Return the highest number that a concern of any run bore, by prefix."""
    highest = {MAIN_PREFIX: 0, RARE_PREFIX: 0}
    query = select(AnalysisRun.findings).where(
        AnalysisRun.consultation_id == consultation,
        AnalysisRun.scope == Scope.CONCERNS,
    )
    for findings in session.scalars(query):
        found = from_values(ConcernsFinding, findings).found
        for each in (*found.concerns, *found.rare):
            prefix, number = each.id[0], int(each.id[1:])
            highest[prefix] = max(highest[prefix], number)
    return highest

"""Stores what was found: a run that stays, and statements until the next run."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeAlias

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from consult.analysis.consultation import Proposal
from consult.analysis.items import count_items, digest_of_items
from consult.analysis.stored import StoredWave
from consult.db.base import Base
from consult.db.models import (
    AnalysisRun,
    Assignment,
    Concern,
    OpenAnswer,
    Response,
    Scope,
    Statement,
    Wave,
)
from consult.ids import ConsultationId, RunId, WaveId, random_id
from consult.reports.consultation.codec import to_values
from consult.reports.consultation.findings import ConcernsFinding, ItemsFinding
from consult.reports.consultation.words import (
    AnswerKey,
    answer_key,
    split_key,
    take_out_words,
    title_of_terms,
)
from nlp.results import AnalysedStatement

ROWS_AT_ONCE: Final = 5_000

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedRun:
    """A run of concerns as rows, so that storing it only has to write them.

    ``assignments`` are by the id of a statement.
    """

    id: RunId
    consultation: ConsultationId
    finding: ConcernsFinding
    findings: Mapping[str, object]
    concerns: Sequence[Row]
    statements: Sequence[Row]
    assignments: Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedWave:
    """What was counted in a wave; ``digest`` is the same when the same was."""

    wave: WaveId
    finding: ItemsFinding
    responses: int
    digest: str


def prepare_run(consultation: ConsultationId, proposal: Proposal) -> PreparedRun:
    """Return the rows of a proposal."""
    run_id = RunId(random_id())
    statements: list[Row] = []
    assignments: dict[str, Sequence[Row]] = {}
    for each in proposal.analysis.statements:
        key = proposal.written[each.statement.answer].key
        row = {"run_id": run_id, **_statement(each, key)}
        statements.append(row)
        assignments[row["id"]] = _assignments(each, run_id, row["id"])
    # By id, so that neither the table nor its pages tell the order of the answers.
    statements.sort(key=lambda row: str(row["id"]))
    bare = take_out_words(proposal.finding)
    return PreparedRun(
        id=run_id,
        consultation=consultation,
        finding=proposal.finding,
        findings=to_values(bare),
        concerns=_concerns(proposal.finding, run_id),
        statements=statements,
        assignments=assignments,
    )


def store_run(session: Session, run: PreparedRun, *, today: dt.date) -> RunId:
    """Store a run as the newest of its consultation and return its id.

    Statements and concerns of older runs are deleted; their figures stay. A
    statement whose answer was taken back meanwhile is left out.
    """
    older = _older_runs(session, run.consultation)
    _delete_statements(session, older)
    number = _next_number(session, run.consultation, Scope.CONCERNS, "")
    session.execute(
        insert(AnalysisRun).values(
            id=run.id,
            consultation_id=run.consultation,
            scope=Scope.CONCERNS,
            wave="",
            number=number,
            made_on=today,
            responses=run.finding.responses,
            input_digest=run.finding.input_digest,
            findings={**run.findings, "run_number": number},
        )
    )
    held = _answers_held(session, run.consultation)
    kept = [row for row in run.statements if _key(row) in held]
    _insert(session, Concern, run.concerns)
    _insert(session, Statement, kept)
    _insert(
        session,
        Assignment,
        (each for row in kept for each in run.assignments[row["id"]]),
    )
    return run.id


def count_wave(wave: StoredWave) -> CountedWave:
    """Return what is counted in a wave; the order of its responses has no part."""
    answers = [response.answers for response in wave.responses]
    return CountedWave(
        wave=wave.id,
        finding=count_items(wave.questionnaire, answers),
        responses=len(answers),
        digest=digest_of_items(wave.questionnaire, answers),
    )


def store_items(
    session: Session,
    consultation: ConsultationId,
    counted: CountedWave,
    *,
    today: dt.date,
) -> RunId:
    """Store what was counted in a wave as its newest run and return its id."""
    run_id = RunId(random_id())
    session.execute(
        insert(AnalysisRun).values(
            id=run_id,
            consultation_id=consultation,
            scope=Scope.ITEMS,
            wave=counted.wave,
            number=_next_number(session, consultation, Scope.ITEMS, counted.wave),
            made_on=today,
            responses=counted.responses,
            input_digest=counted.digest,
            findings=to_values(counted.finding),
        )
    )
    return run_id


def _statement(each: AnalysedStatement, key: AnswerKey) -> Row:
    response, question = split_key(key)
    statement = each.statement
    return {
        "id": random_id(),
        "response_id": response,
        "question": question,
        "start": statement.start,
        "end": statement.end,
        "language": statement.language,
        "masked": [[span.start, span.end, span.kind] for span in statement.masked],
        "sentiment": each.sentiment.label,
        "assessed": each.sentiment.assessed,
    }


def _assignments(each: AnalysedStatement, run_id: RunId, statement: str) -> list[Row]:
    return [
        {
            "run_id": run_id,
            "statement_id": statement,
            "concern_key": assigned.concern,
            "confidence": assigned.confidence,
        }
        for assigned in each.assignments
    ]


def _concerns(finding: ConcernsFinding, run_id: RunId) -> list[Row]:
    """Return the concerns, named by words that are no one person's."""
    rare = frozenset(concern.id for concern in finding.found.rare)
    return [
        {
            "run_id": run_id,
            "key": concern.id,
            "label": title_of_terms(concern.terms),
            "language": concern.language,
            "is_rare": concern.id in rare,
        }
        for concern in (*finding.found.concerns, *finding.found.rare)
    ]


def _older_runs(session: Session, consultation: ConsultationId) -> Sequence[RunId]:
    query = select(AnalysisRun.id).where(
        AnalysisRun.consultation_id == consultation,
        AnalysisRun.scope == Scope.CONCERNS,
    )
    return session.scalars(query).all()


def _delete_statements(session: Session, runs: Sequence[RunId]) -> None:
    for table in (Assignment, Statement, Concern):
        session.execute(
            delete(table)
            .where(table.run_id.in_(runs))
            .execution_options(synchronize_session=False)
        )


def _next_number(
    session: Session, consultation: ConsultationId, scope: Scope, wave: str
) -> int:
    query = select(func.max(AnalysisRun.number)).where(
        AnalysisRun.consultation_id == consultation,
        AnalysisRun.scope == scope,
        AnalysisRun.wave == wave,
    )
    return (session.scalar(query) or 0) + 1


def _answers_held(session: Session, consultation: ConsultationId) -> set[AnswerKey]:
    """Return the open answers that are there, and keep them there until the end."""
    query = (
        select(OpenAnswer.response_id, OpenAnswer.question)
        .join(Response, Response.id == OpenAnswer.response_id)
        .join(Wave, Wave.id == Response.wave_id)
        .where(Wave.consultation_id == consultation)
        .with_for_update(read=True, key_share=True, of=OpenAnswer)
    )
    return {answer_key(row.response_id, row.question) for row in session.execute(query)}


def _key(row: Row) -> AnswerKey:
    return answer_key(row["response_id"], row["question"])


def _insert(
    session: Session,
    table: type[Concern | Statement | Assignment],
    rows: Iterable[Row],
) -> None:
    # Past the mapper, which takes as long again: nobody else writes meanwhile.
    columns = Base.metadata.tables[table.__tablename__]
    connection = session.connection()
    remaining = iter(rows)
    while some := list(islice(remaining, ROWS_AT_ONCE)):
        connection.execute(insert(columns), some)

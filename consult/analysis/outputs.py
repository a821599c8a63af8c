"""Writes the tables of an analysis: one row per answer, one per statement.

Cells hold what people wrote, unchanged, since offsets count in them; whoever
opens the files in a spreadsheet imports them as text.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from nlp.results import AnalysedAnswer, AnalysedStatement, Analysis
from nlp.sentiment import Sentiment

RESPONSE_COLUMNS = (
    "response_id",
    "bucket",
    "primary_concern",
    "concerns",
    "marks",
    "language",
    "language_confidence",
    "sentiment",
    "sentiment_score",
    "assessed",
)
STATEMENT_COLUMNS = (
    "response_id",
    "start",
    "end",
    "text",
    "masked",
    "language",
    "concerns",
    "sentiment",
    "sentiment_score",
    "assessed",
)
LIST_SEPARATOR = "|"


def responses_csv(analysis: Analysis) -> str:
    """Return ``responses.csv``: a row per input row, in order."""
    rows = (_response(each) for each in analysis.answers)
    return _table(RESPONSE_COLUMNS, rows)


def statements_csv(analysis: Analysis) -> str:
    """Return ``statements.csv``: a row per statement, in order."""
    rows = (_statement(each, analysis) for each in analysis.statements)
    return _table(STATEMENT_COLUMNS, rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO(newline="")
    # Both carriage return and line feed inside an answer are quoted this way.
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()


def _response(each: AnalysedAnswer) -> tuple[str, ...]:
    prepared = each.prepared
    return (
        prepared.answer.respondent,
        each.bucket.value,
        each.concerns[0] if each.concerns else "",
        LIST_SEPARATOR.join(each.concerns),
        LIST_SEPARATOR.join(mark.value for mark in each.marks),
        prepared.identified.language,
        f"{prepared.identified.confidence:.4f}",
        *_sentiment(each.sentiment),
    )


def _statement(each: AnalysedStatement, analysis: Analysis) -> tuple[str, ...]:
    statement = each.statement
    masked = (f"{span.start}:{span.end}:{span.kind}" for span in statement.masked)
    return (
        analysis.answers[statement.answer].prepared.answer.respondent,
        str(statement.start),
        str(statement.end),
        statement.text,
        LIST_SEPARATOR.join(masked),
        statement.language,
        LIST_SEPARATOR.join(assigned.concern for assigned in each.assignments),
        *_sentiment(each.sentiment),
    )


def _sentiment(sentiment: Sentiment | None) -> tuple[str, str, str]:
    if sentiment is None:
        return "", "", "no"
    assessed = "yes" if sentiment.assessed else "no"
    return sentiment.label, f"{sentiment.score:.4f}", assessed

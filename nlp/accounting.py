"""Where each answer stands: one bucket, its concerns, its marks, its sentiment."""

from collections.abc import Sequence

from nlp.results import AnalysedAnswer, AnalysedStatement, PreparedAnswer
from nlp.sentiment import Label, Sentiment
from nlp.statements import Bucket, Mark

RARE_PREFIX = "r"


def account(
    prepared: PreparedAnswer, statements: Sequence[AnalysedStatement]
) -> AnalysedAnswer:
    """Return where an answer stands; ``statements`` are those of all answers."""
    own = [statements[place] for place in prepared.statements]
    concerns = _ordered_concerns(own)
    marks = prepared.marks
    if any(concern.startswith(RARE_PREFIX) for concern in concerns):
        marks = tuple(sorted((*marks, Mark.RARE)))
    return AnalysedAnswer(
        prepared,
        _bucket(prepared, concerns),
        concerns,
        marks,
        together(
            [each.sentiment for each in own], [len(s.statement.text) for s in own]
        ),
    )


def _bucket(prepared: PreparedAnswer, concerns: Sequence[str]) -> Bucket:
    if prepared.no_reason:
        return Bucket.NO_REASON_GIVEN
    return Bucket.CONCERN if concerns else Bucket.NOT_YET_GROUPED


def _ordered_concerns(own: Sequence[AnalysedStatement]) -> tuple[str, ...]:
    """Return the concerns of an answer, the one it says most of first.

    Main concerns come before rare ones; among them the sum of confidences over
    the answer's statements decides, then the order of speaking.
    """
    weight: dict[str, float] = {}
    for each in own:
        for assignment in each.assignments:
            said = weight.get(assignment.concern, 0.0)
            weight[assignment.concern] = said + assignment.confidence
    first = {concern: place for place, concern in enumerate(weight)}
    return tuple(
        sorted(
            weight,
            key=lambda c: (c.startswith(RARE_PREFIX), -weight[c], first[c]),
        )
    )


def together(
    sentiments: Sequence[Sentiment], lengths: Sequence[int]
) -> Sentiment | None:
    """Return the sentiment of an answer from those of its statements.

    The score is their mean by length. An answer with good and bad statements is
    mixed; it counts as assessed when more than half of its text is.
    """
    if not sentiments:
        return None
    if len(sentiments) == 1:
        return sentiments[0]
    total = sum(lengths)
    pairs = list(zip(sentiments, lengths, strict=True))
    label = _label(pairs)
    assessed = sum(length for each, length in pairs if each.assessed)
    return Sentiment(
        label,
        sum(each.score * length for each, length in pairs) / total,
        sum(each.confidence * length for each, length in pairs) / total,
        assessed=2 * assessed > total,
    )


def _label(pairs: Sequence[tuple[Sentiment, int]]) -> Label:
    weights: dict[Label, int] = {}
    for each, length in pairs:
        weights[each.label] = weights.get(each.label, 0) + length
    if "mixed" in weights or {"negative", "positive"} <= weights.keys():
        return "mixed"
    coloured = {key: size for key, size in weights.items() if key != "neutral"}
    return max(coloured or weights, key=lambda key: weights[key])

"""Goes on from an earlier analysis and keeps what people decided, in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.analysis.decisions import refusal_of
from consult.analysis.previous import Previous
from nlp.continuity import Continued, continued
from nlp.corrections import corrected
from nlp.earlier import MAIN_PREFIX, numbered_after
from nlp.named import named_anew
from nlp.results import Analysis
from nlp.verdicts import Decision, DecisionRefused, Known, Verdicts, resolve

PlainRow = tuple[str, int | None, int | None, str, str]


@dataclass(frozen=True, slots=True)
class Followed:
    """An analysis that goes on from an earlier one.

    ``became`` has the id now of each rare concern that grew into a main one;
    ``numbered`` the highest number ever borne by prefix. ``decisions`` are those
    kept, as plain values; ``lapsed`` counts those whose answer or concern is gone,
    ``examples`` what was learnt from, ``changed`` the statements that followed.
    """

    analysis: Analysis
    became: Mapping[str, str]
    numbered: Mapping[str, int]
    decisions: tuple[PlainRow, ...] = ()
    lapsed: int = 0
    examples: int = 0
    changed: int = 0


def follow(
    analysis: Analysis,
    keys: Sequence[str],
    previous: Previous | None,
    decisions: Sequence[Decision],
) -> Followed:
    """Return the analysis with earlier ids and names and every decision kept.

    ``keys`` name its answers. Without a previous analysis decisions name concerns
    of this one. Raises `Rejected` for a decision that cannot be kept.
    """
    earlier = previous.earlier if previous is not None else None
    going = (
        Continued(analysis, {}, ())
        if earlier is None
        else continued(analysis, earlier, keys)
    )
    every = [*decisions, *(previous.decisions if previous else ())]
    if not every:
        return Followed(
            going.analysis, going.became, numbered_after(going.analysis, earlier)
        )
    numbered = numbered_after(going.analysis, earlier)
    named = named_anew(
        going.analysis,
        keys,
        every,
        _known(going, previous),
        number=numbered[MAIN_PREFIX] + 1,
    )
    try:
        verdicts = resolve(going.analysis, keys, every, named.known)
    except DecisionRefused as error:
        raise refusal_of(error) from error
    kept = corrected(going.analysis, verdicts, (*going.absent, *named.concerns))
    # Also of those that nobody speaks of after all: no number is given twice.
    numbered[MAIN_PREFIX] += len(named.concerns)
    return Followed(
        kept.analysis,
        going.became,
        numbered,
        _plain(every, verdicts, named.known),
        len(verdicts.lapsed),
        kept.examples,
        kept.changed,
    )


def _known(going: Continued, previous: Previous | None) -> Known:
    """Return what decisions may name: what people have seen."""
    if previous is None:
        seen = (*going.analysis.concerns, *going.analysis.rare)
        return Known(
            {each.id: each.id for each in seen},
            _once([(each.label, each.id) for each in seen]),
        )
    ids = {
        each.id: going.became.get(each.id, each.id)
        for each in previous.earlier.concerns
    }
    labels = [(each.label, ids[each.id]) for each in previous.earlier.concerns]
    return Known(ids, _once(labels), previous.spans)


def _once(labels: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return ids by label, without labels that two concerns bear."""
    named = [label for label, _ in labels]
    return {label: concern for label, concern in labels if named.count(label) == 1}


def _plain(
    decisions: Sequence[Decision], verdicts: Verdicts, known: Known
) -> tuple[PlainRow, ...]:
    """Return the decisions kept, each once; those of a file win over earlier ones."""
    lapsed = frozenset(verdicts.lapsed)
    rows: dict[tuple[str, int | None, int | None, str], str] = {}
    for each in decisions:
        if each not in lapsed:
            concern = known.ids.get(each.concern) or known.labels[each.concern]
            start, end = (each.span.start, each.span.end) if each.span else (None, None)
            rows.setdefault((each.key, start, end, concern), each.verdict.value)
    return tuple(
        (*place, verdict)
        for place, verdict in sorted(rows.items(), key=lambda row: _order(row[0]))
    )


def _order(place: tuple[str, int | None, int | None, str]) -> tuple[object, ...]:
    key, start, end, concern = place
    return key, start or 0, end or 0, concern[0], int(concern[1:])

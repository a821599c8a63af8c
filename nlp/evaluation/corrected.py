"""A person who corrects some answers to what a coder said of them."""

from collections.abc import Mapping, Sequence

from nlp.corrections import corrected
from nlp.earlier import MAIN_PREFIX, numbered_after
from nlp.evaluation.metrics import Codes
from nlp.named import MARK, named_anew
from nlp.results import Analysis
from nlp.verdicts import Decision, Known, Verdict, resolve


def correct(
    analysis: Analysis, meant: Mapping[str, str], codes: Codes, places: Sequence[int]
) -> Analysis:
    """Return the analysis after somebody decided on the answers at some places.

    ``meant`` names the code that a concern stands for; a concern that stands for
    none is in no answer, and a code that no concern stands for is named as a new
    one. ``codes`` are the coder's, one set per answer.
    """
    concerns = [each.id for each in (*analysis.concerns, *analysis.rare)]
    standing = {concern: meant.get(concern, "") for concern in concerns}
    said = frozenset().union(*(codes[place] for place in places))
    unnamed = sorted(said.difference(standing.values()))
    standing |= {f"{MARK} {code}": code for code in unnamed}
    decisions = [
        Decision(
            line=0,
            key=str(place),
            span=None,
            concern=concern,
            verdict=Verdict.IN if code in codes[place] else Verdict.OUT,
        )
        for place in places
        for concern, code in standing.items()
    ]
    keys = [str(place) for place in range(len(analysis.answers))]
    known = Known(ids={concern: concern for concern in concerns}, labels={})
    number = numbered_after(analysis, None)[MAIN_PREFIX] + 1
    named = named_anew(analysis, keys, decisions, known, number=number)
    verdicts = resolve(analysis, keys, decisions, named.known)
    return corrected(analysis, verdicts, named.concerns).analysis

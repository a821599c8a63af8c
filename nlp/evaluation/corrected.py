"""A person who corrects some answers to what a coder said of them."""

from collections.abc import Mapping, Sequence

from nlp.corrections import corrected
from nlp.evaluation.metrics import Codes
from nlp.results import Analysis
from nlp.verdicts import Decision, Known, Verdict, resolve


def correct(
    analysis: Analysis, meant: Mapping[str, str], codes: Codes, places: Sequence[int]
) -> Analysis:
    """Return the analysis after somebody decided on the answers at some places.

    ``meant`` names the code that a concern stands for; a concern that stands for
    none is in no answer. ``codes`` are the coder's, one set per answer.
    """
    concerns = [each.id for each in (*analysis.concerns, *analysis.rare)]
    decisions = [
        Decision(
            line=0,
            key=str(place),
            span=None,
            concern=concern,
            verdict=Verdict.IN if meant.get(concern) in codes[place] else Verdict.OUT,
        )
        for place in places
        for concern in concerns
    ]
    keys = [str(place) for place in range(len(analysis.answers))]
    known = Known(ids={concern: concern for concern in concerns}, labels={})
    verdicts = resolve(analysis, keys, decisions, known)
    return corrected(analysis, verdicts, ()).analysis

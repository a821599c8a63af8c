"""Quotes say how they were read only where every count of it may be told."""

import pytest

from consult.privacy.disclosure import Reason, Released, ReleasedCount, Withheld
from consult.reports.compose import quoted
from consult.reports.consultation.concerns import tells_every_side
from consult.reports.consultation.model import SentimentPart
from tests.consult.reports.builders import a_quote


@pytest.mark.parametrize(
    ("favourable", "told"),
    [(Released(12), True), (Withheld(Reason.FEW), False)],
    ids=["enough", "too few"],
)
def test_a_withheld_count_keeps_every_side_back(
    favourable: ReleasedCount, *, told: bool
) -> None:
    parts = (
        SentimentPart("negative", Released(40)),
        SentimentPart("positive", favourable),
    )

    assert tells_every_side(parts) is told


def test_a_quote_that_may_not_be_judged_says_nothing_of_it() -> None:
    quote = a_quote("The lamps are off", sentiment="negative", decided=((14, 17),))

    kept, told = quoted(quote, judged=False), quoted(quote)

    assert (kept.sentiment, kept.decided_by) == ("not_assessed", ())
    assert (told.sentiment, told.decided_by) == ("negative", ("off",))

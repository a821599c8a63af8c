"""The first quotes of a concern tell which words decided how they were read."""

import pytest

from consult.analysis.explaining import EXPLAINED, with_deciding_words
from tests.consult.reports.builders import a_concern, a_quote, some_findings

BAD = "Pelayanannya sangat buruk dan mengecewakan sekali"


@pytest.mark.parametrize("kind", ["concerns", "rare"])
def test_the_first_quotes_are_explained(kind: str) -> None:
    quotes = (
        a_quote("Lampu di jalan", "id", response_id="r9", sentiment="neutral"),
        *(
            a_quote(BAD, "id", response_id=f"r{number}", sentiment="negative")
            for number in range(EXPLAINED + 1)
        ),
    )
    findings = some_findings(**{"concerns": (), kind: (a_concern(quotes=quotes),)})

    (concern,) = getattr(with_deciding_words(findings), kind)

    first, *explained, last = (quote.deciding_words() for quote in concern.quotes)
    assert all("mengecewakan" in words for words in explained)
    assert (first, last) == ((), ())


def test_nothing_is_said_of_a_sentiment_that_may_not_be_shown() -> None:
    findings = some_findings(concerns=(a_concern(quotes=(a_quote(BAD, "id"),)),))

    assert with_deciding_words(findings) == findings

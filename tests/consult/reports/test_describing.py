"""A description says who speaks of a concern, in which words, and how."""

import pytest

from consult.i18n import interface_for
from consult.reports.describing import Facts, Tone, describe, tone_of
from consult.reports.model import Words

LIGHTS = Words("broken street lights", "en")


def told(
    *,
    title: Words = LIGHTS,
    terms: tuple[str, ...] = ("dark", "lamp"),
    people: int | None = 27,
    languages: tuple[str, ...] = ("fr", "en"),
    tone: Tone | None = Tone.CRITICAL,
) -> str:
    facts = Facts(
        title=title, terms=terms, people=people, languages=languages, tone=tone
    )
    return str(describe(facts, interface_for("en")).striptags())


def test_a_description_is_made_of_all_that_may_be_told() -> None:
    assert told() == (
        "27 people speak of “broken street lights”. "
        "Most often in these words: dark and lamp. "
        "Heard in: French and English. Most are critical."
    )


def test_what_may_not_be_told_is_left_out() -> None:
    assert told(people=None, terms=(), languages=(), tone=None) == (
        "People speak of “broken street lights”."
    )


def test_words_that_the_title_has_already_are_not_said_again() -> None:
    found = told(terms=("street lights", "Broken", "dark"))

    assert "in these words: dark." in found


def test_words_of_people_are_escaped_and_marked_with_their_language() -> None:
    words = Words("<b>100 % نور</b>", "ar")
    facts = Facts(title=words, terms=("<i>",), people=3, languages=("und",), tone=None)

    found = str(describe(facts, interface_for("en")))

    assert '<bdi lang="ar" dir="rtl">&lt;b&gt;100 % نور&lt;/b&gt;</bdi>' in found
    assert "<i>" not in found
    assert "an unknown language" in found


@pytest.mark.parametrize(
    ("counts", "tone"),
    [
        ((6, 1, 3), Tone.CRITICAL),
        ((0, 6, 4), Tone.FAVOURABLE),
        ((6, 4, 0), Tone.DIVIDED),
        ((1, 1, 8), Tone.BETWEEN),
        ((5, 0, 5), None),
        ((2, 0, 0), None),
    ],
    ids=["critical", "favourable", "divided", "between", "half and half", "unknown"],
)
def test_a_tone_is_that_of_more_than_half(
    counts: tuple[int, int, int], tone: Tone | None
) -> None:
    critical, favourable, between = counts

    assert (
        tone_of(10, critical=critical, favourable=favourable, between=between) is tone
    )

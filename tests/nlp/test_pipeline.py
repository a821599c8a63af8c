"""The whole analysis: nothing is lost, nothing depends on chance, plants are found."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, homogeneity_score
from threadpoolctl import threadpool_limits

from nlp.errors import TooFewStatements
from nlp.pipeline import analyse, prepare
from nlp.recipe import Recipe
from nlp.results import Analysis, Concern
from nlp.statements import Answer, Bucket, Mark, Unit
from tests.golden.corpora import (
    CAMPAIGN,
    NON_ANSWERS,
    PERSONAL,
    PLANTED,
    RARE,
    answers_of,
    planted,
)
from tests.golden.invariants import check_analysis, people_behind, squeezed

CAMPAIGNERS = 6
WRITERS = {"rare0", "rare1", "rare2"}
# Ten texts on each plant.
HALF = {language: 10 * plants for language, plants in PLANTED.items()}
# Every run of the planted answers measured 1.0 when this was written.
LEAST_RAND = 0.9


def analysis_of(
    answers: Sequence[Answer], *, concerns: int | None = None, seed: int = 0
) -> Analysis:
    recipe = replace(Recipe(), concerns=concerns, seed=seed)
    found = analyse(prepare(answers, recipe), recipe)
    check_analysis(found, answers, recipe)
    return found


def main_concerns(found: Analysis) -> list[str]:
    """Return the first main concern of every answer, or nothing."""
    return [
        next((each for each in answer.concerns if each.startswith("c")), "")
        for answer in found.answers
    ]


def texts_of(language: str) -> list[str]:
    return [each.text for each in planted(language)]


def everything() -> list[Answer]:
    """Return all that is invented: plants, a rare one, a campaign, silence."""
    return [
        *answers_of(texts_of("en")[: HALF["en"]], prefix="en"),
        *answers_of(texts_of("ar")[: HALF["ar"]], prefix="ar"),
        *answers_of(RARE, prefix="rare"),
        *answers_of([CAMPAIGN] * CAMPAIGNERS, prefix="campaign"),
        *answers_of(NON_ANSWERS, prefix="silent"),
        *answers_of(PERSONAL, prefix="personal"),
    ]


@pytest.fixture(scope="module")
def whole() -> Analysis:
    return analysis_of(everything())


def answers_by(found: Analysis, prefix: str) -> list[int]:
    return [
        place
        for place, each in enumerate(found.answers)
        if each.prepared.answer.respondent.startswith(prefix)
    ]


def together(found: Analysis) -> tuple[Concern, ...]:
    return (*found.concerns, *found.rare)


# What was planted


@pytest.mark.parametrize("language", PLANTED)
def test_planted_plants_are_the_concerns_where_their_number_is_given(
    language: str,
) -> None:
    plants = [each.plant for each in planted(language)]

    found = analysis_of(answers_of(texts_of(language)), concerns=PLANTED[language])

    assert adjusted_rand_score(plants, main_concerns(found)) >= LEAST_RAND


def test_planted_plants_are_found_without_their_number(whole: Analysis) -> None:
    places = answers_by(whole, "en")

    labels = [main_concerns(whole)[place] for place in places]

    plants = [each.plant for each in planted("en")[: len(places)]]
    assert adjusted_rand_score(plants, labels) >= LEAST_RAND


def test_concerns_of_another_language_beside_hold_one_plant_each(
    whole: Analysis,
) -> None:
    # How finely is a matter of taste: five troubles come six times in each plant.
    places = answers_by(whole, "ar")

    labels = [main_concerns(whole)[place] for place in places]

    plants = [each.plant for each in planted("ar")[: len(places)]]
    assert homogeneity_score(plants, labels) >= LEAST_RAND
    assert PLANTED["ar"] <= len(set(labels)) <= 5 * PLANTED["ar"]


def test_concern_of_three_people_with_words_of_their_own_stands_alone(
    whole: Analysis,
) -> None:
    groups = [people_behind(concern, whole) for concern in together(whole)]

    assert WRITERS in groups


def test_concern_of_three_people_is_found_as_rare_where_no_main_one_is_left() -> None:
    answers = [
        *answers_of(texts_of("en")[: HALF["en"]], prefix="en"),
        *answers_of(RARE, prefix="rare"),
    ]

    found = analysis_of(answers, concerns=PLANTED["en"])

    (bats,) = (
        concern for concern in found.rare if people_behind(concern, found) == WRITERS
    )
    for place in answers_by(found, "rare"):
        assert bats.id in found.answers[place].concerns
        assert Mark.RARE in found.answers[place].marks
        assert found.answers[place].bucket is Bucket.CONCERN


def test_campaign_is_marked_as_copied_and_nothing_else_is(whole: Analysis) -> None:
    copied = [
        place for place, each in enumerate(whole.answers) if Mark.COPIED in each.marks
    ]

    assert copied == answers_by(whole, "campaign")


def test_copied_text_is_in_no_rare_concern_however_many_sent_it(
    whole: Analysis,
) -> None:
    for place in answers_by(whole, "campaign"):
        assert Mark.RARE not in whole.answers[place].marks


def test_silence_is_counted_as_no_reason_given(whole: Analysis) -> None:
    silent = [
        place
        for place, each in enumerate(whole.answers)
        if each.bucket is Bucket.NO_REASON_GIVEN
    ]

    assert silent == answers_by(whole, "silent")


def test_every_answer_is_in_its_language(whole: Analysis) -> None:
    for language in PLANTED:
        found = Counter(
            whole.answers[place].prepared.identified.language
            for place in answers_by(whole, language)
        )
        assert found == {language: HALF[language]}


# What people read


def test_no_two_concerns_have_the_same_label(whole: Analysis) -> None:
    labels = [concern.label.casefold() for concern in together(whole)]

    assert len(set(labels)) == len(labels)


def test_personal_data_is_in_no_label_no_term_and_no_quote(whole: Analysis) -> None:
    shown = [
        text
        for concern in together(whole)
        for text in (
            concern.label,
            *concern.terms,
            *(whole.statements[place].statement.text for place in concern.quotes),
        )
    ]

    for secret in ("7700", "900142", "lise", "corvane", "example.org"):
        assert not any(secret in text.casefold() for text in shown)


def test_words_that_somebody_else_said_without_personal_data_are_shown() -> None:
    texts = ["Water is dirty here +44 7700 900142", "Water is dirty here"]

    (concern,) = analysis_of(answers_of(texts)).concerns

    assert concern.label == "Water is dirty here"
    assert concern.quotes == (1,)


def test_personal_data_does_not_keep_an_answer_from_being_grouped(
    whole: Analysis,
) -> None:
    for place in answers_by(whole, "personal"):
        assert whole.answers[place].bucket is Bucket.CONCERN


def test_main_concerns_that_were_not_asked_for_have_three_people_at_least(
    whole: Analysis,
) -> None:
    assert all(len(people_behind(each, whole)) >= 3 for each in whole.concerns)


def test_languages_that_do_not_share_concerns_are_said_to_shape_them(
    whole: Analysis,
) -> None:
    alone = analysis_of(answers_of(texts_of("en")[:20]))

    assert whole.language_mixing > 0.05
    assert alone.language_mixing == 0.0


def test_words_of_the_question_are_in_no_term() -> None:
    answers = answers_of(texts_of("en")[:64])
    recipe = replace(Recipe(), concerns=8)

    found = analyse(
        prepare(answers, recipe), recipe, question="What about water and the bus?"
    )

    terms = {term for concern in found.concerns for term in concern.terms}
    assert "rubbish" in terms
    assert terms.isdisjoint({"water", "bus"})


# The number of concerns


def test_as_many_concerns_as_asked_for_up_to_every_distinct_statement() -> None:
    texts = texts_of("en")[:7]
    answers = answers_of([*texts, *texts[:3]])

    for concerns in range(1, len(texts) + 1):
        found = analysis_of(answers, concerns=concerns)
        assert len(found.concerns) == concerns
        assert len({each.label for each in found.concerns}) == concerns
    assert all(each.bucket is Bucket.CONCERN for each in found.answers)


@pytest.mark.parametrize("concerns", [1, 2, 17, 46])
def test_as_many_concerns_as_asked_for_in_two_languages(concerns: int) -> None:
    answers = answers_of([*texts_of("en")[:24], *texts_of("ar")[:22]])

    found = analysis_of(answers, concerns=concerns)

    assert len(found.concerns) == concerns


@pytest.mark.parametrize(
    ("texts", "asked", "distinct"),
    [
        pytest.param(["Water is dirty here."] * 9, 2, 1, id="all the same"),
        pytest.param(list(NON_ANSWERS), 1, 0, id="no reason given"),
        pytest.param([], 1, 0, id="no answer"),
        pytest.param(texts_of("en")[:5], 6, 5, id="one too many"),
    ],
)
def test_more_concerns_than_statements_are_refused_with_both_numbers(
    texts: list[str], asked: int, distinct: int
) -> None:
    with pytest.raises(TooFewStatements, match=rf"{asked} .*\b{distinct} ") as refused:
        analysis_of(answers_of(texts), concerns=asked)

    assert refused.value.params == {"asked": asked, "found": distinct}


# The same again


def by_people(found: Analysis) -> list[tuple[str, str, frozenset[str]]]:
    """Return what does not depend on the order in which answers came."""
    return [
        (concern.id, concern.label, frozenset(people_behind(concern, found)))
        for concern in together(found)
    ]


def test_order_of_the_answers_changes_no_concern(whole: Analysis) -> None:
    answers = everything()
    order = np.random.default_rng(11).permutation(len(answers))

    found = analysis_of([answers[place] for place in order])

    assert by_people(found) == by_people(whole)


PRINT_DIGEST = """
from hashlib import sha256
from nlp.pipeline import Recipe, analyse, prepare
from tests.golden.corpora import answers_of, planted

texts = [each.text for each in planted("en")[:24]]
found = analyse(prepare(answers_of(texts), Recipe()), Recipe())
print(sha256(repr(found).encode()).hexdigest())
"""


def digest_in_a_new_process(*, threads: str, hashes: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PRINT_DIGEST],
        env={
            **os.environ,
            "OMP_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
            "PYTHONHASHSEED": hashes,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def digest_here(*, threads: int) -> str:
    answers = answers_of(texts_of("en")[:24])
    with threadpool_limits(limits=threads):
        found = analyse(prepare(answers, Recipe()), Recipe())
    return sha256(repr(found).encode()).hexdigest()


def test_same_answers_give_the_same_bits_on_any_threads_and_hashes() -> None:
    here = digest_here(threads=1)

    assert digest_here(threads=2) == here
    assert digest_in_a_new_process(threads="2", hashes="7") == here


# Few answers, odd answers

ODD = [
    "👍👍👍",
    "🙏🏽 water 💧 please",
    "<p>The <b>road</b> is bad</p><script>alert('x')</script>",
    "Wa\u200bter\u200d is\ufeff dirty",
    "الماء وسخ and the road is bad وشكرا",
    "\u202eretaw ytrid\u202c is here",
    "WATER!!!! ??? ... ----",
    "\x00\x01\x02 water \x7f",
    "नमस्ते पानी गंदा है। सड़क खराब है।",
    "水很脏。路很坏。",
    "1234567890",
    "a" * 300,
    "é" * 3 + " e\u0301 cafe\u0301",
    "[phone] water [x] is dirty [",
    "=1+1; DROP TABLE answers; --",
    "line one\nline two\r\nline three\u2028line four",
    "\ud7ff\ue000\U0010ffff words",
]


@pytest.mark.parametrize("text", ["The water is dirty.", *ODD])
def test_one_answer_alone_is_accounted_for(text: str) -> None:
    (answer,) = analysis_of(answers_of([text])).answers

    assert answer.bucket in Bucket


def test_all_odd_answers_together_are_accounted_for() -> None:
    analysis_of(answers_of(ODD * 2))


def test_nothing_at_all_is_analysed() -> None:
    found = analysis_of([])

    assert (found.answers, found.statements) == ((), ())
    assert (found.concerns, found.rare) == ((), ())


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["The water is dirty.", "The road is bad."], id="two"),
        pytest.param(["The water is dirty."] * 30, id="all the same"),
        pytest.param(["The water is dirty. Water, dirty!"] * 2, id="same twice"),
        pytest.param(["water", "Water!", "WATER …"] * 9, id="one word"),
        pytest.param([f"{n}" for n in range(40)], id="numbers"),
    ],
)
def test_few_different_answers_make_one_concern_or_wait(texts: list[str]) -> None:
    found = analysis_of(answers_of(texts))

    assert len(found.concerns) <= 3
    assert found.rare == ()


@pytest.mark.parametrize(
    "texts", [list(NON_ANSWERS), [""] * 5], ids=["silence", "empty"]
)
def test_silence_alone_makes_no_concern(texts: list[str]) -> None:
    found = analysis_of(answers_of(texts))

    assert found.concerns == ()
    assert {each.bucket for each in found.answers} == {Bucket.NO_REASON_GIVEN}


def test_very_long_answer_is_read_to_its_end() -> None:
    text = "The water is dirty and the road is bad. " * 500
    assert len(text) == 20_000

    found = analysis_of(answers_of([text, "The school is closed."]))

    assert len(found.statements) == 501


def test_very_long_word_is_read_too() -> None:
    analysis_of(answers_of(["x" * 20_000, "水" * 20_000, "The water is dirty."]))


def test_one_person_may_answer_often_and_is_quoted_once_in_a_concern() -> None:
    answers = [Answer("same", text) for text in texts_of("en")[:30]]

    found = analysis_of(answers)

    assert all(len(concern.quotes) == 1 for concern in together(found))
    assert found.rare == ()


def test_declared_languages_and_sessions_are_kept_as_they_were_given() -> None:
    answers = [
        Answer("s1", "Water, please", language="en", unit=Unit.SESSION),
        Answer("p1", "maji", language="sw"),
    ]

    found = analysis_of(answers)

    languages = [each.prepared.identified.language for each in found.answers]
    assert languages == ["en", "sw"]
    assert found.answers[0].prepared.answer.unit is Unit.SESSION


def test_label_is_read_as_one_line_whatever_white_space_was_written() -> None:
    text = "The   water\n\n in our\tstreet\u00a0is  dirty"

    (concern,) = analysis_of(answers_of([text])).concerns

    assert concern.label in squeezed(text)
    assert "\n" not in concern.label


PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(ODD),
    st.sampled_from(texts_of("en") + texts_of("ar")),
    st.text(st.characters(categories=("So", "Sk", "Mn", "Cf")), max_size=12),
    st.text(
        st.sampled_from("ab water \u200f\u200e\u202eماء \n.,!?؟،<>&;"), max_size=60
    ),
)
TEXTS = st.lists(PIECES, max_size=3).map(" ".join)


@settings(max_examples=12)
@given(texts=st.lists(TEXTS, max_size=7), writers=st.integers(1, 7))
def test_whatever_is_written_is_accounted_for(texts: list[str], writers: int) -> None:
    answers = [Answer(f"p{n % writers}", text) for n, text in enumerate(texts)]

    analysis_of(answers)


@settings(max_examples=6)
@given(texts=st.lists(TEXTS, min_size=1, max_size=6), asked=st.integers(1, 12))
def test_whatever_is_written_gives_exactly_the_concerns_asked_for(
    texts: list[str], asked: int
) -> None:
    answers = answers_of(texts)
    distinct = distinct_statements(answers)

    if asked <= distinct:
        analysis_of(answers, concerns=asked)
    else:
        with pytest.raises(TooFewStatements):
            analysis_of(answers, concerns=asked)


def distinct_statements(answers: Sequence[Answer]) -> int:
    """Return the largest number of concerns that can be asked for."""
    with pytest.raises(TooFewStatements) as refused:
        analysis_of(answers, concerns=10**6)
    return int(str(refused.value.params["found"]))

"""Labels are what somebody wrote; terms are the telling words, as they are written."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.describe import LONGEST_WITHOUT_WORDS, NO_LABEL, Telling, label
from nlp.normalise import matching_form
from nlp.recipe import Recipe
from nlp.statements import MaskedSpan, Statement
from nlp.terms import terms
from tests.golden.invariants import squeezed

RECIPE = Recipe()
NOTHING_TELLS = Telling({}, {})


def statement(text: str, *, language: str = "en", masked: bool = False) -> Statement:
    spans = (MaskedSpan(0, len(text), "name"),) if masked else ()
    return Statement(0, 0, len(text), text, language, spans)


def telling(**weights: float) -> Telling:
    return Telling(weights, dict.fromkeys(weights, 1.0))


def label_of(*texts: str, words: Telling, taken: frozenset[str] = frozenset()) -> str:
    return label([statement(text) for text in texts], words, RECIPE, taken=taken)


# Labels


def test_label_is_the_phrase_with_the_most_telling_words() -> None:
    found = label_of(
        "Nobody comes and the tap water is dirty, they say.",
        "It rains a lot.",
        words=telling(water=3.0, tap=2.0, dirty=2.0, rains=0.1),
    )

    assert found == "tap water is dirty"


def test_label_neither_begins_nor_ends_with_a_function_word_inside_a_clause() -> None:
    found = label_of(
        "We hope that the council mends the bridge at the mill before the next winter",
        words=telling(bridge=3.0, mill=3.0),
    )

    assert found == "bridge at the mill"


def test_label_stays_within_a_clause() -> None:
    found = label_of(
        "Mend the bridge, water is dirty", words=telling(bridge=3.0, water=3.0)
    )

    assert "," not in found


@pytest.mark.parametrize(
    "text",
    [
        "The road is bad; dirty water again",
        "Road – dirty water again",
        "الطريق سيئ، dirty water again",
        "The road (dirty water again) is bad",
    ],
    ids=["semicolon", "dash", "Arabic comma", "brackets"],
)
def test_clause_ends_at_a_mark_of_any_script(text: str) -> None:
    words = telling(dirty=3.0, water=3.0, again=2.0, road=2.5, الطريق=2.5)

    assert label_of(text, words=words) == "dirty water again"


def test_label_of_another_concern_is_not_given_twice() -> None:
    words = telling(water=3.0, dirty=2.0)

    found = label_of(
        "Dirty water everywhere",
        "Dirty water at home",
        words=words,
        taken=frozenset({"dirty water everywhere"}),
    )

    assert matching_form(found) != "dirty water everywhere"
    assert "water" in found


def test_statement_with_personal_data_gives_no_label() -> None:
    statements = [statement("Ana Lopez dirty water", masked=True), statement("A road")]

    found = label(statements, telling(water=9.0, dirty=9.0), RECIPE)

    assert found == "A road"


def test_concern_of_personal_data_alone_has_no_label() -> None:
    assert label([statement("Ana Lopez", masked=True)], NOTHING_TELLS, RECIPE) == (
        NO_LABEL
    )


def test_hyphenated_word_counts_as_one_and_stays_whole() -> None:
    found = label_of(
        "The day-care centre is closed", words=telling(care=3.0, centre=2.0)
    )

    assert "day-care centre" in found


def test_word_joined_by_an_apostrophe_tells_what_it_holds() -> None:
    statements = [
        statement("Le conseil vient tard", language="fr"),
        statement("L’eau coupée", language="fr"),
    ]

    found = label(statements, telling(eau=3.0, coupée=1.0, tard=1.0), RECIPE)

    assert found == "L’eau coupée"


def test_white_space_in_a_label_is_one_space() -> None:
    found = label_of("dirty   water\u00a0 here", words=telling(water=2.0, dirty=2.0))

    assert found == "dirty water here"


def test_label_has_no_more_words_than_the_recipe_says() -> None:
    words = [f"word{n}" for n in range(20)]
    short = replace(RECIPE, label_words=4)

    found = label(
        [statement(" ".join(words))], telling(**dict.fromkeys(words, 1.0)), short
    )

    assert len(found.split()) <= 4


def test_word_that_has_to_do_with_the_matter_beats_one_that_only_stands_there() -> None:
    weights = {"asked": 3.0, "twice": 3.0, "street": 2.0, "lamps": 2.0}
    words = Telling(
        weights,
        dict.fromkeys(weights, 1.0),
        {"asked": 0.05, "twice": 0.05, "street": 0.6, "lamps": 0.9},
    )

    assert label_of("We asked twice.", "street lamps", words=words) == "street lamps"


def test_phrase_of_two_telling_words_beats_a_telling_word_among_others() -> None:
    words = telling(bus=3.0, late=1.0)

    assert label_of("A bus", "The bus is late", words=words) == "bus is late"


def test_label_begins_with_a_particle_only_where_nothing_else_tells() -> None:
    words = telling(written=2.0, work=2.0)

    assert label_of("For written work", words=words) == "written work"
    assert label_of("At work", words=words) == "At work"


@pytest.mark.parametrize("text", ["narrow road u. so on", "narrow road z.B. there"])
def test_half_an_abbreviation_ends_no_label(text: str) -> None:
    found = label_of(text, words=telling(narrow=3.0, road=3.0))

    assert found == "narrow road"


def test_word_of_denial_names_nothing() -> None:
    words = telling(no=9.0, water=2.0)

    assert "water" in label_of("no one, no thing", "no water here", words=words)


# Where no word tells


def test_beginning_of_the_most_typical_statement_stands_in_for_a_label() -> None:
    assert (
        label_of("Nobody listens.", "Never.", words=NOTHING_TELLS) == "Nobody listens."
    )


def test_beginning_is_cut_between_words() -> None:
    text = "Nobody at all ever listens to what we have been saying for many years now"

    found = label_of(text, words=NOTHING_TELLS)

    assert found == "Nobody at all ever listens to what we"
    assert len(found) <= LONGEST_WITHOUT_WORDS


def test_beginning_without_a_space_is_cut_all_the_same() -> None:
    assert label_of("水" * 90, words=NOTHING_TELLS) == "水" * LONGEST_WITHOUT_WORDS


def test_beginning_that_is_another_label_is_passed_over() -> None:
    found = label_of(
        "Nobody listens.",
        "Never.",
        words=NOTHING_TELLS,
        taken=frozenset({"nobody listens."}),
    )

    assert found == "Never."


@settings(max_examples=50)
@given(
    texts=st.lists(
        st.text(st.sampled_from("ab wté\n,.-'ماء 水"), min_size=1, max_size=40),
        min_size=1,
        max_size=5,
    ),
    masked=st.lists(st.booleans(), min_size=5, max_size=5),
    weight=st.dictionaries(
        st.sampled_from(["a", "ab", "b", "w", "ماء"]), st.floats(0, 5)
    ),
)
def test_label_is_always_part_of_a_statement_without_personal_data(
    texts: list[str], masked: list[bool], weight: dict[str, float]
) -> None:
    statements = [
        statement(text, masked=hidden)
        for text, hidden in zip(texts, masked, strict=False)
    ]

    found = label(statements, Telling(weight, dict.fromkeys(weight, 0.5)), RECIPE)

    shown = [squeezed(each.text) for each in statements if not each.masked]
    assert any(found in text for text in shown) if shown else found == NO_LABEL


# Terms


def terms_of(*texts: str, words: Telling, number: int = 8) -> tuple[str, ...]:
    statements = [statement(text) for text in texts]
    return terms(statements, words, number=number, least=1.0)


def test_terms_are_the_most_telling_words_first() -> None:
    words = telling(water=2.0, dirty=3.0, road=1.5, soon=0.9)

    assert terms_of("dirty water on the road soon", words=words) == (
        "dirty",
        "water",
        "road",
    )


def test_function_words_and_single_letters_are_no_terms() -> None:
    assert terms_of("the x water", words=telling(the=9.0, x=9.0, water=2.0)) == (
        "water",
    )


def test_terms_are_written_as_most_people_write_them() -> None:
    found = terms_of(
        "NHS queue", "NHS please", "nhs", words=telling(nhs=3.0, queue=2.0)
    )

    assert found == ("NHS", "queue")


def phrases(**shares: tuple[float, float]) -> Telling:
    """Return what tells by weight and coverage; an underscore is a space."""
    named = {name.replace("_", " "): pair for name, pair in shares.items()}
    return Telling(
        {name: weight for name, (weight, _) in named.items()},
        {name: share for name, (_, share) in named.items()},
    )


def test_phrase_stands_for_its_words_where_they_mostly_come_together() -> None:
    words = phrases(street=(3.0, 0.5), lights=(3.0, 0.5), street_lights=(2.0, 0.4))

    assert terms_of("Street lights", "street  lights", words=words) == (
        "Street lights",
    )


def test_word_that_mostly_stands_without_the_phrase_is_told_as_well() -> None:
    words = phrases(street=(3.0, 0.9), lights=(3.0, 0.4), street_lights=(2.0, 0.3))

    assert terms_of("street lights", words=words) == ("street", "street lights")


def test_phrase_over_the_end_of_a_clause_is_no_term() -> None:
    words = phrases(street=(3.0, 0.5), lights=(3.0, 0.5), street_lights=(2.0, 0.4))

    assert terms_of("a street. Lights", words=words) == ()


def test_elided_words_stand_in_a_phrase_as_they_are_written() -> None:
    words = Telling({"coupures d' eau": 3.0}, {"coupures d' eau": 0.5})

    assert terms_of("Coupures d’eau", words=words) == ("Coupures d’eau",)


def test_a_written_word_that_reads_as_two_is_a_term_as_it_is_written() -> None:
    # The sign in the middle parts the word and is read as a space.
    words = Telling({"اب رساني محله": 3.0}, {"اب رساني محله": 0.5})
    single = Telling({"اب رساني": 3.0}, {"اب رساني": 0.5})
    written = "آب\u200cرسانی"

    assert terms_of(f"{written} محله", words=single) == (written,)
    assert terms_of(f"{written} محله", words=words) == (f"{written} محله",)


def test_numbers_are_no_terms() -> None:
    words = Telling({"16": 9.0, "water": 2.0}, {"16": 1.0, "water": 1.0})

    assert terms_of("16 water", words=words) == ("water",)


def test_terms_are_no_more_than_asked_for() -> None:
    words = telling(aa=3.0, bb=3.0, cc=3.0)

    assert terms_of("aa bb cc", words=words, number=2) == ("aa", "bb")


def test_personal_data_does_not_lend_a_term_its_spelling() -> None:
    text = "Call WATER about the water"
    masked = Statement(0, 100, 126, text, "en", (MaskedSpan(105, 110, "name"),))

    found = terms([masked], telling(water=3.0), number=8, least=1.0)

    assert found == ("water",)

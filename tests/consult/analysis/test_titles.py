"""A concern is named by words that may be shown."""

from collections.abc import Sequence

from consult.analysis.titles import Title, give_titles, shared_terms
from nlp.results import Analysis, Concern
from nlp.statements import Span
from tests.consult.analysis.analyses import Says, an_analysis

DARK = "The river road is dark at night."
SAID = (
    Says("We fear the dark river road."),
    Says(DARK),
    Says("The road along the river has no lamps."),
    Says("Dark streets everywhere."),
)
TERMS = ("dark", "river", "lamps")


def title(analysis: Analysis, *may_be_shown: int) -> Title:
    def quotable(_: Concern) -> Sequence[int]:
        return may_be_shown

    return give_titles(analysis, analysis.concerns, quotable)["c1"]


def test_a_title_that_somebody_lets_us_show_is_kept_with_its_place() -> None:
    found = title(an_analysis(SAID, label="dark at night", terms=TERMS), 0, 1)

    assert found == Title("dark at night", "en", 1, Span(18, 31))
    assert DARK[18:31] == "dark at night"


def test_spaces_and_lines_between_its_words_do_not_matter() -> None:
    said = [Says("It is dark\n  at  night.")]

    found = title(an_analysis(said, label="dark at night"), 0)

    assert (found.text, found.span) == ("dark at night", Span(6, 22))


def test_nobody_s_words_are_shown_without_leave() -> None:
    analysis = an_analysis(SAID, label="dark at night", terms=TERMS)

    found = title(analysis, 0)

    assert found.statement == 0
    assert found.text in SAID[0].text
    assert "dark" in found.text


def test_with_nobody_s_leave_the_shared_terms_stand() -> None:
    found = title(an_analysis(SAID, label="dark at night", terms=TERMS))

    assert found == Title("dark · river", "en")


def test_a_phrase_without_a_word_of_the_concern_is_no_title() -> None:
    said = [*SAID, Says("Please come and see us.")]

    assert title(an_analysis(said, label="dark at night", terms=TERMS), 4) == Title(
        "dark · river", "en"
    )


def test_a_phrase_that_five_people_use_is_nobody_s() -> None:
    days = ("today", "on Friday", "again", "at night", "all week")
    said = [Says(f"The bus is late {day}.") for day in days]

    assert title(an_analysis(said, label="bus is late")) == Title("bus is late", "en")
    assert title(an_analysis(said[:4], label="bus is late")).text == "…"


def test_a_person_who_repeats_a_phrase_stays_one_person() -> None:
    said = [Says("The bus is late.", person="Amina")] * 5

    assert title(an_analysis(said, label="bus is late")).text == "…"


def test_a_term_of_one_person_is_not_told() -> None:
    analysis = an_analysis(SAID, terms=TERMS)

    assert shared_terms(analysis, analysis.concerns[0]) == ("dark", "river")


def test_a_title_is_in_the_language_it_was_written_in() -> None:
    said = [*SAID, Says("La rue dark est noire.", language="fr")]

    assert title(an_analysis(said, label="La rue dark est"), 4).language == "fr"


def test_another_concern_gets_another_phrase_of_the_same_words() -> None:
    said = [Says("Dark river road."), Says("A dark road by the river.")]
    analysis = an_analysis(said, label="Dark river road")
    other = Concern("c2", "Elsewhere", "en", ("dark", "road"), (0, 1), (), 1.0)

    titles = give_titles(analysis, [*analysis.concerns, other], lambda _: [0, 1])

    assert titles["c1"].text == "Dark river road"
    assert titles["c2"].text in said[1].text
    assert titles["c2"].text != titles["c1"].text

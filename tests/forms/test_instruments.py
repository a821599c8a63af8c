import re
from typing import Any, Final

import pytest

from forms.canonical import from_json, to_json
from forms.checking.harm import construct_of
from forms.checking.texts import texts_of
from forms.definition import Kind, Layout, Page, Question, Questionnaire, Text, Use
from forms.errors import InvalidDefinition
from forms.fingerprint import version_of
from forms.instruments.build import INSTRUMENTS, Adaptation, build
from forms.instruments.wording import (
    SOURCE,
    TEXTS,
    fill,
    gaps_in,
    in_digits,
    offered_languages,
    placeholders,
    words_in,
)
from forms.problems import Rule

HIGHEST_GRADE: Final = 5
HIGHEST_GRADE_OF_A_PAGE: Final = 6
LANGUAGES: Final = offered_languages()
TRANSLATED: Final = sorted(
    file.name.removesuffix(".json")
    for file in TEXTS.iterdir()
    if file.name.endswith(".json")
)


def everywhere(words: str) -> Text:
    return Text.of(dict.fromkeys(LANGUAGES, words))


def an_adaptation(**changes: Any) -> Adaptation:
    wanted: dict[str, Any] = {
        "languages": LANGUAGES,
        "organisation": everywhere("Talvera District"),
        "who_asks": everywhere("The town council, with the Youth Forum."),
        "why": everywhere("To plan with people here what should change."),
        "what_can_change": everywhere("Lighting, buses and evening places."),
        "already_decided": everywhere("The health centre stays where it is."),
        "funder": everywhere("The council and a fund. The fund sees totals only."),
        "actor": everywhere("the town council"),
        "where_results": everywhere("the library and the town hall"),
        "results_on": everywhere("26 February 2027"),
        "delete_on": everywhere("12 June 2027"),
        "contact": everywhere("At the library desk, or by phone: 0800 555 010."),
        "urgent": everywhere("Call 112."),
        "places": (("centre", everywhere("Centre")), ("hills", everywhere("Hills"))),
        "minutes": 6,
        "threshold": 10,
    }
    return Adaptation(**{**wanted, **changes})


def in_english(text: Text | None) -> str:
    return "" if text is None else text.said_in(SOURCE, otherwise=SOURCE).words


def refused(**changes: Any) -> list[tuple[str, Rule]]:
    with pytest.raises(InvalidDefinition) as refusal:
        build("trust-short", an_adaptation(**changes))
    return [(problem.path, problem.rule) for problem in refusal.value.problems]


@pytest.fixture(params=INSTRUMENTS)
def instrument(request: pytest.FixtureRequest) -> Questionnaire:
    return build(request.param, an_adaptation())


def test_an_instrument_survives_its_canonical_form(instrument: Questionnaire) -> None:
    assert from_json(to_json(instrument)) == instrument
    assert instrument.languages == LANGUAGES


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        pytest.param(
            "trust-short",
            {
                "consent": ["C_OK"],
                "worry": ["TO1"],
                "people": ["TR01"],
                "actors": ["TA01", "TA02", "TA03"],
                "actors-2": ["TA08", "TA11"],
                "say": ["TV01"],
                "about": ["D_AGE", "D_GEN", "D_LOC", "D_GRP", "D_Q"],
            },
            id="trust",
        ),
        pytest.param(
            "needs-short",
            {
                "consent": ["C_OK"],
                "problems": ["NO1"],
                "needs-1": ["N01", "N03", "N04", "N05"],
                "needs-2": ["N06", "N08", "N10", "N15"],
                "idea": ["NO2"],
                "about": ["D_AGE", "D_GEN", "D_LOC", "D_GRP", "D_Q"],
            },
            id="needs",
        ),
    ],
)
def test_an_instrument_asks_in_this_order(
    name: str, pages: dict[str, list[str]]
) -> None:
    built = build(name, an_adaptation())

    asked = {page.name: [each.name for each in page.questions] for page in built.pages}
    assert asked == pages
    assert list(asked) == list(pages)


@pytest.mark.parametrize(
    ("name", "question", "choices"),
    [
        ("trust-short", "C_OK", "yes no"),
        ("trust-short", "TR01", "0 1 2 3 dk pnts"),
        ("trust-short", "TA02", "0 1 2 3 dk pnts"),
        ("trust-short", "TV01", "0 1 2 3 4 dk pnts"),
        ("needs-short", "N10", "0 1 2 3 dk pnts"),
        ("trust-short", "D_AGE", "18-24 25-34 35-49 50-64 65+ pnts"),
        ("trust-short", "D_GEN", "woman man other pnts"),
        ("trust-short", "D_LOC", "centre hills pnts"),
        (
            "trust-short",
            "D_GRP",
            "youth student religious women newcomer minority disability work none pnts",
        ),
        ("needs-short", "D_Q", "yes paraphrase no"),
    ],
)
def test_a_question_offers_these_choices(
    name: str, question: str, choices: str
) -> None:
    built = build(name, an_adaptation())

    offered = built.choices_of(built.question(question))
    assert [choice.name for choice in offered] == choices.split()


def test_trust_in_public_bodies_is_an_index_of_three_items_all_answered() -> None:
    [index] = build("trust-short", an_adaptation()).indices

    assert index.name == "TI_STATE"
    assert index.items == ("TA01", "TA02", "TA03")
    assert index.least == 3


def test_open_questions_are_asked_before_closed_ones_can_prime_them(
    instrument: Questionnaire,
) -> None:
    after_consent = list(instrument.questions())[1:]

    assert after_consent[0].kind is Kind.TEXT
    assert after_consent[0].use is Use.CONCERNS


def test_groups_are_guarded_and_asked_last(instrument: Questionnaire) -> None:
    guarded = [each.name for each in instrument.questions() if each.guarded]

    assert guarded == ["D_GRP"]
    assert instrument.question("D_GRP") in instrument.pages[-1].questions


def test_every_question_says_where_it_comes_from(instrument: Questionnaire) -> None:
    for question in instrument.questions():
        assert question.provenance is not None
        assert question.provenance.status == "draft"
        assert question.short is not None
    assert len({construct_of(each) for each in instrument.questions()}) == len(
        list(instrument.questions())
    )


def test_the_consent_page_says_who_asks_and_what_becomes_of_answers(
    instrument: Questionnaire,
) -> None:
    [consent, *_] = instrument.pages

    told = {fact.name: in_english(fact.description) for fact in consent.facts}
    assert list(told) == [
        *("who", "why", "change", "decided", "pays"),
        *("sees", "results", "long", "back", "ask"),
    ]
    assert told["sees"] == (
        "People who run this consultation read what you write, without your name. In "
        "public we show totals for 10 people or more, and your words only if you "
        "allow it."
    )
    assert "12 June 2027" in told["long"]
    assert "12 June 2027" in told["back"]
    assert "about 6 minutes" in in_english(consent.lead)
    assert "Leave quickly" in in_english(consent.warning)


WORDS_FOR_NUMBERS = {"Eight": 8, "Ten": 10, "five": 5}


def test_the_consent_page_counts_the_questions_rightly(
    instrument: Questionnaire,
) -> None:
    lead = in_english(instrument.pages[0].lead)
    counted = [
        WORDS_FOR_NUMBERS[word]
        for word in re.findall(r"\w+", lead)
        if word in WORDS_FOR_NUMBERS
    ]

    about = len(instrument.pages[-1].questions)
    others = len(list(instrument.questions())) - about - 1
    assert counted == [others, about]


def test_open_pages_warn_of_names_and_tell_whom_to_call(
    instrument: Questionnaire,
) -> None:
    for page in instrument.pages:
        if any(each.kind is Kind.TEXT for each in page.questions):
            assert "do not write names" in in_english(page.warning)
            assert page.help is not None
            assert "Call 112." in in_english(page.help[1])


@pytest.mark.parametrize("word", ["extremis", "terror", "radical", "at risk", "suspic"])
def test_no_word_of_suspicion_is_used(instrument: Questionnaire, word: str) -> None:
    said = " ".join(in_english(text) for _, text in texts_of(instrument, ""))

    assert word not in said.lower()


def test_the_words_of_a_place_are_part_of_the_version() -> None:
    other = an_adaptation(funder=everywhere("A bank."))

    assert version_of(build("trust-short", other)) != version_of(
        build("trust-short", an_adaptation())
    )


def test_an_instrument_may_be_built_in_some_of_the_languages() -> None:
    built = build("trust-short", an_adaptation(languages=(SOURCE,)))

    assert built.languages == (SOURCE,)


def test_a_language_that_is_not_translated_is_refused() -> None:
    assert refused(languages=(SOURCE, "tlh", "xx")) == [
        ("languages", Rule.LANGUAGE_NOT_OFFERED),
        ("languages", Rule.LANGUAGE_NOT_OFFERED),
    ]


def test_every_text_that_a_place_lacks_is_told_at_once() -> None:
    nothing = Text.of({})

    problems = refused(languages=(SOURCE,), why=nothing, actor=nothing, places=())

    assert problems == [
        ("pages.consent.facts.why.description", Rule.PLACEHOLDER_LEFT),
        ("pages.say.questions.TV01.label", Rule.PLACEHOLDER_LEFT),
        ("choice_lists.PLACE", Rule.CHOICES_TOO_FEW),
    ]


def test_a_place_is_not_called_like_another_choice() -> None:
    places = (("pnts", everywhere("Here")), ("x y", everywhere("There")))

    assert {rule for _, rule in refused(places=places)} >= {
        Rule.NAME_TWICE,
        Rule.NAME_NOT_PLAIN,
    }


def test_an_instrument_that_is_not_packaged_cannot_be_built() -> None:
    with pytest.raises(FileNotFoundError):
        build("unknown", an_adaptation())


# The words of each language.


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_translation_is_whole(tag: str) -> None:
    assert gaps_in(words_in(tag)) == ()


@pytest.mark.parametrize("tag", TRANSLATED)
def test_the_digits_of_a_language_are_ten_in_order(tag: str) -> None:
    assert [int(digit) for digit in words_in(tag)["digits"]] == list(range(10))


def test_every_word_is_used_by_an_instrument() -> None:
    used = {"digits"}
    folder = TEXTS.joinpath("..")
    for name in (*INSTRUMENTS, "common"):
        structure = folder.joinpath(f"{name}.json").read_text(encoding="utf-8")
        used |= set(re.findall(r'"([^"]+)"', structure))

    assert [key for key in words_in(SOURCE) if key not in used] == []


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        pytest.param({"TO1": ""}, "TO1", id="empty"),
        pytest.param({"TO1": "%(actor)s?"}, "TO1", id="placeholder added"),
        pytest.param({"TV01": "A say."}, "TV01", id="placeholder lost"),
        pytest.param({"TX": "New."}, "TX", id="key unknown"),
        pytest.param({"digits": "123"}, "digits", id="digits missing"),
    ],
)
def test_a_gap_in_a_translation_is_found(change: dict[str, str], gap: str) -> None:
    assert gaps_in({**words_in(SOURCE), **change}) == (gap,)


def test_a_key_that_is_not_translated_is_a_gap() -> None:
    words = {key: word for key, word in words_in(SOURCE).items() if key != "TO1"}

    assert gaps_in(words) == ("TO1",)


def test_placeholders_are_filled_once_and_others_stay() -> None:
    values = {"actor": "the %(why)s", "why": "no"}

    assert fill("100 %, %(actor)s, %(who)s", values) == "100 %, the %(why)s, %(who)s"
    assert placeholders("%(b)s %(a)s %(b)s") == ("a", "b")


def test_numbers_are_written_in_the_digits_of_the_language() -> None:
    assert in_digits(1038, "0123456789") == "1038"
    assert in_digits(1038, "٠١٢٣٤٥٦٧٨٩") == "١٠٣٨"


# How easy it is to read.


def syllables(word: str) -> int:
    """Return the syllables of an English word, counted by its groups of vowels."""
    word = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeioudtl])ed$|(?<=[aeiouy]l)e$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade (Kincaid et al. 1975) of an English text."""
    sentences = len(re.findall(r"[.!?:](?=\s|$)", text.strip())) or 1
    words = re.findall(r"[a-z0-9’-]+", text.lower())
    return (
        0.39 * len(words) / sentences
        + 11.8 * sum(map(syllables, words)) / len(words)
        - 15.59
    )


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("trust", 1), ("place", 1), ("people", 2), ("little", 2), ("police", 2)),
        *(("council", 2), ("worries", 2), ("missed", 1), ("wanted", 2), ("whole", 1)),
        *(("government", 3), ("the", 1), ("difference", 3), ("18", 1), ("young", 1)),
    ],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_tells_easy_from_hard() -> None:
    assert grade("The cat sat on the mat.") < 0
    assert grade("Institutional accountability necessitates participation.") > 20


def item(page: Page, question: Question) -> str:
    """Return what is read before an answer: in a grid, its title and the row."""
    title = page.title if page.layout is Layout.GRID else None
    return read_out(title, question.label, question.hint)


def read_out(*texts: Text | None) -> str:
    """Return texts one after another; what ends without a stop is a sentence too."""
    said = [in_english(text) for text in texts if text is not None]
    return " ".join(one if one[-1] in ".?!" else f"{one}." for one in said)


def test_every_item_is_easy_to_read(instrument: Questionnaire) -> None:
    grades = {
        question.name: round(grade(item(page, question)), 1)
        for page in instrument.pages
        for question in page.questions
    }

    assert {name: it for name, it in grades.items() if it > HIGHEST_GRADE} == {}


def test_every_page_is_easy_to_read(instrument: Questionnaire) -> None:
    hard = {}
    for page in instrument.pages:
        told = [page.title, page.lead, page.warning, *(page.help or ())]
        told += [fact.description for fact in page.facts]
        text = read_out(*told)
        if text and grade(text) > HIGHEST_GRADE_OF_A_PAGE:
            hard[page.name] = round(grade(text), 1)

    assert hard == {}

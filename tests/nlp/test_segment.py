import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.languages.words import words
from nlp.segment import split
from nlp.statements import Span


def pieces(text: str, language: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in split(text, language=language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("en", "The road is bad. We need water! No light at night", ["The road is bad.", "We need water!", "No light at night"], id="English"),
        pytest.param("ar", "لا يوجد ماء نظيف. الطرق سيئة جدا؟ نريد مدرسة", ["لا يوجد ماء نظيف.", "الطرق سيئة جدا؟", "نريد مدرسة"], id="Arabic question mark"),
        pytest.param("ar", "الماء مقطوع؛ الطرق سيئة", ["الماء مقطوع؛"[:-1], "الطرق سيئة"], id="Arabic semicolon"),
        pytest.param("ur", "پانی نہیں آتا۔ سڑک خراب ہے۔", ["پانی نہیں آتا۔", "سڑک خراب ہے۔"], id="Urdu full stop"),
        pytest.param("hi", "पानी नहीं आता। सड़क खराब है॥ बिजली नहीं", ["पानी नहीं आता।", "सड़क खराब है॥", "बिजली नहीं"], id="danda"),
        pytest.param("am", "ውሃ የለም። መንገዱ ጥሩ አይደለም፧ መብራት እንፈልጋለን", ["ውሃ የለም።", "መንገዱ ጥሩ አይደለም፧", "መብራት እንፈልጋለን"], id="Ethiopic"),
        pytest.param("zh", "没有干净的水。道路很差！", ["没有干净的水。", "道路很差！"], id="ideographic full stop"),
        pytest.param("en", "no water; bad roads; no jobs", ["no water", "bad roads", "no jobs"], id="semicolons"),
        pytest.param("en", "no water here…bad roads... no jobs", ["no water here…", "bad roads...", "no jobs"], id="dots"),
        pytest.param("en", "The water is dirty.We want clean water.", ["The water is dirty.", "We want clean water."], id="no space after the full stop"),
        pytest.param("ar", "الماء مقطوع.الطرق سيئة", ["الماء مقطوع.", "الطرق سيئة"], id="no space in Arabic"),
        pytest.param("en", 'He said "no water." We left.', ['He said "no water."', "We left."], id="closing quote"),
    ],
)  # fmt: skip
def test_sentence_marks_of_all_scripts_part_ideas(
    language: str, text: str, expected: list[str]
) -> None:
    assert pieces(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Dr. Otieno of St. Mary never came", id="titles"),
        pytest.param("en", "We pay 3.5 km of cable at 2.000 a month", id="decimals"),
        pytest.param("en", "J. F. Kamau took the land", id="initials"),
        pytest.param("en", "some services, e.g. buses and i.e. trains, are late", id="e.g."),
        pytest.param("en", "see www.example.org/a.b?c=d!e for the plan", id="link"),
        pytest.param("en", "write to a.b@mail.example.org about water", id="e-mail"),
        pytest.param("en", "the bus no. 12 is late at 7.30 a.m. every day", id="loose abbreviations"),
        pytest.param("de", "Am 3. Mai war die Straße z. B. bei Nr. 5 gesperrt", id="German ordinals"),
        pytest.param("en", "on 12.05.2023 the flood came", id="date"),
        pytest.param("en", "we want respect ;) from them", id="smiley"),
        pytest.param("en", "water &amp; roads are both bad", id="entity"),
        pytest.param("en", "1. The water is dirty", id="lone number"),
        pytest.param("en", "I think that the roads were not repaired for many years and\nthe council never answers any letter", id="wrapped line"),
        pytest.param("en", "ask about this(?)", id="bracketed mark at the end"),
    ],
)  # fmt: skip
def test_dots_inside_an_idea_end_nothing(language: str, text: str) -> None:
    assert pieces(text, language) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1. Water 2. Roads 3. Jobs", ["1. Water", "2. Roads", "3. Jobs"], id="numbers"),
        pytest.param("1) clean water 2) good roads", ["1) clean water", "2) good roads"], id="brackets"),
        pytest.param("(1) clean water (2) good roads", ["(1) clean water", "(2) good roads"], id="two brackets"),
        pytest.param("a) clean water b) good roads", ["a) clean water", "b) good roads"], id="letters"),
        pytest.param("١- الماء ٢- الكهرباء ٣- الأمن", ["١- الماء", "٢- الكهرباء", "٣- الأمن"], id="Arabic numbers"),
        pytest.param("१. पानी २. सड़क", ["१. पानी", "२. सड़क"], id="Devanagari numbers"),
        pytest.param("water\nroads\r\njobs", ["water", "roads", "jobs"], id="lines"),
        pytest.param("- water\n- roads\n\n- jobs", ["water", "roads", "jobs"], id="dashes"),
        pytest.param("- water - roads - jobs", ["water", "roads", "jobs"], id="dashes in a line"),
        pytest.param("• water • roads ▪ jobs", ["water", "roads", "jobs"], id="bullets"),
        pytest.param("My concerns are:\n1. water\n2. roads", ["My concerns are:\n1. water", "2. roads"], id="heading"),
    ],
)  # fmt: skip
def test_items_of_a_list_stand_alone_even_as_one_word(
    text: str, expected: list[str]
) -> None:
    assert pieces(text) == expected


def test_numbers_that_count_nothing_make_no_list() -> None:
    text = "we waited 1-2 hours and 3. nobody came"

    assert len(pieces(text)) == 1


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("en", "The water is clean here, but the roads are very bad.", ["The water is clean here", "but the roads are very bad."], id="English"),
        pytest.param("fr", "L'eau est propre ici, mais les routes sont mauvaises", ["L'eau est propre ici", "mais les routes sont mauvaises"], id="French"),
        pytest.param("es", "El agua es limpia, sin embargo las calles son malas", ["El agua es limpia", "sin embargo las calles son malas"], id="Spanish, two words"),
        pytest.param("sw", "Barabara ni mbovu sana, lakini walimu wanafanya kazi nzuri", ["Barabara ni mbovu sana", "lakini walimu wanafanya kazi nzuri"], id="Swahili"),
        pytest.param("id", "Air sudah bersih, tetapi jalan masih rusak", ["Air sudah bersih", "tetapi jalan masih rusak"], id="Indonesian"),
        pytest.param("ar", "الطرق سيئة، لكن المدرسة جيدة", ["الطرق سيئة", "لكن المدرسة جيدة"], id="Arabic"),
        pytest.param("de", "Das Wasser ist sauber, aber die Straßen sind kaputt", ["Das Wasser ist sauber", "aber die Straßen sind kaputt"], id="German"),
        pytest.param("zh", "老师非常好，但是道路很差", ["老师非常好", "但是道路很差"], id="Chinese"),
        pytest.param("en", "schools are good, but roads are bad, and also water is dirty", ["schools are good", "but roads are bad", "and also water is dirty"], id="twice"),
    ],
)  # fmt: skip
def test_contrast_after_a_comma_parts_two_ideas(
    language: str, text: str, expected: list[str]
) -> None:
    assert pieces(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It is good, but expensive", id="too little on a side"),
        pytest.param("clean, safe, affordable water", id="list of adjectives"),
        pytest.param("the roads are bad but the schools are good", id="no comma"),
        pytest.param(
            "teachers, parents and children need support", id="list of people"
        ),
    ],
)
def test_commas_alone_part_nothing(text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Yes. The road is bad.", ["Yes. The road is bad."], id="first joins the next"),
        pytest.param("The road is bad. Really!", ["The road is bad. Really!"], id="last joins the one before"),
        pytest.param("It is. That was it. Roads are bad", ["It is. That was it. Roads are bad"], id="function words only"),
        pytest.param("Why??? !!! The road is bad", ["Why??? !!! The road is bad"], id="marks only"),
        pytest.param("Roads are bad 👍. 👍👍", ["Roads are bad 👍. 👍👍"], id="emoji only"),
    ],
)  # fmt: skip
def test_small_pieces_join_their_neighbour(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t\u200b", [], id="blank"),
        pytest.param("👍👍", ["👍👍"], id="emoji"),
        pytest.param(" ... ", ["..."], id="dots"),
        pytest.param("---", ["---"], id="dashes"),
        pytest.param("  water  ", ["water"], id="one word"),
        pytest.param("\u202bماء water\u202c", ["ماء water"], id="both directions"),
        pytest.param(
            "<p>The road is bad.</p>", ["<p>The road is bad.</p>"], id="markup is text"
        ),
        pytest.param("-5 degrees in class", ["-5 degrees in class"], id="minus"),
    ],
)
def test_edges_of_texts(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


SNIPPETS = [
    "water", "1.", "2.", "3)", ", but", "however,", "roads", "Dr.", "e.g.", "3.5",
    "a@b.org", "https://x.org/a.b?c", "\n", "\n- ", ". ", "! ", "؟", "。", "但是", "لكن",
    "،", "p.m.", "...", "•", "No. 5", "(", ")", "पानी", "।", "ውሃ", "።", "👍", "\u200f", "_",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="abAB12 .,!?\n-•;:()'\"؟،ابت १।क्ष中文，。\u200f\u200b"),
    st.lists(st.sampled_from(SNIPPETS)).map(" ".join),
    st.lists(st.sampled_from(SNIPPETS)).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["en", "ar", "zh", "de", "hi", "und"]))
def test_every_letter_and_digit_is_in_exactly_one_span(
    text: str, language: str
) -> None:
    spans = split(text, language=language)

    covered = [position for span in spans for position in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    holding = set(covered)
    assert all(
        position in holding
        for position, character in enumerate(text)
        if character.isalnum()
    )


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_are_trimmed_and_hold_something(text: str) -> None:
    for span in split(text, language="en"):
        written = text[span.start : span.end]
        assert written
        assert not written[0].isspace()
        assert not written[-1].isspace()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a. " * 6666, id="initials"),
        pytest.param("1. " * 6666, id="numbers"),
        pytest.param("." * 20000, id="dots"),
        pytest.param("a," * 10000, id="commas"),
        pytest.param("but, but " * 2222, id="connectors"),
        pytest.param("\n" * 20000, id="lines"),
        pytest.param("- " * 10000, id="dashes"),
        pytest.param("x@x." * 5000, id="addresses"),
        pytest.param("&a;" * 6666, id="entities"),
        pytest.param("The road is bad. " * 1176, id="sentences"),
        pytest.param("水" * 20000, id="no spaces"),
    ],
)
def test_twenty_thousand_characters_are_cut(text: str) -> None:
    spans = split(text, language="en")

    assert sum(len(words(text[s.start : s.end])) for s in spans) == len(words(text))


def test_sentences_of_a_long_text_are_all_found() -> None:
    assert len(split("The road is bad. " * 1000, language="en")) == 1000


def test_offsets_count_code_points() -> None:
    text = "👩🏽‍🌾 needs water. 🌍 Roads are bad."

    assert split(text, language="en")[-1] == Span(text.index("🌍"), len(text))

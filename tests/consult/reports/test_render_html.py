"""The report is one sound page: escaped, isolated, translated, the same each time."""

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.i18n import LANGUAGES, PSEUDO
from consult.paths import templates_folder
from consult.reports.compose import compose
from consult.reports.findings import FileFindings
from consult.reports.render_html import render
from tests.consult.reports.builders import (
    a_concern,
    a_full_file,
    a_quote,
    some_findings,
    some_groups,
)
from tests.web.strict_client import (
    one,
    parsed,
    problems_of_heading,
    problems_of_ids,
    text_of,
)

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&{{ 777*777 }}%(x)s"
OVERRIDE = "\u202eevil\u202c"
DATA_WORDS = re.compile(r"^[\W\d_]*$")
MOST_BYTES_OF_STYLE = 12_000


def rendered(findings: FileFindings, locale: str = "en") -> str:
    return render(compose(findings), locale=locale)


def document(findings: FileFindings, locale: str = "en") -> Element:
    return parsed(rendered(findings, locale))


def text(findings: FileFindings, locale: str = "en") -> str:
    return text_of(one(document(findings, locale), "body"))


def levels_of_headings(root: Element) -> list[int]:
    return [
        int(element.tag[1])
        for element in root.iter()
        if re.fullmatch("h[1-6]", element.tag)
    ]


def all_empty() -> FileFindings:
    return some_findings(
        question=None,
        accounting=type(some_findings().accounting)(0, 0, 0, 0, 0, 0, 0),
        respondents=0,
        sessions=0,
        respondents_with_reason=0,
        sessions_with_reason=0,
        languages={},
        concerns=(),
    )


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_page_is_sound_in_every_language(locale: str) -> None:
    root = document(a_full_file(), locale)

    assert [*problems_of_heading(root), *problems_of_ids(root)] == []
    assert root.attrib["lang"] == locale
    assert root.attrib["dir"] == LANGUAGES[locale].direction


def test_an_empty_file_makes_a_sound_page() -> None:
    root = document(all_empty())

    assert [*problems_of_heading(root), *problems_of_ids(root)] == []
    assert "No concern was raised by enough people" in text_of(root)


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = levels_of_headings(document(a_full_file()))

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_link_leads_to_a_place_in_the_page() -> None:
    root = document(a_full_file())
    ids = {element.attrib.get("id") for element in root.iter()}

    for link in root.iter("a"):
        assert link.attrib["href"].startswith("#")
        assert link.attrib["href"][1:] in ids


def test_tables_name_their_rows_and_columns() -> None:
    for table in document(a_full_file()).iter("table"):
        assert text_of(one(table, "caption"))
        assert all("scope" in head.attrib for head in table.iter("th"))


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    root = document(a_full_file())

    for element in root.iter():
        names = element.attrib.keys()
        assert element.tag not in {"script", "link", "img", "iframe", "object", "form"}
        assert not {"src", "srcset", "style", "data"} & names
        assert not [name for name in names if name.startswith("on")]
    style = text_of(one(root, "style"))
    assert "@import" not in style
    assert re.findall(r"url\((.*?)\)", style) == ["#hatch", "#hatch-swatch"]


def test_the_page_forbids_itself_everything_but_its_own_style() -> None:
    (policy,) = (
        meta.attrib["content"]
        for meta in document(a_full_file()).iter("meta")
        if meta.attrib.get("http-equiv") == "Content-Security-Policy"
    )

    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'", policy)


def test_limits_stand_before_the_first_drawing() -> None:
    page = rendered(a_full_file())
    body = page[page.index("<main") :]

    assert body.index("How far this goes.") < body.index("<svg")
    assert body.index("Not for publication.") < body.index("<svg")


def test_a_share_is_said_in_words_with_its_range() -> None:
    told = text(some_findings())

    assert "31 of 214 people who gave a reason" in told
    assert "14% (10–20)" in told
    assert "about 1 in 10 people" in told


def test_sessions_are_told_apart() -> None:
    told = text(some_findings(concerns=(a_concern(sessions=2),)))

    assert "Raised in 2 group sessions as well, counted apart." in told


def test_sentiment_that_was_not_assessed_is_an_outline_and_is_said() -> None:
    page = rendered(
        some_findings(concerns=(a_concern(sentiment={"not_assessed": 31}),))
    )

    assert '<rect class="na" x="0" width="100" height="10"/>' in page
    assert "not assessed\xa031" in page


def test_a_very_small_share_is_not_called_none() -> None:
    groups = some_groups({"gender": {"Women": 0, "Men": 0}})
    findings = some_findings(
        respondents=30_000,
        respondents_with_reason=30_000,
        concerns=(a_concern(31, 30_000, groups=groups),),
    )

    told = text(findings)

    assert "under 1%" in told
    assert "fewer than 1 in 20 people" in told


def test_rare_concerns_are_told_in_people_and_never_in_shares() -> None:
    told = text(
        some_findings(concerns=(), rare=(a_concern(3, id="r1", label="deaf people"),))
    )

    assert "deaf people" in told
    assert "3 people" in told
    assert "1%" not in told
    assert "In public only their titles may appear" in told


def test_concerns_that_tell_nothing_of_groups_are_counted_instead() -> None:
    groups = some_groups({"gender": {"Women": 4, "Men": 5}})
    findings = some_findings(
        concerns=(a_concern(9, groups=groups),), group_columns=("gender",)
    )

    told = text(findings)

    assert "1 concern is left out: too few people of any group raise it." in told
    assert "protected" not in told.partition("Who raises which concern")[2]


def test_sessions_are_not_spoken_of_where_there_were_none() -> None:
    assert "session" not in text(some_findings(sessions=0, sessions_with_reason=0))


def test_withheld_figures_are_said_and_appear_nowhere() -> None:
    groups = some_groups({"gender": {"Women": 13, "Men": 7, "Other": 6}})
    findings = some_findings(
        respondents_with_reason=WITH,
        concerns=(a_concern(26, WITH, groups=groups),),
        group_columns=("gender",),
    )

    (table,) = (
        table
        for table in document(findings).iter("table")
        if table.attrib.get("class") == "heat"
    )
    told = text_of(table)

    assert "withheld" in told
    assert not re.search(r"\b[1-9]\b|\b[1-9] of\b", told.replace("Street", ""))


WITH = 206


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_words_of_people_carry_their_language_and_direction(locale: str) -> None:
    findings = some_findings(
        concerns=(
            a_concern(
                label="الشارع مظلم",
                language="ar",
                quotes=(a_quote("المصابيح", "ar"), a_quote("lamps", "en")),
            ),
        ),
        not_yet_grouped_quotes=(a_quote("???", "und"),),
    )

    root = document(findings, locale)

    quotes = {
        text_of(quote): (quote.attrib["lang"], quote.attrib["dir"])
        for quote in root.iter("blockquote")
    }
    assert quotes == {
        "المصابيح": ("ar", "rtl"),
        "lamps": ("en", "ltr"),
        "???": ("und", "auto"),
    }
    labels = [bdi for bdi in root.iter("bdi") if text_of(bdi) == "الشارع مظلم"]
    assert labels
    assert all((b.attrib["lang"], b.attrib["dir"]) == ("ar", "rtl") for b in labels)


def test_a_quote_says_how_it_was_read_and_which_words_decided() -> None:
    lamps = a_quote(
        "The lamps are off again", sentiment="negative", decided=((14, 17),)
    )
    plain = a_quote("It opens at nine", sentiment="neutral")
    unsure = a_quote("Well, the lamps")
    findings = some_findings(concerns=(a_concern(quotes=(lamps, plain, unsure)),))

    captions = [
        text_of(caption)
        for figure in document(findings, "en").iter("figure")
        if figure.attrib.get("class") == "quote"
        for caption in figure.iter("figcaption")
    ]

    assert captions == [
        "English Read as critical because of: off",
        "English Read as neutral",
        "English",
    ]


def hostile_findings() -> FileFindings:
    words = HOSTILE + OVERRIDE
    groups = some_groups({"gender": {"Women": 20, "Men": 30}})
    hostile_groups = tuple(
        type(group)(words, words + group.value, group.respondents, group.of)
        for group in groups
    )
    quote = a_quote(words, words, sentiment="mixed", decided=((0, len(words)),))
    concern = a_concern(
        50,
        label=words,
        language=words,
        terms=(words,),
        languages={words: 50},
        quotes=(quote,),
        groups=hostile_groups,
    )
    return some_findings(
        question=words,
        languages={words: 50},
        group_columns=(words, words + "2"),
        concerns=(concern,),
        rare=(a_concern(2, id="r", label=words, language=words, quotes=(quote,)),),
        not_yet_grouped_quotes=(quote,),
        method=type(some_findings().method)(
            recipe={words: words},
            versions={words: words},
            seed=1,
            sentiment_scores={words: 0.5},
        ),
    )


@pytest.mark.parametrize("locale", LANGUAGES)
def test_hostile_words_stay_words(locale: str) -> None:
    root = document(hostile_findings(), locale)

    names = {element.tag for element in root.iter()}
    assert not {"script", "img"} & names
    assert "603729" not in text_of(root)
    quotes = [text_of(quote) for quote in root.iter("blockquote")]
    assert quotes == [HOSTILE + OVERRIDE] * 3


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60))
@settings(max_examples=30)
def test_any_words_make_a_sound_page(words: str) -> None:
    findings = some_findings(
        question=words,
        concerns=(a_concern(label=words, terms=(words,), quotes=(a_quote(words),)),),
    )

    (quote,) = document(findings).iter("blockquote")

    assert "".join(quote.itertext()) == words


def test_every_message_of_the_page_can_be_translated() -> None:
    findings = some_findings(
        question="404",
        group_columns=("7", "8"),
        concerns=(
            a_concern(
                50,
                id="1",
                label="1",
                terms=("2",),
                sessions=2,
                stability=0.9,
                sentiment=dict.fromkeys(
                    ("negative", "mixed", "neutral", "positive", "not_assessed"), 10
                ),
                languages={"und": 50},
                quotes=(a_quote("3", "und"),),
                groups=tuple(
                    type(group)("7", f"{place}", group.respondents, group.of)
                    for place, group in enumerate(
                        some_groups({"gender": {"Women": 43, "Men": 7}})
                    )
                ),
            ),
        ),
        rare=(a_concern(3, id="2", label="4", terms=(), quotes=(), languages={}),),
        not_yet_grouped_quotes=(a_quote("5", "und"),),
        languages={"und": 100},
        method=type(some_findings().method)(
            recipe={}, versions={"1": "2"}, seed=42, language_mixing=0.3
        ),
    )

    root = document(findings, PSEUDO.tag)
    for head in list(root.iter("style")):
        head.text = ""
    undisguised = [
        piece.strip()
        for piece in re.split(r"⟦[^⟧]*⟧", "".join(root.itertext()))
        if not DATA_WORDS.match(piece)
    ]

    assert undisguised == []


def test_the_same_findings_make_the_same_bytes() -> None:
    assert rendered(a_full_file()) == rendered(a_full_file())


def test_figures_stand_in_the_digits_of_the_language() -> None:
    assert "١٬٢٨٤" in rendered(a_full_file(), "ar")


def test_a_language_that_is_not_offered_is_a_defect() -> None:
    with pytest.raises(KeyError):
        rendered(some_findings(), "tlh")


def style() -> str:
    return (templates_folder() / "report" / "report.css").read_text(encoding="utf-8")


def test_the_style_sheet_knows_neither_left_nor_right() -> None:
    physical = re.findall(
        r"[;{]\s*((?:margin|padding|border|inset)?-?(?:left|right|top|bottom)"
        r"|text-align:\s*(?:left|right)|float|width|height|(?:min|max)-(?:width|height))"
        r"\s*:",
        re.sub(r"@media\([^)]*\)", "", style()),
    )

    assert physical == []


def test_the_style_sheet_is_light() -> None:
    assert len(style().encode()) <= MOST_BYTES_OF_STYLE


def tokens() -> dict[str, str]:
    return dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", style()))


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    linear = []
    for at in (1, 3, 5):
        part = int(colour[at : at + 2], 16) / 255
        linear.append(
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        )
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one_colour: str, other: str) -> float:
    dark, light = sorted((luminance(one_colour), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "#ffffff", 7),
        ("ink", "tint", 7),
        ("ink", "cream", 7),
        ("soft", "#ffffff", 4.5),
        ("soft", "tint", 4.5),
        ("soft", "cream", 4.5),
        ("soft", "#e6dbe5", 4.5),
        ("plum", "#ffffff", 7),
        ("plum", "tint", 7),
        ("no2", "cream", 4.5),
        ("edge", "#ffffff", 3),
        ("no", "#ffffff", 3),
        ("yes", "#ffffff", 3),
        ("yes2", "#ffffff", 3),
    ],
)
def test_colours_keep_their_contrast(ink: str, ground: str, least: float) -> None:
    found = tokens()

    assert contrast(found[ink], found.get(ground, ground)) >= least


def test_steps_of_heat_can_be_read() -> None:
    steps = re.findall(r"\.d\d\{background:(#\w{6})(?:;color:(#fff))?\}", style())

    assert len(steps) == 5
    for ground, light in steps:
        ink = "#ffffff" if light else tokens()["ink"]
        assert contrast(ink, ground) >= 4.5

"""The report of a consultation is one sound page, in every language, the same each
time, and claims no more than it may."""

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.i18n import LANGUAGES, PSEUDO
from consult.reports.consultation.compose import compose
from consult.reports.consultation.findings import ConsultationFindings, Estimate
from consult.reports.consultation.render_html import render_report
from forms.definition import Text
from tests.consult.reports.builders import a_concern, a_quote, feelings
from tests.consult.reports.consultation_builders import (
    WITH_REASON,
    a_consultation,
    a_wave,
    an_index,
    an_item,
    some_items,
    some_participation,
    some_written,
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
SOUND = "⟦[^⟧]*⟧"
# What a report says without words of a language: figures, and what people wrote.
NO_WORDS = re.compile(r"^[\W\d_]*$")
DATA = re.compile(
    r"(?:November|December) \d+, \d{4}|Arabic|English|French|Indonesian|Spanish|Swahili"
    r"|, and\b|trust-short"
)
FORBIDDEN = (
    *("margin of error", "±", "representative", "residents think", "the majority"),
    *("because of", "led to", "impact", "hotspot", "at risk", "vulnerable"),
)
MOST_BYTES = 120_000
MOST_BYTES_OF_STYLE = 8_000


def rendered(findings: ConsultationFindings, locale: str = "en") -> str:
    return render_report(compose(findings), locale)


def document(findings: ConsultationFindings, locale: str = "en") -> Element:
    return parsed(rendered(findings, locale))


def text(findings: ConsultationFindings, locale: str = "en") -> str:
    return text_of(one(document(findings, locale), "body"))


def section(root: Element, name: str) -> Element:
    (found,) = (
        each
        for each in root.iter("section")
        if each.attrib.get("aria-labelledby") == name
    )
    return found


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_file_is_sound_in_every_language(locale: str) -> None:
    root = document(a_consultation(), locale)

    assert [*problems_of_heading(root), *problems_of_ids(root)] == []
    assert root.attrib["lang"] == locale
    assert root.attrib["dir"] == LANGUAGES[locale].direction


@pytest.mark.parametrize(
    "findings",
    [
        pytest.param(a_consultation(waves=(), concerns=None, targets=()), id="nothing"),
        pytest.param(a_consultation(concerns=None), id="not read yet"),
        pytest.param(a_consultation(waves=(a_wave(items=None),)), id="not counted yet"),
        pytest.param(
            a_consultation(concerns=some_written(concerns=(), rare=())), id="no concern"
        ),
    ],
)
def test_a_report_with_little_in_it_is_sound(findings: ConsultationFindings) -> None:
    if findings.concerns and len(findings.waves) == 1:
        findings = a_consultation(
            waves=findings.waves,
            concerns=some_written(questions=(("talvera-trust", "TO1"),)),
        )

    root = document(findings)

    assert [*problems_of_heading(root), *problems_of_ids(root)] == []


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [
        int(element.tag[1])
        for element in document(a_consultation()).iter()
        if re.fullmatch("h[1-6]", element.tag)
    ]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_link_leads_to_a_place_in_the_page() -> None:
    root = document(a_consultation())
    ids = {element.attrib.get("id") for element in root.iter()}

    for link in root.iter("a"):
        assert link.attrib["href"].startswith("#")
        assert link.attrib["href"][1:] in ids


def test_tables_name_their_rows_and_columns() -> None:
    for table in document(a_consultation()).iter("table"):
        assert text_of(one(table, "caption"))
        assert all("scope" in head.attrib for head in table.iter("th"))


def test_the_file_fetches_nothing_and_runs_nothing() -> None:
    root = document(a_consultation())

    for element in root.iter():
        names = element.attrib.keys()
        assert element.tag not in {"script", "link", "img", "iframe", "object", "form"}
        assert not {"src", "srcset", "style", "data"} & names
        assert not [name for name in names if name.startswith("on")]
    style = text_of(one(root, "style"))
    assert "@import" not in style
    assert set(re.findall(r"url\((.*?)\)", style)) == {"#hatch", "#hatch-swatch"}


def test_the_file_forbids_itself_everything_but_its_own_style() -> None:
    (policy,) = (
        meta.attrib["content"]
        for meta in document(a_consultation()).iter("meta")
        if meta.attrib.get("http-equiv") == "Content-Security-Policy"
    )

    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'", policy)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_same_findings_make_the_same_bytes(locale: str) -> None:
    assert rendered(a_consultation(), locale) == rendered(a_consultation(), locale)


def test_the_file_is_light() -> None:
    assert len(rendered(a_consultation()).encode()) <= MOST_BYTES


# --- what it says


def test_the_first_page_speaks_in_tens_of_people() -> None:
    told = text_of(section(document(a_consultation()), "told"))

    assert "Five things you told us" in told
    assert "about 3 in 10 people" in told
    assert "%" not in told
    assert "The order of those that lie close together is not certain." in told


def test_limits_stand_before_the_first_chart() -> None:
    page = rendered(a_consultation())
    body = page[page.index("<main") :]

    assert body.index("they were not picked at random") < body.index('class="plot')
    assert "cannot say how close these results are to what everyone here thinks" in body
    assert "nobody has checked it yet" in body
    assert re.search(r"\d+ figures are withheld", body)


def test_the_report_claims_no_more_than_it_may() -> None:
    told = text(a_consultation()).casefold()

    assert [words for words in FORBIDDEN if words in told] == []


def test_trust_is_told_with_its_range_and_as_no_ranking() -> None:
    told = text_of(section(document(a_consultation()), "trust"))

    assert "45 of 100 (42–47)" in told
    assert "42% (36–48)" in told
    assert "Not at all 25%" in told
    assert "Not a ranking." in told
    assert told.index("Your town council 276") < told.index("Religious leaders here")


@pytest.mark.parametrize(
    ("alpha", "expected"),
    [
        (Estimate(0.62, 0.55, 0.68, 280), "do not hang together well enough"),
        (Estimate(0.74, 0.66, 0.80, 90), "Take it with care"),
        (Estimate(0.82, 0.78, 0.86, 280), "hang together well enough to be one"),
        (None, "Too few people answered all of these questions"),
    ],
)
def test_an_index_says_how_far_it_may_be_trusted(
    alpha: Estimate | None, expected: str
) -> None:
    items = some_items(
        *(an_item(name, 70, 90, 86, 30) for name in ("TA01", "TA02", "TA03")),
        indices=(an_index(alpha=alpha),),
    )

    told = text(
        a_consultation(
            waves=(a_wave(items=items),),
            concerns=some_written(questions=(("talvera-trust", "TO1"),)),
        )
    )

    assert expected in told


def test_needs_say_that_an_order_may_not_be_certain() -> None:
    told = text_of(section(document(a_consultation()), "needs"))

    assert told.index("Work, or money to live") < told.index("A safe home")
    assert "Where two ranges overlap" in told


def test_the_plan_is_told_with_what_is_missing() -> None:
    told = text_of(section(document(a_consultation()), "who"))

    assert "116 of 110 reached" in told
    assert "176 of 240 64 missing" in told
    assert "fewer than half of those planned were heard" in told
    assert "and nothing about them" in told


def test_withheld_cells_say_so_and_why() -> None:
    told = text_of(section(document(a_consultation()), "raises"))

    assert "withheld – too few people" in told
    assert "protected – it would tell a withheld number" in told
    assert "fewer than 20 people on one side" in told


def test_the_method_tells_what_it_takes_to_repeat_the_run() -> None:
    told = text_of(section(document(a_consultation()), "method"))

    for expected in (
        *(a_wave().version_id, some_written().input_digest, "Start number"),
        *("Wilson", "Cronbach", "Feldt", "Student", "Hundepool"),
        *("12 June 2027", '"concerns": "auto"'),
    ):
        assert expected in told


def test_a_text_without_a_translation_is_marked_and_said() -> None:
    root = document(a_consultation(), "ar")

    (minority,) = {
        (bdi.attrib.get("lang"), bdi.attrib.get("dir"))
        for bdi in root.iter("bdi")
        if text_of(bdi) == "Minority"
    }
    assert minority == ("en", "ltr")
    note = "Some texts are not translated into this language yet"
    assert note not in text(a_consultation(title=Text.of({"en": "A", "ar": "B"})))


def test_words_of_people_carry_their_language_and_direction() -> None:
    root = document(a_consultation())

    quotes = {
        (quote.attrib["lang"], quote.attrib["dir"])
        for block in root.iter("blockquote")
        for quote in list(block.iter("p"))[:1]
    }
    assert {("ar", "rtl"), ("sw", "ltr"), ("en", "ltr")} <= quotes


def test_figures_stand_in_the_digits_of_the_language() -> None:
    assert "٦٣٦" in rendered(a_consultation(), "ar")


# --- words that want to be more


def hostile() -> ConsultationFindings:
    words = HOSTILE + OVERRIDE
    concern = a_concern(
        90,
        WITH_REASON,
        label=words,
        language=words,
        terms=(words,),
        quotes=(a_quote(words, words),),
        groups=(),
    )
    everywhere = Text.of({"en": words})
    return a_consultation(
        title=everywhere,
        summary=everywhere,
        asked_by=everywhere,
        concerns=some_written(
            concerns=(concern,),
            rare=(a_concern(2, WITH_REASON, id="r", label=words, language=words),),
        ),
    )


@pytest.mark.parametrize("locale", LANGUAGES)
def test_hostile_words_stay_words(locale: str) -> None:
    root = document(hostile(), locale)

    assert not {"script", "img"} & {element.tag for element in root.iter()}
    assert "603729" not in text_of(root)
    (quote,) = (
        "".join(next(iter(block.iter("p"))).itertext())
        for block in root.iter("blockquote")
    )
    assert quote == HOSTILE + OVERRIDE


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60))
@settings(max_examples=15, deadline=None)
def test_any_words_make_a_sound_page(words: str) -> None:
    concern = a_concern(90, WITH_REASON, label=words, quotes=(a_quote(words),))
    written = some_written(concerns=(concern,), rare=())

    (block,) = document(a_consultation(concerns=written)).iter("blockquote")

    assert "".join(next(iter(block.iter("p"))).itertext()) == words


def test_every_message_of_the_file_can_be_translated() -> None:
    root = document(_in_disguise(), PSEUDO.tag)
    for element in root.iter():
        if "lang" in element.attrib and element is not root:
            for inner in list(element.iter())[1:]:
                inner.text = inner.tail = ""
            element.text = ""
        if element.tag in {"style", "title"} or (
            element.attrib.get("class") in {"code", "chip"}
        ):
            element.text = ""

    told = DATA.sub("", "".join(root.itertext()))
    undisguised = [
        piece.strip() for piece in re.split(SOUND, told) if not NO_WORDS.match(piece)
    ]

    assert undisguised == []


def _in_disguise() -> ConsultationFindings:
    """Return a consultation that shows everything and says nothing itself."""
    quiet = some_written(
        concerns=(
            a_concern(
                150,
                WITH_REASON,
                terms=(),
                stability=0.5,
                sentiment=feelings(negative=70, positive=60, not_assessed=20),
                groups=(),
            ),
            a_concern(60, WITH_REASON, id="c2", sentiment=feelings(not_assessed=60)),
        ),
        group_columns=(),
        method=type(some_written().found.method)(
            recipe={}, versions={}, seed=42, language_mixing=0.3
        ),
    )
    part = some_participation(by_language={}, by_group={"D_AGE": {"65+": 4, "pnts": 3}})
    return a_consultation(
        waves=(a_wave(participation=part, items=None),),
        concerns=type(quiet)(
            questions=(("talvera-trust", "TO1"),),
            run_number=7,
            input_digest="0",
            responses=600,
            found=quiet.found,
        ),
    )


# --- the style sheet


def style() -> str:
    return text_of(one(document(a_consultation()), "style"))


def own_style() -> str:
    from consult.paths import static_folder

    return (static_folder() / "report.css").read_text(encoding="utf-8")


def test_the_style_sheet_knows_neither_left_nor_right() -> None:
    physical = re.findall(
        r"[;{]\s*((?:margin|padding|border|inset)?-?(?:left|right|top|bottom)"
        r"|text-align:\s*(?:left|right)|float|width|height|(?:min|max)-(?:width|height))"
        r"\s*:",
        re.sub(r"@media\([^)]*\)", "", own_style()),
    )

    assert physical == []


def test_the_style_sheet_is_light() -> None:
    assert len(own_style().encode()) <= MOST_BYTES_OF_STYLE

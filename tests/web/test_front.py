import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.app import create_app
from consult.errors import N_
from consult.i18n import LANGUAGES, interface_for
from consult.i18n.pseudo import CLOSING, OPENING
from consult.services.fielding import WaveState
from consult.settings import INTERFACE_LOCALES, Settings, SettingsRefused
from tests.builders import some_settings
from tests.questionnaires import field_a_wave, said, some_details
from tests.web.answering import Installation, installation
from tests.web.strict_client import Page, StrictClient, text_of

HEADING = N_("Say what matters to you")
UNTRANSLATED = {"Talvera", "–", "consult analyse"} | {
    language.endonym for language in LANGUAGES.values()
}


@pytest.fixture
def open_survey(migrated_sqlite_url: str) -> Iterator[Installation]:
    with installation(migrated_sqlite_url) as found:
        yield found


def cards(page: Page) -> list[str]:
    return [text_of(card) for card in page.document.iter("article")]


@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
def test_the_first_page_speaks_every_language(client: StrictClient, tag: str) -> None:
    page = client.get(f"/{tag}/")

    assert page.status == 200
    assert page.heading == interface_for(tag).gettext(HEADING)
    assert page.response.headers["Content-Language"] == tag
    assert page.document.attrib["lang"] == tag


@pytest.mark.parametrize("tag", [tag for tag in INTERFACE_LOCALES if tag != "en"])
def test_no_english_heading_is_left_in_other_languages(
    client: StrictClient, tag: str
) -> None:
    assert HEADING not in client.get(f"/{tag}/").text


def test_arabic_runs_from_right_to_left_with_its_own_digits(
    client: StrictClient,
) -> None:
    page = client.get("/ar/")

    assert page.document.attrib["dir"] == "rtl"
    assert "١٠" in page.text
    assert "10" not in page.text


def test_every_text_comes_from_the_catalogue(pseudo_client: StrictClient) -> None:
    page = pseudo_client.get("/xx/")

    left = re.sub(f"{OPENING}.*?{CLOSING}", "", page.text)
    for known in sorted(UNTRANSLATED, key=len, reverse=True):
        left = left.replace(known, "")
    assert left.strip() == ""


def test_every_hidden_name_comes_from_the_catalogue(
    pseudo_client: StrictClient,
) -> None:
    page = pseudo_client.get("/xx/")

    names = [
        e.attrib["aria-label"] for e in page.document.iter() if "aria-label" in e.attrib
    ]
    assert names
    assert all(name.startswith(OPENING) and name.endswith(CLOSING) for name in names)


@pytest.mark.parametrize(
    ("asked", "tag"),
    [
        pytest.param("ar", "ar", id="offered"),
        pytest.param("fr-CH, fr;q=0.9, en;q=0.8", "fr", id="regional"),
        pytest.param("tlh, sw;q=0.5", "sw", id="second wish"),
        pytest.param("en;q=0.2, id;q=0.9", "id", id="by weight"),
        pytest.param("tlh", "en", id="none offered"),
        pytest.param("", "en", id="no wish"),
        pytest.param("*", "en", id="any"),
        pytest.param(";;q=x,,", "en", id="nonsense"),
    ],
)
def test_the_bare_address_answers_in_the_language_asked_for(
    client: StrictClient, asked: str, tag: str
) -> None:
    page = client.get("/", headers={"Accept-Language": asked})

    assert page.document.attrib["lang"] == tag
    assert "Accept-Language" in page.response.vary


def test_the_address_of_a_language_does_not_look_at_the_browser(
    client: StrictClient,
) -> None:
    page = client.get("/sw/", headers={"Accept-Language": "fr"})

    assert page.document.attrib["lang"] == "sw"
    assert "Accept-Language" not in page.response.vary


def test_every_language_is_one_link_away(client: StrictClient) -> None:
    links = client.get("/").links()

    assert {f"/{tag}/" for tag in INTERFACE_LOCALES} <= set(links)


def test_the_current_language_is_marked(client: StrictClient) -> None:
    page = client.get("/id/")

    marked = [e for e in page.document.iter("a") if e.attrib.get("aria-current")]
    assert [text_of(link) for link in marked] == ["Bahasa Indonesia"]


@pytest.mark.parametrize("path", ["/en", "/en/"])
def test_a_missing_slash_is_forgiven_without_a_redirect(
    client: StrictClient, path: str
) -> None:
    assert client.get(path).heading == HEADING


@pytest.mark.parametrize("tag", ["xx", "de", "EN", "static"])
def test_a_language_that_is_not_offered_has_no_page(
    client: StrictClient, tag: str
) -> None:
    assert client.get(f"/{tag}/").status == 404


def test_an_installation_may_offer_fewer_languages() -> None:
    settings = some_settings(locales=("ar", "fr"), default_locale="ar")
    client = StrictClient(create_app(settings))

    assert client.get("/").document.attrib["lang"] == "ar"
    assert client.get("/en/").status == 404


def test_nothing_open_is_said_in_words(client: StrictClient) -> None:
    assert "No consultation is open now" in client.get("/en/").text


def test_the_promised_threshold_is_the_one_in_force() -> None:
    client = StrictClient(create_app(some_settings(disclosure_threshold=20)))

    assert "groups of 20 people or more" in client.get("/en/").text


def test_the_name_of_the_organisation_is_text_and_never_markup() -> None:
    client = StrictClient(create_app(some_settings(organisation="<b>Ad & Co</b>")))

    assert client.get("/en/").title.endswith("– <b>Ad & Co</b>")


def test_the_first_page_sets_no_cookie(client: StrictClient) -> None:
    assert "Set-Cookie" not in client.get("/").response.headers


def test_an_open_survey_says_until_when_how_long_and_who_asks(
    open_survey: Installation,
) -> None:
    page = open_survey.client.get("/en/")

    (card,) = cards(page)
    assert "Trust and daily life" in card
    assert "Open until 30 November 2026" in card
    assert "About 6 minutes" in card
    assert "2 languages" in card
    assert "Asked by the town council" in card
    assert "No consultation is open now" not in page.text


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_every_language_of_a_survey_is_one_link_from_the_bare_address(
    open_survey: Installation, tag: str
) -> None:
    page = open_survey.client.get("/")

    links = [
        link
        for link in page.document.iter("a")
        if link.attrib["href"] == f"/{tag}/c/trust" and "hreflang" in link.attrib
    ]
    assert [link.attrib["lang"] for link in links] == [tag]
    assert [link.attrib["dir"] for link in links] == [LANGUAGES[tag].direction]
    assert one_form_at(open_survey, f"/{tag}/c/trust")


def one_form_at(place: Installation, path: str) -> bool:
    return place.client.get(path).form().attrib["method"] == "post"


def test_a_card_is_in_the_language_of_the_page(open_survey: Installation) -> None:
    (card,) = cards(open_survey.client.get("/ar/"))

    assert "الثقة والحياة اليومية" in card
    assert "Trust" not in card


@pytest.mark.parametrize("tag", ["fr", "sw"])
def test_what_is_not_translated_is_marked_as_what_it_is(
    open_survey: Installation, tag: str
) -> None:
    page = open_survey.client.get(f"/{tag}/")

    (title,) = [e for e in page.document.iter("h3") if "Trust" in text_of(e)]
    assert (title.attrib["lang"], title.attrib["dir"]) == ("en", "ltr")
    assert "/en/c/trust" in page.links()
    assert f"/{tag}/c/trust" not in page.links()


@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
def test_a_page_with_surveys_is_sound(open_survey: Installation, tag: str) -> None:
    with open_survey.database.writing() as session:
        field_a_wave(session, slug="second")

    assert len(cards(open_survey.client.get(f"/{tag}/"))) == 2


def test_only_the_first_survey_has_the_filled_button(
    open_survey: Installation,
) -> None:
    with open_survey.database.writing() as session:
        field_a_wave(session, slug="second")

    page = open_survey.client.get("/en/")

    buttons = [
        link.attrib["class"]
        for link in page.document.iter("a")
        if "btn" in link.attrib.get("class", "")
    ]
    assert buttons == ["btn", "btn two"]


@pytest.mark.parametrize(
    ("state", "day"),
    [
        pytest.param(WaveState.PAUSED, dt.date(2026, 11, 3), id="paused"),
        pytest.param(WaveState.CLOSED, dt.date(2026, 11, 3), id="closed"),
        pytest.param(WaveState.OPEN, dt.date(2026, 12, 1), id="over"),
    ],
)
def test_what_takes_no_answers_is_not_announced(
    open_survey: Installation, state: WaveState, day: dt.date
) -> None:
    open_survey.set_state(state)
    open_survey.go_to(day)

    assert cards(open_survey.client.get("/en/")) == []


def test_the_title_of_a_survey_is_text_and_never_markup(
    migrated_sqlite_url: str,
) -> None:
    odd = said("<i>A</i> & B", "<i>A</i> & B")
    with installation(migrated_sqlite_url) as place:
        with place.database.writing() as session:
            field_a_wave(
                session,
                slug="odd",
                details=some_details(asked_by=odd),
            )

        assert any("<i>A</i> & B" in card for card in cards(place.client.get("/en/")))


def test_without_a_database_production_does_not_say_that_nothing_is_open(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path}/none.sqlite3"
    settings = some_settings(environment="production", database_url=url)

    page = StrictClient(create_app(settings)).get("/en/")

    assert page.status >= 500
    assert "No consultation is open now" not in page.text


LEAVING = N_("Leave quickly")


def way_out(client: StrictClient, path: str = "/en/", because: str = "") -> str:
    page = client.get(path, lenient_because=because)
    (link,) = [a for a in page.document.iter("a") if text_of(a) == LEAVING]
    return link.attrib["href"]


def test_leaving_quickly_leads_to_a_page_without_a_brand(client: StrictClient) -> None:
    page = client.get(way_out(client))

    assert re.fullmatch(r"\w+ \d{4}", page.heading)
    assert "Talvera" not in page.response.text
    assert page.links() == []


def test_an_installation_may_choose_where_leaving_leads() -> None:
    settings = some_settings(quick_exit_url="https://weather.example/")
    client = StrictClient(create_app(settings))

    assert way_out(client, because="the way out leads to another site") == (
        "https://weather.example/"
    )


@pytest.mark.parametrize(
    "address",
    ["ftp://x.example", "javascript:x()", "https://", "weather.example", "https://a b"],
)
def test_a_way_out_that_is_no_page_is_refused(address: str) -> None:
    with pytest.raises(SettingsRefused):
        Settings.from_environment({"CONSULT_QUICK_EXIT_URL": address})


@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
def test_the_calendar_has_every_day_of_two_months(
    open_survey: Installation, tag: str
) -> None:
    page = open_survey.client.get(f"/{tag}/calendar")

    days = [text_of(cell) for cell in page.document.iter("td") if text_of(cell)]
    assert len(days) == 30 + 31
    assert days[0] == interface_for(tag).number(1)
    today = [c for c in page.document.iter("td") if c.attrib.get("aria-current")]
    assert [text_of(cell) for cell in today] == [interface_for(tag).number(3)]


def test_a_week_begins_as_it_does_where_the_language_is_spoken(
    open_survey: Installation,
) -> None:
    first = {
        tag: text_of(
            next(iter(open_survey.client.get(f"/{tag}/calendar").document.iter("th")))
        )
        for tag in ("en", "fr")
    }

    assert first == {"en": "Mo", "fr": "lu"}


@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
def test_what_is_kept_is_told_in_every_language(
    open_survey: Installation, tag: str
) -> None:
    page = open_survey.client.get(f"/{tag}/keeping")

    assert page.status == 200
    assert interface_for(tag).day(dt.date(2027, 6, 12)) in page.text
    assert f"/{tag}/keeping" in open_survey.client.get(f"/{tag}/").links()


def test_every_text_of_what_is_kept_comes_from_the_catalogue(
    pseudo_client: StrictClient,
) -> None:
    page = pseudo_client.get("/xx/keeping")

    left = re.sub(f"{OPENING}.*?{CLOSING}", "", page.text)
    for known in sorted(UNTRANSLATED, key=len, reverse=True):
        left = left.replace(known, "")
    assert left.strip() == ""

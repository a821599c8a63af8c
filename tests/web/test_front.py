import datetime as dt
import re

import pytest

from consult.app import create_app
from consult.errors import N_
from consult.i18n import LANGUAGES, interface_for
from consult.i18n.pseudo import CLOSING, OPENING
from consult.paths import static_folder
from consult.settings import INTERFACE_LOCALES
from consult.web.languages import offered_languages
from consult.web.render import Renderer
from consult.web.respond.pages import OpenConsultation
from consult.web.respond.routes import front_page
from consult.web.static_files import read_static_files
from tests.builders import some_settings
from tests.web.strict_client import (
    StrictClient,
    parsed,
    problems_of_document,
    text_of,
)

HEADING = N_("Say what matters to you")
UNTRANSLATED = {"Talvera", "–", "consult analyse"} | {
    language.endonym for language in LANGUAGES.values()
}


def an_open_consultation(title: str = "Safe ways to school") -> OpenConsultation:
    return OpenConsultation(
        title=title,
        summary="Tell us where a crossing is missing.",
        closes_on=dt.date(2026, 11, 30),
        minutes=3,
        languages=4,
        asked_by="the schools office",
        path="/en/c/safe-ways",
    )


def front_with(*consultations: OpenConsultation, tag: str = "en") -> str:
    settings = some_settings()
    files = read_static_files(static_folder())
    renderer = Renderer(settings, offered_languages(settings), files)
    page = front_page(renderer, interface_for(tag), lambda _tag: consultations)
    return page.get_data(as_text=True)


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


def test_an_open_consultation_says_until_when_how_long_and_who_asks() -> None:
    text = text_of(parsed(front_with(an_open_consultation())))

    assert "Open until 30 November 2026" in text
    assert "About 3 minutes" in text
    assert "4 languages" in text
    assert "Asked by the schools office" in text
    assert "No consultation is open now" not in text


@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
def test_a_page_with_consultations_is_sound(tag: str) -> None:
    page = front_with(an_open_consultation("A"), an_open_consultation("B"), tag=tag)

    assert list(problems_of_document(parsed(page))) == []


def test_only_the_first_consultation_has_the_filled_button() -> None:
    page = parsed(front_with(an_open_consultation("A"), an_open_consultation("B")))

    buttons = [
        link.attrib["class"]
        for link in page.iter("a")
        if "btn" in link.attrib.get("class", "")
    ]
    assert buttons == ["btn", "btn two"]

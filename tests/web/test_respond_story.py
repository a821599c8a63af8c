"""Somebody answers through pages alone, from the first to the receipt."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from consult.db.models import Draft, OpenAnswer, Response
from consult.i18n import LANGUAGES
from consult.services.receipts import Keys, Receipt
from consult.services.responding import forget
from consult.settings import INTERFACE_LOCALES
from tests.builders import SECRET
from tests.questionnaires import ANSWERS, LONGEST
from tests.web.answering import (
    ON_PAGES,
    Installation,
    agreed,
    installation,
    receipt_of,
    reviewing,
    thanked,
)
from tests.web.strict_client import Page, text_of

SEALED = {**ANSWERS, "TA03": "skip"}
CLEARED = '"cache", "storage"'


@pytest.fixture
def place(migrated_sqlite_url: str) -> Iterator[Installation]:
    with installation(migrated_sqlite_url) as found:
        yield found


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_whole_answer_raises_the_counts(place: Installation, tag: str) -> None:
    page = thanked(place.client, tag=tag)

    assert page.status == 200
    assert place.count(Response) == place.count(OpenAnswer) == 1
    assert place.count(Draft) == 0
    assert place.stored() == [SEALED]


def test_either_database_holds_an_answer_and_gives_it_back(database_url: str) -> None:
    with installation(database_url) as place:
        client = place.client
        code = receipt_of(thanked(client))
        assert place.stored() == [SEALED]

        held = client.press(client.get("/en/receipt"), {"code": code})
        client.press(held, button="Take it back")

        assert place.stored() == []


@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
def test_every_page_stands_the_strict_reader_in_every_language(
    place: Installation, tag: str
) -> None:
    page = thanked(place.client, tag=tag)

    assert page.document.attrib["lang"] == tag
    assert page.document.attrib["dir"] == LANGUAGES[tag].direction


def test_who_only_presses_continue_gets_through(place: Installation) -> None:
    client = place.client
    page = agreed(client)
    while page.path.rpartition("/")[2] != "thanks":
        page = client.press(page)

    assert place.stored() == [dict.fromkeys(SEALED, "skip") | {"C_OK": "yes"}]


def test_a_form_sent_without_any_button_goes_on(place: Installation) -> None:
    client = place.client
    page = agreed(client)
    for given in ({"TO1": "lamps"}, {}, {}, {}):
        answer = client.plain.post(page.path, data=given)
        page = client.get(answer.headers["Location"])
    answer = client.plain.post(page.path)

    assert answer.headers["Location"].endswith("/thanks")
    assert place.stored()[0]["TO1"] == "lamps"


def test_what_no_page_asks_is_passed_over(place: Installation) -> None:
    client = place.client
    page = agreed(client)
    for _ in range(2):
        page = client.press(page, {"TA01": "3", "nonsense": "x", "D_Q": "yes"})

    assert place.count(Draft) == 1
    while page.path.rpartition("/")[2] != "thanks":
        page = client.press(page)
    assert place.stored()[0]["TA01"] == "skip"


def test_the_first_page_stores_nothing(place: Installation) -> None:
    place.client.get("/en/c/trust")

    assert place.count(Draft) == 0


def test_who_declines_leaves_nothing_behind(place: Installation) -> None:
    client = place.client

    page = client.press(client.get("/en/c/trust"), {"C_OK": "no"})

    assert page.path == "/en/c/trust/no"
    assert page.heading == "Nothing was stored"
    assert place.count(Draft) == 0


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        pytest.param({}, "Choose yes or no.", id="nothing chosen"),
        pytest.param({"C_OK": ""}, "Choose yes or no.", id="empty"),
        pytest.param(
            {"C_OK": "maybe"},
            "This answer is not one of the choices. Choose one that is offered.",
            id="not offered",
        ),
    ],
)
def test_consent_has_to_be_said(
    place: Installation, given: dict[str, str], problem: str
) -> None:
    client = place.client
    first = client.get("/en/c/trust")

    page = client.press(first, given)

    assert page.status == 422
    assert page.problems() == [problem]
    assert page.title.startswith("Error: Before you start")
    assert page.filled()["nonce"] == first.filled()["nonce"]


def test_the_mark_of_the_wording_is_that_of_the_version(place: Installation) -> None:
    version = place.wave().version_id

    assert f"{version[:4]}·{version[4:8]}" in place.client.get("/en/c/trust").text


def test_a_page_that_was_open_for_days_is_made_anew_with_the_choice(
    place: Installation,
) -> None:
    client = place.client
    first = client.get("/en/c/trust")
    place.go_to(dt.date(2026, 11, 5))

    page = client.press(first, {"C_OK": "yes"})

    assert page.status == 422
    assert "press Continue once more" in page.text
    assert client.press(page).path.endswith("/worry")


@pytest.mark.parametrize("nonce", ["", "x", "739923.abc.def", "é" * 300])
def test_nobody_begins_without_the_form_of_ours(
    place: Installation, nonce: str
) -> None:
    answer = place.client.plain.post(
        "/en/c/trust", data={"C_OK": "yes", "nonce": nonce}
    )

    assert answer.status_code == 422
    assert place.count(Draft) == 0


def test_a_second_click_on_the_first_page_leads_to_the_same_draft(
    place: Installation,
) -> None:
    client = place.client
    first = client.get("/en/c/trust")

    pages = {client.press(first, {"C_OK": "yes"}).path for _ in range(3)}

    assert len(pages) == 1
    assert place.count(Draft) == 1


def test_two_people_get_two_drafts(place: Installation) -> None:
    client = place.client

    assert agreed(client).path != agreed(client).path
    assert place.count(Draft) == 2


def test_progress_is_told_in_words(place: Installation) -> None:
    client = place.client
    page = agreed(client)
    told = []
    for given in ON_PAGES:
        (steps,) = [
            e for e in page.document.iter("div") if e.attrib.get("class") == "steps"
        ]
        told.append(text_of(steps))
        page = client.press(page, given)

    assert told == [
        "Part 1 of 3: Your area – page 1 of 4",
        "Part 2 of 3: Trust – page 2 of 4",
        "Part 2 of 3: Trust – page 3 of 4",
        "Part 3 of 3: About you – page 4 of 4",
    ]


def test_going_back_keeps_what_was_typed_even_if_it_is_wrong(
    place: Installation,
) -> None:
    client = place.client
    page = agreed(client)
    page = client.press(page, {"TO1": "the lamps"})

    page = client.press(page, {"TR01": "3"}, button="Back")
    assert page.filled()["TO1"] == "the lamps"
    page = client.press(page, {"TO1": "x" * (LONGEST + 1)}, button="Skip this question")
    page = client.press(page)
    page = client.press(page, {"TA01": "2"}, button="Back")

    assert page.filled()["TR01"] == "3"


def test_the_first_page_after_consent_has_no_way_back(place: Installation) -> None:
    page = agreed(place.client)

    assert "Back" not in page.buttons()
    answer = place.client.plain.post(page.path, data={"go": "back"})
    assert answer.headers["Location"] == page.path


def test_skipping_leaves_the_question_empty(place: Installation) -> None:
    client = place.client
    page = agreed(client)

    page = client.press(page, {"TO1": "never mind"}, button="Skip this question")

    assert page.path.endswith("/people")
    assert client.get(page.path.replace("people", "worry")).filled()["TO1"] == ""


def test_a_chosen_answer_can_be_undone_by_skipping(place: Installation) -> None:
    client = place.client
    page = client.press(agreed(client))
    page = client.press(page, {"TR01": "3"})

    page = client.press(client.press(page, button="Back"), button="Skip this question")
    before = client.get(page.path.replace("actors", "people"))

    assert "TR01" not in before.filled()


def test_every_way_out_of_a_page_is_a_button_and_the_first_one_continues(
    place: Installation,
) -> None:
    client = place.client
    page = client.press(agreed(client))

    buttons = {
        text: (button.attrib["name"], button.attrib["value"])
        for text, button in page.buttons().items()
    }

    assert list(buttons)[:3] == ["Continue", "Back", "Skip this question"]
    assert list(buttons.values())[:3] == [("go", "on"), ("go", "back"), ("go", "skip")]
    assert set(list(buttons.values())[3:]) == {("go", "language")}


TOO_LONG = "lamps " * LONGEST


def test_an_answer_that_is_too_long_is_kept_and_explained(place: Installation) -> None:
    client = place.client

    page = client.press(agreed(client), {"TO1": TOO_LONG})

    over = len(TOO_LONG.strip()) - LONGEST
    assert page.status == 422
    assert page.problems() == [
        f"Your answer is {over:,} letters too long. Shorten it, or skip the question."
    ]
    assert page.title.startswith("Error: What worries you most")
    assert page.filled()["TO1"] == TOO_LONG
    assert client.get(page.path).filled()["TO1"] == TOO_LONG


def test_a_problem_is_linked_to_its_field_and_the_field_to_the_problem(
    place: Installation,
) -> None:
    page = place.client.press(agreed(place.client), {"TO1": TOO_LONG})

    (field,) = list(page.document.iter("textarea"))
    assert f"#{field.attrib['id']}" in page.links()
    assert field.attrib["aria-invalid"] == "true"
    explained = {
        e.attrib["id"]: text_of(e)
        for e in page.document.iter("p")
        if e.attrib.get("id") in field.attrib["aria-describedby"].split()
    }
    assert explained["e-TO1"] == f"✕ Problem: {page.problems()[0]}"


def test_each_problem_of_a_page_is_named_by_its_question(place: Installation) -> None:
    client = place.client
    page = agreed(client)
    for given in ON_PAGES[:-1]:
        page = client.press(page, given)

    page = client.press(page, {"D_GRP": ["youth", "none"], "D_Q": "perhaps"})

    assert page.status == 422
    assert [problem.partition(":")[0] for problem in page.problems()] == [
        "Do you feel part of any of these groups?",
        "May we use some of your words in the report?",
    ]
    assert page.filled().getlist("D_GRP") == ["youth", "none"]


def test_the_warning_stands_between_question_and_field(place: Installation) -> None:
    text = agreed(place.client).response.text

    assert (
        text.index("What worries you most")
        < text.index("Please do not write names.")
        < text.index("<textarea")
        < text.index("Is somebody in danger?")
    )


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("</textarea><b>x", id="markup"),
        pytest.param("\n\nlines at the top", id="lines at the top"),
        pytest.param("two\nlines", id="lines"),
        pytest.param("{{ 7 * 7 }} %(day)s", id="template"),
        pytest.param("قلق 🌾 \u202eabc", id="scripts and marks"),
        pytest.param(" spaces around ", id="spaces"),
    ],
)
def test_what_is_typed_comes_back_as_it_is(place: Installation, typed: str) -> None:
    client = place.client
    page = client.press(agreed(client), {"TO1": typed})

    shown = client.get(page.path.replace("people", "worry"))

    assert shown.filled()["TO1"] == typed
    review = client.get(page.path.replace("people", "review"))
    assert " ".join(typed.split()) in review.text


def test_the_review_shows_every_answer_in_words(place: Installation) -> None:
    page = reviewing(place.client)

    terms = [text_of(e) for e in page.document.iter("dt")]
    given = [text_of(e) for e in page.document.iter("dd")][::2]
    assert dict(zip(terms, given, strict=True)) == {
        "Biggest worry": ANSWERS["TO1"],
        "In general, how much do you trust most people?": "Quite a lot",
        "Your town council": "A little",
        "The police who work here": "I don’t know",
        "The national government": "You left this empty",
        "Do you feel part of any of these groups?": "A youth groupA women’s group",
        "May we use some of your words in the report?": "Yes",
    }


def test_an_answer_can_be_changed_from_the_review(place: Installation) -> None:
    client = place.client
    page = reviewing(client)
    change = next(path for path in page.links() if path.endswith("/people"))

    client.press(client.get(change), {"TR01": "0"})
    client.press(client.get(page.path))

    assert place.stored()[0]["TR01"] == "0"


def test_the_review_leads_back_to_the_last_page(place: Installation) -> None:
    client = place.client

    assert client.press(reviewing(client), button="Back").path.endswith("/about")


def test_what_is_wrong_is_found_again_at_the_end(place: Installation) -> None:
    client = place.client
    page = agreed(client)
    client.plain.post(page.path, data={"TO1": TOO_LONG, "go": "back"})

    page = client.press(client.get(page.path.replace("worry", "review")))

    assert page.status == 422
    assert page.title.startswith("Error: Look at your answers")
    assert page.problems()[0].startswith("Biggest worry: Your answer is")
    assert place.count(Response) == 0
    (link,) = [path for path in page.links() if "#q-TO1" in path]
    explained = client.get(link)
    assert explained.problems()
    assert explained.filled()["TO1"] == TOO_LONG


CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4}")


def test_the_code_is_in_words_before_and_marked_after_sending(
    place: Installation,
) -> None:
    client = place.client
    review = reviewing(client)
    assert "data-receipt" not in review.response.text
    promised = CODE.search(review.text)

    page = client.press(review)

    assert promised
    assert receipt_of(page) == promised[0]
    assert promised[0] in page.text


def test_the_code_is_shown_in_the_digits_of_the_reader(place: Installation) -> None:
    page = thanked(place.client, tag="ar")

    western = receipt_of(page)
    arabic = western.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert CODE.fullmatch(western)
    assert arabic in page.text
    assert western not in page.text


def test_a_second_click_on_send_neither_doubles_nor_loses(place: Installation) -> None:
    client = place.client
    review = reviewing(client)

    receipts = {receipt_of(client.press(review)) for _ in range(3)}

    assert len(receipts) == 1
    assert place.count(Response) == 1


def test_a_lost_reply_is_made_good_by_sending_again(place: Installation) -> None:
    client = place.client
    review = reviewing(client)
    client.plain.post(review.path)  # the answer never arrives

    page = client.press(review)

    assert place.count(Response) == 1
    keys = Keys(SECRET)
    receipt = Receipt(receipt_of(page).replace(" ", ""))
    with place.database.reading() as session:
        stored = session.query(Response.receipt_hash).one()[0]
    assert keys.hash_of(receipt) == stored


def test_every_address_of_a_sent_draft_leads_to_the_receipt(
    place: Installation,
) -> None:
    client = place.client
    page = thanked(client)

    for name in ("worry", "about", "review"):
        again = client.plain.get(page.path.replace("thanks", name))
        assert again.status_code == 303
        assert again.headers["Location"] == page.path


def test_the_first_page_of_a_sent_draft_leads_to_the_receipt(
    place: Installation,
) -> None:
    client = place.client
    first = client.get("/en/c/trust")
    page = client.press(first, {"C_OK": "yes"})
    for given in ON_PAGES:
        page = client.press(page, given)
    page = client.press(page)

    assert client.press(first, {"C_OK": "yes"}).path == page.path


def test_thanks_before_sending_lead_to_the_review(place: Installation) -> None:
    client = place.client
    page = agreed(client)

    answer = client.plain.get(page.path.replace("worry", "thanks"))

    assert answer.headers["Location"].endswith("/review")


def test_the_road_has_the_days_of_this_survey(place: Installation) -> None:
    text = thanked(place.client).text

    for day in ("30 November 2026", "26 February 2027", "12 June 2027"):
        assert day in text


def test_a_cleared_phone_knows_nothing_any_more(place: Installation) -> None:
    client = place.client
    page = thanked(client)

    cleared = client.press(page)

    assert cleared.heading == "This phone is cleared"
    assert cleared.response.headers["Clear-Site-Data"] == CLEARED
    assert client.get(page.path).status == 404
    assert place.count(Response) == 1


def test_clearing_again_says_the_same(place: Installation) -> None:
    client = place.client
    page = thanked(client)
    client.press(page)

    assert client.press(page).heading == "This phone is cleared"


def test_nothing_is_cleared_before_it_is_sent(place: Installation) -> None:
    client = place.client
    review = reviewing(client)

    answer = client.plain.post(review.path.replace("review", "thanks"))

    assert answer.headers["Location"] == review.path
    assert place.count(Draft) == 1


@pytest.mark.parametrize("go", ["next", "withdraw", "skip"])
def test_only_the_button_that_sends_sends(place: Installation, go: str) -> None:
    client = place.client
    review = reviewing(client)

    answer = client.plain.post(review.path, data={"go": go})

    assert answer.headers["Location"] == review.path
    assert place.count(Response) == 0


def test_who_comes_back_to_say_no_takes_the_draft_away(place: Installation) -> None:
    client = place.client
    first = client.get("/en/c/trust")
    page = client.press(first, {"C_OK": "yes"})
    client.press(page, {"TO1": "never mind"})

    client.press(first, {"C_OK": "no"})

    assert place.count(Draft) == 0
    assert client.get(page.path).status == 404


def test_the_next_person_starts_anew_on_a_cleared_phone(place: Installation) -> None:
    client = place.client
    page = thanked(client)

    answer = client.plain.post(page.path, data={"go": "next"})

    assert answer.headers["Location"] == "/en/c/trust"
    assert answer.headers["Clear-Site-Data"] == CLEARED
    assert client.get(page.path).status == 404


def test_going_back_after_clearing_does_not_mix_two_people(
    place: Installation,
) -> None:
    client = place.client
    first = client.get("/en/c/trust")
    page = client.press(first, {"C_OK": "yes"})
    token = page.path.split("/")[4]
    ticket = Keys(SECRET).ticket_of(token)  # type: ignore[arg-type] # as it stands in the address
    for given in ON_PAGES:
        page = client.press(page, given)
    client.press(page)
    with place.database.writing() as session:
        forget(session, ticket=ticket)

    again = client.press(first, {"C_OK": "yes"})

    assert again.path == "/en/c/trust"
    assert again.filled()["nonce"] != first.filled()["nonce"]


@pytest.mark.parametrize("name", ["worry", "review", "thanks", "consent", "nothing"])
@pytest.mark.parametrize("token", ["x" * 26, "é", "..%2f", "0"])
def test_an_address_of_nobody_has_no_page(
    place: Installation, token: str, name: str
) -> None:
    path = f"/en/c/trust/{token}/{name}"

    assert place.client.get(path).status == 404


@pytest.mark.parametrize("name", ["nothing", "consent", "WORRY"])
def test_a_draft_has_its_own_pages_only(place: Installation, name: str) -> None:
    client = place.client
    path = agreed(client).path.replace("worry", name)

    assert client.get(path).status == 404
    assert client.post(path, {}).status == 404


@pytest.mark.parametrize("slug", ["nothing", "TRUST", "trust ", "é", "about-trust"])
def test_a_survey_that_is_not_there_has_no_page(place: Installation, slug: str) -> None:
    assert place.client.get(f"/en/c/{slug}").status == 404


def test_no_page_sets_or_needs_a_cookie(place: Installation) -> None:
    client = place.client
    pages: list[Page] = [client.get("/en/c/trust"), agreed(client), thanked(client)]

    for page in pages:
        assert "Set-Cookie" not in page.response.headers
        assert page.response.headers["Cache-Control"] == "no-store"

import string
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.ids import READABLE
from consult.services.receipts import (
    Keys,
    Nonce,
    Receipt,
    Token,
    UnreadableReceipt,
    in_groups,
    read_receipt,
)
from tests.builders import SECRET

TODAY = date(2026, 11, 3)
KEYS = Keys(SECRET)
OTHER_KEYS = Keys(SECRET[::-1])
NONCE = KEYS.new_nonce(about="trust", today=TODAY)
ARABIC = str.maketrans(string.digits, "٠١٢٣٤٥٦٧٨٩")
BENGALI = str.maketrans(string.digits, "০১২৩৪৫৬৭৮৯")

receipts = st.text(string.digits, min_size=16, max_size=16).map(Receipt)


def test_a_nonce_of_ours_is_accepted() -> None:
    assert KEYS.accepts(NONCE, about="trust", today=TODAY)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_nonce_lasts_until_the_next_day_ends(days: int) -> None:
    assert KEYS.accepts(NONCE, about="trust", today=TODAY + timedelta(days))


@pytest.mark.parametrize("days", [-2, 2, 400])
def test_a_nonce_of_another_time_is_refused(days: int) -> None:
    assert not KEYS.accepts(NONCE, about="trust", today=TODAY + timedelta(days))


def test_a_nonce_serves_one_survey_and_one_installation() -> None:
    assert not KEYS.accepts(NONCE, about="needs", today=TODAY)
    assert not OTHER_KEYS.accepts(NONCE, about="trust", today=TODAY)


@given(st.text())
def test_a_nonce_of_somebody_else_is_refused(made_up: str) -> None:
    assert not KEYS.accepts(made_up, about="trust", today=TODAY)


@given(st.integers(0, len(NONCE) - 1), st.sampled_from("0aZ.é٣"))
def test_a_changed_nonce_is_refused(place: int, sign: str) -> None:
    changed = NONCE[:place] + sign + NONCE[place + 1 :]

    assert KEYS.accepts(changed, about="trust", today=TODAY) == (changed == NONCE)


def test_two_people_never_get_the_same_nonce() -> None:
    nonces = {KEYS.new_nonce(about="trust", today=TODAY) for _ in range(1_000)}

    assert len(nonces) == 1_000


def test_the_same_nonce_gives_the_same_ticket() -> None:
    assert KEYS.ticket_for(NONCE) == KEYS.ticket_for(NONCE)
    assert KEYS.ticket_for(NONCE) == KEYS.ticket_of(KEYS.ticket_for(NONCE).token)


@given(st.text(READABLE, min_size=26, max_size=26))
def test_a_ticket_has_the_shape_people_are_told(token: str) -> None:
    ticket = KEYS.ticket_of(Token(token))

    assert len(ticket.receipt) == 16
    assert set(ticket.receipt) <= set(string.digits)
    assert len(ticket.token_hash) == len(ticket.receipt_hash) == 64


def test_what_is_stored_tells_neither_the_token_nor_the_receipt() -> None:
    ticket = KEYS.ticket_for(NONCE)
    stored = ticket.token_hash + ticket.receipt_hash

    assert ticket.token not in stored
    assert ticket.receipt not in stored
    assert OTHER_KEYS.hash_of(ticket.receipt) != ticket.receipt_hash


def test_a_token_has_26_signs_and_differs_from_nonce_to_nonce() -> None:
    tokens = {KEYS.ticket_for(Nonce(str(number))).token for number in range(1_000)}

    assert len(tokens) == 1_000
    assert all(len(token) == 26 and set(token) <= set(READABLE) for token in tokens)


def test_the_signing_key_is_not_shown() -> None:
    assert SECRET not in repr(KEYS)


@given(receipts, st.sampled_from([{}, ARABIC, BENGALI]))
def test_a_code_is_read_in_the_digits_of_any_script(
    receipt: Receipt, script: dict[int, int]
) -> None:
    assert read_receipt(in_groups(receipt).translate(script)) == receipt


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("1234567812345678", id="in one"),
        pytest.param(" 1234 5678\t1234 5678\n", id="spaces"),
        pytest.param("1234-5678-1234-5678", id="hyphens"),
        pytest.param("1234.5678/1234–5678", id="other signs"),
        pytest.param("\u200f1234\u20695678\xa012345678", id="direction marks"),
        pytest.param("1234٥٦٧٨१२३४5678", id="three scripts"),
    ],
)
def test_spaces_and_signs_in_a_code_do_not_matter(typed: str) -> None:
    assert read_receipt(typed) == "1234567812345678"


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("1234 5678 1234 567", 15, id="one too few"),
        pytest.param("1234 5678 1234 56789", 17, id="one too many"),
        pytest.param("1234 5678 1234 567B", 15, id="a letter"),
        pytest.param("x1234567812345678", 16, id="a letter too many"),
        pytest.param("²234567812345678", 15, id="a raised digit"),
    ],
)
def test_another_number_of_digits_is_told(typed: str, digits: int) -> None:
    with pytest.raises(UnreadableReceipt) as refusal:
        read_receipt(typed)

    assert refusal.value.params == {"wanted": 16, "typed": digits}


def test_a_code_is_shown_in_groups_of_four() -> None:
    assert in_groups(Receipt("1234567890123456")) == "1234 5678 9012 3456"

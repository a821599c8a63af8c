import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.normalise import aligned_form, digit_values, matching_form, without_accents


@pytest.mark.parametrize(
    ("written", "form"),
    [
        pytest.param("WATER", "water", id="case"),
        pytest.param("Straße", "strasse", id="sharp s"),
        pytest.param("İSTANBUL IŞIK", "istanbul işik", id="Turkish i"),
        pytest.param("ｆｕｌｌ　ｗｉｄｔｈ", "full width", id="full width"),
        pytest.param("sooooo   goood", "soo good", id="repeated letters and spaces"),
        pytest.param("1000000", "1000000", id="repeated digits stay"),
        pytest.param("l’eau “propre” – oui", 'l\'eau "propre" - oui', id="quotes"),
        pytest.param("don´t", "don't", id="accent as apostrophe"),
        pytest.param("المدرســـة", "المدرسه", id="tatweel and ta marbuta"),
        pytest.param("أَوْلاً", "اولا", id="vowel marks and hamza"),
        pytest.param("کی یہ", "كي يه", id="Persian and Urdu letters"),
        pytest.param("می‌خواهیم", "مي خواهيم", id="non-joiner is a space in Persian"),
        pytest.param("क्‌ष", "क्ष", id="non-joiner is nothing in Devanagari"),
        pytest.param("\u202bماء\u202c", "ماء", id="direction controls"),
        pytest.param("ሥራ ውኃ ዓመት", "ስራ ውሀ አመት", id="Amharic homophones"),
        pytest.param("٠٧٩ ۰۹۱ ০১ ०९ ፩፪", "079 091 01 09 12", id="digits"),
        pytest.param("पानी नहीं", "पानी नहीं", id="Devanagari stays"),
        pytest.param("ज़रूरी ਖ਼ਬਰ", "जरूरी ਖਬਰ", id="dots below that phones lack"),
        pytest.param("हाँ", "हां", id="signs of a nasal vowel"),
        pytest.param("干净的水", "干净的水", id="ideographs stay"),
    ],
)
def test_spellings_of_one_word_meet(written: str, form: str) -> None:
    assert matching_form(written) == form


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_matching_form_is_stable(text: str) -> None:
    form = matching_form(text)

    assert matching_form(form) == form


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Lo"))))
def test_no_letter_of_any_script_is_lost(text: str) -> None:
    kept = [letter for letter in matching_form(text) if not letter.isspace()]

    assert bool(kept) == bool(text.strip("\u0640"))


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_aligned_form_keeps_every_position(text: str) -> None:
    assert len(aligned_form(text)) == len(text)


def test_aligned_form_compares_without_case_accents_and_script_of_digits() -> None:
    assert aligned_form("TÉL: ٠٧٩\u00a0١٢‑٣\r") == "tel: 079 12-3\n"


def test_every_decimal_digit_has_its_value() -> None:
    values = digit_values()

    assert all(
        values[code] == str(unicodedata.decimal(chr(code)))
        for code in values
        if unicodedata.category(chr(code)) == "Nd"
    )
    assert values[ord("፱")] == "9"


@pytest.mark.parametrize(
    ("form", "plain"),
    [
        pytest.param("não sé où", "nao se ou", id="Latin"),
        pytest.param("đường", "duong", id="Vietnamese"),
        pytest.param("ещё мой", "еще мои", id="Cyrillic"),
        pytest.param("पानी नहीं", "पानी नहीं", id="vowel signs are no accents"),
    ],
)
def test_accents_go_and_vowel_signs_stay(form: str, plain: str) -> None:
    assert without_accents(form) == plain

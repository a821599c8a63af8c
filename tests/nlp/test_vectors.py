from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.errors import MissingResource
from nlp.morphology import StemIndex, related, stems
from nlp.normalise import matching_form
from nlp.tokens import tokens
from nlp.training.vectors_sources import LANGUAGES
from nlp.vectors import embed, shared_languages
from nlp.word_table import WORDS_FILE, load_words

WATER = {
    "en": "the well is dry and we have no drinking water",
    "fr": "le puits est à sec et nous n'avons pas d'eau potable",
    "ar": "البئر جافة وليس لدينا مياه للشرب",
    "sw": "kisima kimekauka na hatuna maji ya kunywa",
    "ha": "rijiya ta bushe ba mu da ruwan sha",
    "hi": "कुआँ सूख गया है और पीने का पानी नहीं है",
    "tr": "kuyu kurudu ve içme suyumuz yok",
}
POLICE = {
    "en": "the police treat young people badly",
    "fr": "la police traite mal les jeunes",
    "ar": "الشرطة تعامل الشباب بشكل سيئ",
    "sw": "polisi wanawatendea vijana vibaya",
    "ha": "'yan sanda suna wulakanta matasa",
    "hi": "पुलिस युवाओं के साथ बुरा व्यवहार करती है",
    "tr": "polis gençlere kötü davranıyor",
}


def vectors(texts: dict[str, str]) -> dict[str, np.ndarray]:
    return {
        tag: embed([text], [tag]).vectors[0].astype(float)
        for tag, text in texts.items()
    }


@pytest.mark.parametrize("language", sorted(set(WATER) - {"en"}))
def test_translations_are_nearer_than_other_statements(language: str) -> None:
    water, police = vectors(WATER), vectors(POLICE)

    assert water[language] @ water["en"] > water[language] @ police["en"] + 0.2
    assert police[language] @ police["en"] > police[language] @ water["en"] + 0.2


def test_file_is_below_25_megabytes() -> None:
    assert WORDS_FILE.stat().st_size < 25_000_000


def test_table_holds_the_languages_it_promises() -> None:
    assert sorted(LANGUAGES) == list(load_words().languages)


@pytest.mark.parametrize(
    ("language", "word", "known"),
    [
        ("sw", "walimu", "mwalimu"),
        ("ar", "والمدرسه", "مدرسه"),
        ("tr", "okullarımızda", "okul"),
        ("de", "krankenhausbetten", "krankenhaus"),
        ("ru", "больницами", "больница"),
        ("es", "hospitales", "hospital"),
        ("uk", "лікарнями", "лікарня"),
        ("pl", "szpitalach", "szpital"),
        ("ta", "மருத்துவமனைகளில்", "மருத்துவமனை"),
        ("uz", "maktablarimizda", "maktab"),
        ("zu", "esikoleni", "isikole"),
        ("ko", "버스가", "버스"),
        ("cs", "nemocnicích", "nemocnice"),
    ],
)
def test_inflected_words_are_found(language: str, word: str, known: str) -> None:
    found, lemma = load_words().vectors(
        [matching_form(word), matching_form(known)], language
    )

    assert found @ lemma > 0.5 * np.linalg.norm(found) * np.linalg.norm(lemma)


def test_unknown_word_has_no_vector() -> None:
    assert not load_words().vectors(["zzqxv"], "en").any()


def test_word_that_nobody_knows_learns_from_the_statements_it_stands_in() -> None:
    texts = [
        "zzqxv water pipe broken",
        "zzqxv water well dry",
        "zzqxv drinking water gone",
        "police beat young men",
        "officers shout at the boys",
        "zzqxv",
    ]
    found = embed(texts, ["en"] * len(texts)).vectors

    assert found[5] @ found[0] > found[5] @ found[3] + 0.3


def test_word_that_nobody_knows_learns_from_the_questions_translations() -> None:
    parallel = [{"en": "water", "sw": "zzqxv"}, {"en": "drinking water", "sw": "zzqxv"}]
    texts = ["zzqxv", "maji", "polisi"]
    found = embed(texts, ["sw"] * 3, parallel=parallel).vectors

    assert found[0] @ found[1] > found[0] @ found[2]


def test_statement_without_known_words_is_zero_and_says_so() -> None:
    found = embed(["zzqxv qqqzx"], ["en"])

    assert not found.vectors.any()
    assert found.coverage.tolist() == [0.0]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(WATER))))
def test_order_of_statements_plays_no_part(order: list[int]) -> None:
    tags = sorted(WATER)
    plain = embed([WATER[tag] for tag in tags], tags).vectors
    moved = embed([WATER[tags[i]] for i in order], [tags[i] for i in order]).vectors

    np.testing.assert_array_equal(moved, plain[order])


@given(st.text(max_size=40), st.sampled_from(["en", "am", "xx", "sw"]))
def test_any_text_has_a_vector_of_length_one_or_zero(text: str, tag: str) -> None:
    vector = embed([text], [tag]).vectors[0]

    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5) or not vector.any()


def test_languages_that_borrow_are_shared_where_their_words_are_found() -> None:
    said = {
        "en": "the road is dark",
        "fr-CA": "la route",
        "hy": "ճանապարհը մութ է",
        "su": "air bersih dan sekolah",  # as in Indonesian, which lends
        "xx": "road",
    }
    documents = [tokens(text, tag) for tag, text in said.items()]
    strange = [*documents, tokens("zzqxv brrgh", "bjn")]

    assert shared_languages(documents, list(said)) == {"en", "fr-CA", "su"}
    assert "bjn" not in shared_languages(strange, [*said, "bjn"])
    assert related("ms") == ("id",)


def test_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.bin"
    path.write_bytes(b"something else altogether, but long enough")

    with pytest.raises(MissingResource):
        load_words(path)


@given(st.text(alphabet="abkintuwm", min_size=3, max_size=12))
def test_stems_are_parts_of_the_word_longest_first(word: str) -> None:
    found = stems(word, "sw")

    assert found[0] == word
    assert all(stem in word for stem in found)
    assert all(len(a) >= len(b) for a, b in pairwise(found))


def test_compound_is_led_back_to_its_parts() -> None:
    index = StemIndex(["kinder", "garten", "platz"], "de")

    assert index.find("gartensplatz") == (1, 2)


def test_document_names_the_file_that_is_shipped() -> None:
    document = Path(__file__).parents[2] / "docs" / "vectors.md"
    found = sha256(WORDS_FILE.read_bytes()).hexdigest()

    assert found in document.read_text(encoding="utf-8")

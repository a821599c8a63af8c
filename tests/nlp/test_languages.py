import tomllib
from importlib.resources import files

import pytest

from nlp.errors import MissingResource
from nlp.languages import _read, available, load, primary_subtag
from nlp.languages.scripts import main_script, script_of, scripts_of
from nlp.languages.words import word_count, word_spans, words
from nlp.normalise import matching_form

ASKED_FOR = {
    "am", "ar", "bn", "de", "en", "es", "fa", "fr", "ha", "hi", "id", "it", "ms", "nl", "pt",
    "ru", "so", "sw", "tl", "tr", "ur", "vi", "zh",
}  # fmt: skip
PACKS = available()


def test_every_language_asked_for_has_a_pack() -> None:
    assert set(PACKS) >= ASKED_FOR


@pytest.mark.parametrize("tag", PACKS)
def test_pack_says_who_wrote_it_and_under_which_terms(tag: str) -> None:
    pack = load(tag)

    assert pack.tag == tag
    assert pack.review == "Drafted by machine, not yet reviewed by a speaker."
    assert pack.licence == "Apache-2.0"
    assert pack.name
    assert pack.endonym
    assert pack.scripts


@pytest.mark.parametrize("tag", PACKS)
def test_pack_has_the_lists_every_stage_needs(tag: str) -> None:
    pack = load(tag)

    assert len(pack.function_words) >= 60
    assert len(pack.negators) >= 7
    assert len(pack.non_answers) >= 15
    assert pack.polite
    assert pack.contrastive
    assert pack.additive
    assert pack.contact_words
    assert pack.id_words


@pytest.mark.parametrize("tag", PACKS)
def test_word_lists_are_in_matching_form_and_without_repetition(tag: str) -> None:
    pack = load(tag)

    for words_of in (pack.function_words, pack.cue_words, pack.negators, pack.polite):
        assert all(word == matching_form(word) for word in words_of)
        assert len(set(words_of)) == len(words_of)


@pytest.mark.parametrize("tag", PACKS)
def test_words_are_written_in_a_script_of_the_language(tag: str) -> None:
    pack = load(tag)

    assert set(pack.scripts) == set(scripts_of(tag)) & set(pack.scripts)
    for word in pack.function_words:
        assert main_script(word) in pack.scripts


@pytest.mark.parametrize("tag", PACKS)
def test_everyday_words_are_no_function_words_of_a_label(tag: str) -> None:
    pack = load(tag)
    essential = {
        "en": ("water", "jobs", "police"),
        "fr": ("eau", "emploi", "police"),
        "sw": ("maji", "ajira", "polisi"),
        "ar": ("ماء", "وظائف", "الشرطة"),
    }

    assert not set(essential.get(tag, ())) & set(pack.function_words)


def test_region_and_script_subtags_lead_to_the_language() -> None:
    assert primary_subtag("pt-BR") == "pt"
    assert load("zh-Hant").tag == "zh"
    assert load("EN_gb").name == "English"


def test_language_without_a_pack_gets_an_empty_one() -> None:
    pack = load("xx")

    assert pack.tag == "xx"
    assert pack.function_words == ()
    assert pack.non_answers == ()


def test_unreadable_pack_is_named() -> None:
    resource = files("nlp.languages").joinpath("en", "no-such-file.toml")

    with pytest.raises(MissingResource, match=r"no-such-file\.toml"):
        _read(resource)


def test_packs_hold_known_keys_only() -> None:
    for tag in PACKS:
        text = files("nlp.languages").joinpath(tag, "pack.toml").read_text("utf-8")
        assert tomllib.loads(text)["tag"] == tag


@pytest.mark.parametrize(
    ("text", "script"),
    [
        pytest.param("water", "Latn", id="Latin"),
        pytest.param("đường phố", "Latn", id="Vietnamese"),
        pytest.param("ماء water ok نظيف جدا", "Arab", id="more Arabic than Latin"),
        pytest.param("हमें पानी", "Deva", id="Devanagari"),
        pytest.param("我们需要 clean water", "Hani", id="ideographs weigh more"),
        pytest.param("水道の水がきれい", "Kana", id="kana decides"),
        pytest.param("ውሃ", "Ethi", id="Ethiopic"),
        pytest.param("👍 12 …", None, id="no letter"),
    ],
)
def test_main_script_of_a_text(text: str, script: str | None) -> None:
    assert main_script(text) == script


def test_unlisted_script_is_common() -> None:
    assert script_of("ᐁ") == "Zyyy"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("don't l’eau", ["don't", "l’eau"], id="apostrophes"),
        pytest.param("हमें पानी नहीं", ["हमें", "पानी", "नहीं"], id="Devanagari"),
        pytest.param("বিদ্যুৎ নেই", ["বিদ্যুৎ", "নেই"], id="Bengali"),
        pytest.param("a_b c-d", ["a", "b", "c", "d"], id="underscore and hyphen"),
        pytest.param("أَوْلاً ثم", ["أَوْلاً", "ثم"], id="pointed Arabic"),
        pytest.param("!!! …", [], id="no word"),
    ],
)
def test_words_keep_their_marks(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert [text[span.start : span.end] for span in word_spans(text)] == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("we need water", 3, id="spaces"),
        pytest.param("我们需要水", 2, id="two ideographs a word"),
        pytest.param("水", 1, id="one ideograph"),
        pytest.param("น้ำไม่สะอาด", 3, id="three clusters a word"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_words_are_counted_in_every_script(text: str, count: int) -> None:
    assert word_count(text) == count

import pytest

from nlp.documents import (
    STATEMENTS,
    blank_pipeline,
    documents,
    pipeline_language,
)
from nlp.segment import split
from nlp.tokens import tokens


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        pytest.param(
            "en",
            "I don't HAVE water!",
            ["i", "don't", "have", "water"],
            id="negation stays",
        ),
        pytest.param(
            "fr",
            "L’eau n’est pas là",
            ["l'", "eau", "n'", "est", "pas", "là"],
            id="elision",
        ),
        pytest.param("it", "Dell'acqua", ["dell'", "acqua"], id="elision in Italian"),
        pytest.param("ha", "'yan sanda", ["yan", "sanda"], id="Hausa"),
        pytest.param(
            "so", "shaqo la'aan", ["shaqo", "la'aan"], id="apostrophe inside a word"
        ),
        pytest.param("id", "anak-anak", ["anak", "anak"], id="reduplication"),
        pytest.param("hi", "हमें पानी नहीं", ["हमें", "पानी", "नहीं"], id="vowel signs"),
        pytest.param("ar", "الماء مقطوعٌ", ["الماء", "مقطوع"], id="Arabic"),
        pytest.param(
            "zh",
            "干净的水",
            ["干", "净", "的", "水", "干净", "净的", "的水"],
            id="ideographs",
        ),
        pytest.param("th", "น้ำดี", ["น้ํา", "าดี"], id="Thai pairs"),
        pytest.param("ja", "水abcがき", ["水", "abc", "がき"], id="mixed run"),
        pytest.param(
            "en", "call [phone] or [id_number]", ["call", "or"], id="placeholders"
        ),
        pytest.param("en", "👍 …", [], id="no word"),
    ],
)
def test_tokens_for_features(language: str, text: str, found: list[str]) -> None:
    assert tokens(text, language) == found


@pytest.mark.parametrize(
    ("tag", "rules"),
    [
        pytest.param("en-GB", "en", id="region"),
        pytest.param("no", "nb", id="alias"),
        pytest.param("sw", "xx", id="unknown to spaCy"),
        pytest.param("ja", "xx", id="needs a package"),
        pytest.param("und", "xx", id="undetermined"),
    ],
)
def test_rules_of_spacy_that_read_a_language(tag: str, rules: str) -> None:
    assert pipeline_language(tag) == rules


@pytest.mark.parametrize("tag", ["en", "ar", "zh", "hi", "sw", "th", "vi", "ko"])
def test_documents_carry_the_statements_of_the_splitter(tag: str) -> None:
    text = "Water is dirty. The road is bad; nobody comes here."

    (document,) = documents([text], language=tag)

    spans = [(span.start_char, span.end_char) for span in document.spans[STATEMENTS]]
    assert spans == [(span.start, span.end) for span in split(text, language=tag)]
    assert "".join(token.text_with_ws for token in document) == text


def test_sentences_of_a_document_are_its_statements() -> None:
    text = "No water here! Roads are bad."

    (document,) = documents([text], language="en")

    assert [sentence.text for sentence in document.sents] == [
        "No water here!",
        "Roads are bad.",
    ]


def test_contractions_are_parted_by_the_rules_of_the_language() -> None:
    (document,) = documents(["We can't pay"], language="en")

    assert [token.text for token in document] == ["We", "ca", "n't", "pay"]


def test_pipelines_are_built_once() -> None:
    assert blank_pipeline("en") is blank_pipeline("en")


@pytest.mark.parametrize("text", ["", " ", "\u200b", "👍"])
def test_documents_without_words_are_read(text: str) -> None:
    (document,) = documents([text], language="en")

    assert document.text == text

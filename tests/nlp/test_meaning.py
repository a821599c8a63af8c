"""Understood: our own words alone, or beside an encoder given from outside."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nlp.encoder import SentenceEncoder, fingerprint
from nlp.errors import NlpError
from nlp.meaning import Understanding, is_mixed
from nlp.pipeline import analyse, prepare
from nlp.recipe import Recipe
from nlp.statements import Answer
from nlp.tokens import tokens
from tests.golden.corpora import planted

TEXTS = ["The road is dark.", "No lamps in my street.", "Bread is too expensive."]


class Lengths:
    """Knows nothing but how long a text is; stands for somebody's own encoder."""

    fingerprint = "lengths"

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        turned = [len(text) / 50.0 for text in texts]
        return np.column_stack([np.cos(turned), np.sin(turned)]).astype(np.float32)


def documents() -> list[list[str]]:
    return [tokens(text, "en") for text in TEXTS]


def test_our_own_words_group_where_there_is_no_encoder() -> None:
    found = Understanding().read(documents(), ["en"] * 3, ())

    assert np.array_equal(found.grouping, found.shared)
    assert found.tongues.tolist() == [0, 0, 0]


def test_language_nobody_knows_has_no_columns() -> None:
    found = Understanding().read([["zzqxv"], ["qqzzx"]], ["qaa", "qaa"], ())

    assert found.shared.shape == (2, 0)


def test_encoder_groups_alone_where_one_language_leads() -> None:
    found = Understanding(encoder=Lengths()).read(documents(), ["en"] * 3, TEXTS)

    assert found.grouping.shape == (3, 2)
    assert found.shared.shape[1] > 2
    assert np.linalg.norm(found.grouping, axis=1) == pytest.approx(np.ones(3))


def test_our_own_words_stand_beside_an_encoder_where_languages_are_mixed() -> None:
    words = [*documents(), tokens("La route est sombre.", "fr")]
    texts = [*TEXTS, "La route est sombre."]

    found = Understanding(encoder=Lengths()).read(words, ["en"] * 3 + ["fr"], texts)

    assert is_mixed(found.tongues)
    assert found.grouping.shape[1] == found.shared.shape[1] + 2


def test_analysis_goes_by_the_encoder_it_is_given() -> None:
    recipe = Recipe(concerns=4)
    answers = [
        Answer(str(place), each.text, "en") for place, each in enumerate(planted("en"))
    ]
    prepared = prepare(answers, recipe, languages=["en"])

    plain = analyse(prepared, recipe)
    other = analyse(prepared, recipe, understanding=Understanding(encoder=Lengths()))

    assert [each.assignments for each in plain.statements] != [
        each.assignments for each in other.statements
    ]


def test_folder_without_an_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NlpError) as refused:
        SentenceEncoder(tmp_path / "nothing")

    assert refused.value.code in {"N202", "N203"}


def test_fingerprint_changes_with_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    first = fingerprint(tmp_path)
    (tmp_path / "a").write_bytes(b"two")
    second = fingerprint(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")

    assert len({first, second, fingerprint(tmp_path)}) == 3

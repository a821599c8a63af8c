import json
from pathlib import Path

import numpy as np
import pytest

from nlp.training.vectors_fit import (
    Learnt,
    Meanings,
    find_space,
    learn_language,
)
from nlp.training.vectors_frequency import inflected
from nlp.training.vectors_pack import pack
from nlp.training.vectors_sources import Concepts, frequent_words
from nlp.training.vectors_teacher import SIZE, Teacher
from nlp.word_table import load_words

RANDOM = np.random.default_rng(5)
SPREADS = np.linspace(3.0, 0.1, SIZE)
SAID = (RANDOM.normal(size=(900, SIZE)) * SPREADS).astype(np.float32)
WORDS = tuple(f"word{at}" for at in range(150))


@pytest.fixture
def meanings(tmp_path: Path) -> Meanings:
    texts = np.frombuffer(json.dumps(["bread"]).encode(), np.uint8)
    np.savez(tmp_path / "said.npz", texts=texts, vectors=SAID[:1].astype(np.float16))
    space = find_space(SAID)
    pivot = Learnt(("bread",), space.of(SAID[:1]))
    return Meanings(pivot, Teacher(tmp_path), space)


def test_word_found_everywhere_says_less_than_a_rare_one(meanings: Meanings) -> None:
    concepts = Concepts({"xx": [("bel", "1-n"), ("tar", "1-n")]}, {"1-n": 40})
    target = meanings.summed("bread")
    assert target is not None

    learnt = learn_language("xx", concepts, {"1-n": target}, meanings, {"tar": 0.02})
    lengths = {word: np.linalg.norm(vector) for word, vector in learnt.rows().items()}

    assert lengths["tar"] < 0.3 * lengths["bel"]


def test_packed_words_are_found_with_nearly_their_vectors(tmp_path: Path) -> None:
    vectors = RANDOM.normal(size=(len(WORDS), 256)).astype(np.float32)
    content = pack({"xx": Learnt(WORDS, vectors)}, {}, seed=0)
    path = tmp_path / "words.bin"
    path.write_bytes(content)
    found = load_words(path).vectors(WORDS, "xx")

    cosines = (found * vectors).sum(axis=1)
    cosines /= np.linalg.norm(found, axis=1) * np.linalg.norm(vectors, axis=1)
    assert cosines.min() > 0.9
    assert pack({"xx": Learnt(WORDS, vectors)}, {}, seed=0) == content


def test_language_without_statements_has_the_usual_one_of_the_others(
    tmp_path: Path,
) -> None:
    vectors = RANDOM.normal(size=(len(WORDS), 8)).astype(np.float32)
    learnt = {tag: Learnt(WORDS, vectors) for tag in ("yy", "id", "xx")}
    one, other = np.ones(8, np.float32), np.zeros(8, np.float32)
    path = tmp_path / "words.bin"
    path.write_bytes(pack(learnt, {"id": one, "yy": other}, seed=0))
    table = load_words(path)

    assert table.usual("id").tolist() == one.tolist()
    assert table.usual("su").tolist() == one.tolist()  # which borrows from it
    assert table.usual("xx").tolist() == [0.5] * 8
    assert not table.usual("zz").any()


def test_language_without_lemmas_has_no_inflected_forms() -> None:
    assert list(inflected("am", ["ውሃ"])) == []


def test_frequent_words_come_with_their_meaning() -> None:
    (entry,) = [each for each in frequent_words("fr") if each.text == "malgré"]

    assert entry.english == "despite"

"""Makes the shipped word vectors: one command, same bytes on the same machine.

    python -m nlp.training.vectors --data FOLDER --concepts FILE --wordnet FOLDER
        [--cache FOLDER] [--output FILE] [--half]

``FOLDER`` holds the public sets of ``nlp.training.vectors_sources``; ``--wordnet``
is WordNet's folder with ``data.noun`` and so on. With ``--half``, half of the labels
of the labelled sets are kept back, so that grouping their texts is a fair test.
"""

import argparse
import sys
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from nlp.training.vectors_fit import (
    Learnt,
    Meanings,
    concept_targets,
    find_space,
    learn_language,
    learn_pivot,
    usual_statement,
)
from nlp.training.vectors_frequency import frequencies, inflected
from nlp.training.vectors_pack import pack
from nlp.training.vectors_sources import (
    LANGUAGES,
    PIVOT,
    Concepts,
    Gloss,
    english_texts,
    frequent_words,
    own_words,
    read_concepts,
    read_glosses,
    statements,
)
from nlp.training.vectors_teacher import Teacher
from nlp.word_table import WORDS_FILE

# The file stays below 25 MB: rarer words are left out, more of them in languages that
# the analysis has to read less often. Inflected forms cost little.
MOST_WORDS: Final = {
    "de": 12000,
    "en": 37000,
    "ar": 16500,
    "ru": 17000,
    "zh": 14000,
    "fr": 13000,
    **dict.fromkeys(("bg", "el", "he", "ja", "ro", "sv"), 6000),
}
MOST_OTHER_WORDS: Final = 11000
FURTHER: Final = (
    *("az", "bg", "cs", "el", "gu", "he", "hr", "hu", "ig", "ja", "kk", "km", "ko"),
    *("ku", "mr", "my", "ne", "om", "pa", "pl", "ps", "ro", "rw", "si", "sq", "sv"),
    *("ta", "te", "th", "ti", "uk", "uz", "yo", "zu"),
)
MOST_FURTHER_WORDS: Final = 4500
MOST_FORMS: Final = 6000
MOST_GLOSSES: Final = 60000
SEED: Final = 0


def pivot_texts(
    concepts: Concepts, glosses: dict[str, Gloss], data: Path, *, half: bool
) -> list[str]:
    """Return what the pivot language learns from, without repetitions."""
    common = sorted(glosses, key=lambda key: (-concepts.spread[key], key))
    single = sorted({lemma for lemma, key in concepts.words[PIVOT] if " " not in lemma})
    own = [*own_words(PIVOT), *own_words("am")]
    found = [
        *(glosses[key].text for key in common[:MOST_GLOSSES]),
        *(example for key in common for example in glosses[key].examples),
        *(lemma for lemma in single if lemma.isascii()),
        *(entry.english for entry in own),
        *(entry.meaning for entry in own),
        *(entry.english for entry in statements("fr")),
        *(entry.english for tag in LANGUAGES for entry in frequent_words(tag)),
        *english_texts(data, half=half),
    ]
    return [text for text in dict.fromkeys(map(str.strip, found)) if text]


def learn_all(
    concepts: Concepts, glosses: dict[str, Gloss], texts: list[str], teacher: Teacher
) -> dict[str, Learnt]:
    """Return the words of every language with their vectors."""
    space = find_space(teacher.vectors(texts))
    pivot = learn_pivot(texts, teacher, space)
    meanings = Meanings(pivot, teacher, space)
    targets = concept_targets(concepts, glosses, meanings)
    found = {PIVOT: _chosen(pivot, PIVOT)}
    for language in LANGUAGES:
        if language != PIVOT:
            shares = frequencies(language)
            learnt = learn_language(language, concepts, targets, meanings, shares)
            found[language] = _chosen(learnt, language)
            sys.stderr.write(f"{language}: {len(found[language].words)} words\n")
    return dict(sorted(found.items()))


def usual_statements(learnt: dict[str, Learnt]) -> dict[str, NDArray[np.float32]]:
    """Return the mean of our statements in the languages that have them."""
    found = {tag: usual_statement(tag, each) for tag, each in learnt.items()}
    return {tag: mean for tag, mean in found.items() if mean is not None}


def _chosen(learnt: Learnt, language: str) -> Learnt:
    """Return the first words with their frequent inflected forms."""
    usual = MOST_FURTHER_WORDS if language in FURTHER else MOST_OTHER_WORDS
    words = learnt.words[: MOST_WORDS.get(language, usual)]
    forms = tuple(islice(inflected(language, words), MOST_FORMS))
    return Learnt(words, learnt.vectors[: len(words)], forms)


def main(arguments: list[str]) -> None:
    """Run the command."""
    options = _options(arguments)
    concepts = read_concepts(options.concepts)
    glosses = read_glosses(options.wordnet, concepts)
    texts = pivot_texts(concepts, glosses, options.data, half=options.half)
    teacher = Teacher(options.cache)
    teacher.learn(texts)
    with threadpool_limits(limits=1):
        learnt = learn_all(concepts, glosses, texts, teacher)
        content = pack(learnt, usual_statements(learnt), seed=SEED)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_bytes(content)
    sys.stdout.write(
        f"{options.output.name}: {len(content):,} bytes, "
        f"sha256 {sha256(content).hexdigest()}\n"
    )


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m nlp.training.vectors")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--concepts", type=Path, required=True)
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--cache", type=Path, default=Path("build/teacher"))
    parser.add_argument("--output", type=Path, default=WORDS_FILE)
    parser.add_argument("--half", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])

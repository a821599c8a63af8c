"""Reads what the word vectors are learnt from: concepts, glosses, our own words, texts.

``concepts.tsv.gz`` (columns ``language``, ``synset``, ``lemma``, ``source``) names
words of many languages on concepts of Princeton WordNet 3.0; the glosses of these
concepts come from a folder with WordNet's ``data.noun`` and so on, such as the one
of Debian's ``wordnet-base``.
"""

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

LANGUAGES: Final = (
    *("am", "ar", "az", "bg", "bn", "cs", "de", "el", "en", "es", "fa", "fr", "gu"),
    *("ha", "he", "hi", "hr", "hu", "id", "ig", "it", "ja", "jv", "kk", "km", "ko"),
    *("ku", "mr", "ms", "my", "ne", "nl", "om", "pa", "pl", "ps", "pt", "ro", "ru"),
    *("rw", "si", "so", "sq", "sv", "sw", "ta", "te", "th", "ti", "tl", "tr", "uk"),
    *("ur", "uz", "vi", "yo", "zh", "zu"),
)
PIVOT: Final = "en"
OWN: Final = Path(__file__).parents[1] / "languages"
ALTERNATIVES: Final = " | "
_PARTS: Final = ("noun", "verb", "adj", "adv")
_MARK = re.compile(r"\((a|p|ip)\)$")
_EXAMPLE = re.compile(r';\s*(?=")')
# Debian's edition shifts offsets by some bytes; farther ones are other concepts.
_NEAR_OFFSET: Final = 20000
_ADJECTIVES: Final = ("a", "s")


@dataclass(frozen=True, slots=True)
class Concepts:
    """Words on concepts: per language pairs of lemma and concept.

    ``spread`` is in how many languages a concept has a word: common ones have many.
    """

    words: dict[str, list[tuple[str, str]]]
    spread: dict[str, int]

    def english(self) -> dict[str, list[str]]:
        """Return the English lemmas of each concept."""
        found: dict[str, list[str]] = defaultdict(list)
        for lemma, concept in self.words[PIVOT]:
            found[concept].append(lemma)
        return found


@dataclass(frozen=True, slots=True)
class Gloss:
    """The lemmas, definition and examples of one concept."""

    lemmas: tuple[str, ...]
    definition: str
    examples: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return lemmas and definition as one text."""
        return f"{', '.join(self.lemmas[:3])}: {self.definition}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One of our own words or statements: its English side and the other one."""

    english: str
    meaning: str
    text: str


def read_concepts(path: Path) -> Concepts:
    """Return the words of all languages on concepts."""
    words: dict[str, list[tuple[str, str]]] = {tag: [] for tag in LANGUAGES}
    spread: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        next(stream)
        for line in stream:
            language, concept, lemma, _ = line.rstrip("\n").split("\t")
            spread[concept] += 1
            if language in words:
                words[language].append((lemma, concept))
    return Concepts(words, dict(spread))


def read_glosses(folder: Path, concepts: Concepts) -> dict[str, Gloss]:
    """Return the glosses of the concepts that WordNet's files in ``folder`` have."""
    found = {key: gloss for part in _PARTS for key, gloss in _glosses(folder, part)}
    english = concepts.english()
    by_lemma: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, gloss in found.items():
        for lemma in gloss.lemmas:
            by_lemma[lemma, _part(key)].append(key)
    glosses: dict[str, Gloss] = {}
    for concept in sorted(concepts.spread):
        lemmas = set(english.get(concept, ()))
        edition = _aligned(concept, lemmas, found, by_lemma)
        if edition is not None:
            glosses[concept] = found[edition]
    return glosses


def _glosses(folder: Path, part: str) -> Iterator[tuple[str, Gloss]]:
    with (folder / f"data.{part}").open(encoding="latin-1") as stream:
        for line in stream:
            if line.startswith("  "):
                continue
            head, _, told = line.rstrip().partition(" | ")
            fields = head.split(" ")
            lemmas = [
                _MARK.sub("", fields[4 + 2 * at].replace("_", " "))
                for at in range(int(fields[3], 16))
            ]
            definition, *examples = _EXAMPLE.split(told)
            yield (
                f"{fields[0]}-{fields[2]}",
                Gloss(
                    tuple(lemmas),
                    definition.strip(),
                    tuple(each.strip().strip('"').strip() for each in examples),
                ),
            )


def _part(key: str) -> str:
    return "a" if key[-1] in _ADJECTIVES else key[-1]


def _aligned(
    concept: str,
    lemmas: set[str],
    found: dict[str, Gloss],
    by_lemma: dict[tuple[str, str], list[str]],
) -> str | None:
    """Return the key under which this edition holds a concept."""
    same = [concept, *(f"{concept[:-1]}{kind}" for kind in _ADJECTIVES)]
    for key in same if _part(concept) == "a" else same[:1]:
        if key in found and (not lemmas or lemmas & set(found[key].lemmas)):
            return key
    offset = int(concept[:8])
    candidates = {
        key for lemma in lemmas for key in by_lemma.get((lemma, _part(concept)), ())
    }
    near = [key for key in candidates if abs(int(key[:8]) - offset) < _NEAR_OFFSET]
    return min(
        near,
        key=lambda key: (
            -len(lemmas & set(found[key].lemmas)),
            abs(int(key[:8]) - offset),
            key,
        ),
        default=None,
    )


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of one of our own tab-separated files; none if it is missing."""
    if not path.exists():
        return []
    header, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    columns = header.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def statements(language: str) -> list[Entry]:
    """Return our statements in a language that may be learnt from."""
    english = {row["id"]: row for row in table(OWN / "phrases" / "en.tsv")}
    return [
        Entry(english[row["id"]]["statement"], "", row["statement"])
        for row in table(OWN / "phrases" / f"{language}.tsv")
        if english[row["id"]]["held_back"] == "no"
    ]


def own_words(language: str) -> list[Entry]:
    """Return our words in a language, alternatives one by one, commonest first."""
    found: list[Entry] = []
    for folder in ("lexicon", "general"):
        english = {row["id"]: row for row in table(OWN / folder / "en.tsv")}
        for row in table(OWN / folder / f"{language}.tsv"):
            about = english[row["id"]]
            gloss = about.get("gloss", "")
            meaning = f"{about['word']}: {gloss}" if gloss else about["word"]
            found.extend(
                Entry(about["word"], meaning, word)
                for word in row["word"].split(ALTERNATIVES)
            )
    return found


def frequent_words(language: str) -> list[Entry]:
    """Return our frequent words in a language with what they mean in English."""
    return [
        Entry(row["english"], row["english"], row["word"])
        for row in table(OWN / "frequent" / f"{language}.tsv")
    ]


# Sets that may be learnt from (see the licence note); the first two have labels,
# half of which can be kept back to judge what was learnt.
LABELLED_SETS: Final = ("banking77", "clinc150")
TEXT_SETS: Final = (*LABELLED_SETS, "polis", "sentiment_nusax", "sentiment_xed")
_ENGLISH: Final = ("en", "eng")


def kept_back(label: str) -> bool:
    """Tell whether a label belongs to the half that can be kept back."""
    return sha256(label.encode()).digest()[0] % 2 == 1


def english_texts(data: Path, *, half: bool) -> list[str]:
    """Return English texts of the public sets; ``half`` leaves kept-back labels out."""
    return [
        row["text"]
        for name in TEXT_SETS
        for row in _rows(data / name)
        if row["language"] in _ENGLISH
        and not (half and name in LABELLED_SETS and kept_back(row["label"]))
    ]


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if "text" in (reader.fieldnames or ()):
                yield from reader

"""Reads the labelled statements that the sentiment model learns from or is judged by.

A set is a folder ``sentiment_NAME`` with a file ``sentiment_NAME.csv`` (UTF-8,
columns ``id``, ``text``, ``language``, ``label``; further columns are not read).
"""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from nlp.sentiment import LABELS, primary

Role = Literal["learnt from", "judged by"]
TEST: Final = -1
FOLDS: Final = 4
STATEMENTS: Final = Path(__file__).parent / "statements"
OWN: Final = "statements"
PHRASES: Final = "phrases"
WRITTEN_BY_US: Final = frozenset({OWN, PHRASES})
PHRASE_BANK: Final = Path(__file__).parents[1] / "languages" / "phrases"
NO_NEUTRAL: Final = "xed"
STATEMENT_LANGUAGES: Final = ("ar", "en", "es", "fr", "id", "sw")
# Of the phrase bank whole subjects are held back, which nothing here may divide.
_TEST_SHARE: Final = {OWN: 1 / 3, PHRASES: 0.0}
_USUAL_TEST_SHARE: Final = 0.2
_NEAR_COPY: Final = 0.5
_TRIGRAM: Final = 3


@dataclass(frozen=True, slots=True)
class Source:
    """A public set: what it may be used for, its licence, whom to name."""

    name: str
    role: Role
    licence: str
    attribution: str


SOURCES: Final = (
    Source(
        "nusax",
        "learnt from",
        "CC BY-SA 4.0",
        "NusaX-senti, IndoNLP (github.com/IndoNLP/nusax)",
    ),
    Source(
        "afrisenti",
        "learnt from",
        "CC BY 4.0",
        "AfriSenti, SemEval 2023 task 12 "
        "(github.com/afrisenti-semeval/afrisent-semeval-2023)",
    ),
    Source(
        "russian",
        "learnt from",
        "CC BY-SA 3.0",
        "OpenSentimentCorpus (github.com/yarfruct/open-sentiment-corpus)",
    ),
    Source(
        "xed",
        "learnt from",
        "CC BY 4.0",
        "XED, Language Technology at the University of Helsinki "
        "(github.com/Helsinki-NLP/XED)",
    ),
    Source(
        "umsab",
        "judged by",
        "terms of the single data sets",
        "UMSAB (github.com/cardiffnlp/xlm-t)",
    ),
    Source(
        "smsa",
        "judged by",
        "unclear",
        "SmSA, IndoNLU (github.com/IndoNLP/indonlu)",
    ),
    Source(
        "bangla",
        "judged by",
        "CC BY-NC-SA 2.0",
        "Bangla sentiment (github.com/banglanlp/bangla-sentiment-classification)",
    ),
    Source(
        "urdu",
        "judged by",
        "none stated",
        "Urdu Sentiment Corpus (github.com/MuhammadYaseenKhan/Urdu-Sentiment-Corpus)",
    ),
    Source(
        "chinese",
        "judged by",
        "none stated",
        "ChineseNlpCorpus, waimai (github.com/SophonPlus/ChineseNlpCorpus)",
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled statement; rows of a group say the same thing.

    ``label`` is the position in ``LABELS``, or ``len(LABELS)`` for *mixed*.
    """

    text: str
    language: str
    label: int
    source: str
    group: str


def read_set(data: Path, name: str) -> list[Row]:
    """Return the rows of a public set; raises OSError when it is not there."""
    path = data / f"sentiment_{name}" / f"sentiment_{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return [_row(fields, name) for fields in csv.DictReader(lines)]


def read_statements() -> list[Row]:
    """Return the project's own statements; a line is one group in all languages."""
    rows: list[Row] = []
    for language in STATEMENT_LANGUAGES:
        content = (STATEMENTS / f"{language}.tsv").read_text(encoding="utf-8")
        for number, line in enumerate(content.splitlines()[1:]):
            label, text = line.split("\t")
            rows.append(Row(text, language, _label(label), OWN, f"line {number}"))
    return rows


def read_phrases(*, held_back: bool) -> list[Row]:
    """Return the phrase bank's statements, those held back or those to learn from.

    All statements on one subject, in all languages, are one group.
    """
    lines = _lines(PHRASE_BANK / "en.tsv")
    labels = {
        key: (area, _label(sentiment))
        for key, area, kept, sentiment, _ in lines
        if (kept == "yes") == held_back
    }
    return [
        Row(fields[-1], path.stem, labels[fields[0]][1], PHRASES, labels[fields[0]][0])
        for path in sorted(PHRASE_BANK.glob("*.tsv"))
        for fields in _lines(path)
        if fields[0] in labels
    ]


def part(row: Row, seed: int) -> int:
    """Return TEST for held-back rows, else the fold from 0 to 3.

    The part hangs on the group alone, so that a sentence and its translations, or
    the same text twice, are never on two sides.
    """
    digest = sha256(f"{seed}|{row.source}|{row.group}".encode()).digest()
    place = int.from_bytes(digest[:8], "big") / 2**64
    held_back = _TEST_SHARE.get(row.source, _USUAL_TEST_SHARE)
    if place < held_back:
        return TEST
    return min(int((place - held_back) / (1 - held_back) * FOLDS), FOLDS - 1)


def letters(text: str) -> str:
    """Return the letters and digits of a text, case folded, and nothing else."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def without_near_copies(rows: Sequence[Row], learnt: Iterable[Row]) -> list[Row]:
    """Drop rows that share half of their word triples with one learnt statement."""
    known: dict[tuple[str, ...], set[int]] = {}
    for number, row in enumerate(learnt):
        for triple in _triples(row.text):
            known.setdefault(triple, set()).add(number)
    return [row for row in rows if _overlap(row.text, known) < _NEAR_COPY]


def _overlap(text: str, known: dict[tuple[str, ...], set[int]]) -> float:
    triples = _triples(text)
    counts: dict[int, int] = {}
    for triple in triples:
        for number in known.get(triple, ()):
            counts[number] = counts.get(number, 0) + 1
    return max(counts.values(), default=0) / max(len(triples), 1)


def _triples(text: str) -> list[tuple[str, ...]]:
    words = [word for word in map(letters, text.split()) if word]
    last = max(len(words) - _TRIGRAM, 0)
    return sorted({tuple(words[at : at + _TRIGRAM]) for at in range(last + 1)})


def _lines(path: Path) -> list[list[str]]:
    content = path.read_text(encoding="utf-8")
    return [line.split("\t") for line in content.splitlines()[1:]]


def _row(fields: dict[str, str], name: str) -> Row:
    group = letters(fields["text"])
    if name == "nusax":
        # Its ids end in the number of the sentence, the same in every language.
        group = fields["id"].rsplit("-", 1)[1]
    language = primary(fields["language"])
    return Row(fields["text"], language, _label(fields["label"]), name, group)


def _label(name: str) -> int:
    return len(LABELS) if name == "mixed" else LABELS.index(name)

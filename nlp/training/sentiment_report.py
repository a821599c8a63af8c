"""The shape of the scores file, and how it is read back."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nlp.sentiment_rule import Rule
from nlp.training.sentiment_measure import Measured

Kind = Literal["held back", "never learnt from", "own statements", "polarity only"]


@dataclass(frozen=True, slots=True)
class SetScore:
    """The measures on one set in one language, and what kind of rows those were.

    ``mixed`` is the share that would be called mixed; ``in_turns`` is the macro-F1
    on the learnt rows, each judged by the fit that had not learnt it.
    """

    source: str
    language: str
    kind: Kind
    licence: str
    mixed: float
    in_turns: float | None
    measured: Measured


@dataclass(frozen=True, slots=True)
class LanguageGate:
    """Whether labels in a language may be shown, and the figures that decided."""

    language: str
    macro_f1: float
    rows: int
    decided_by: str
    shown: bool
    threshold: float


@dataclass(frozen=True, slots=True)
class NegationScore:
    """How much of the negation challenge is right in a language, and what is not."""

    language: str
    right: int
    sentences: int
    wrong: list[str]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """The file that the scores are about."""

    name: str
    sha256: str
    size: int
    weights: int
    lexicon_words: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """A set, what was done with it, its licence and whom to name."""

    name: str
    role: str
    licence: str
    attribution: str
    rows: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was measured of one model."""

    seed: int
    model: ModelFile
    rule: Rule
    sources: list[Attribution]
    languages: list[LanguageGate]
    sets: list[SetScore]
    negation: list[NegationScore]
    mixed_found: float
    mixed_statements: int


def read(path: Path) -> Report:
    """Return the report in a scores file."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Report(
        seed=stored["seed"],
        model=ModelFile(**stored["model"]),
        rule=Rule(**stored["rule"]),
        sources=[Attribution(**each) for each in stored["sources"]],
        languages=[LanguageGate(**each) for each in stored["languages"]],
        sets=[SetScore(**each) for each in stored["sets"]],
        negation=[NegationScore(**each) for each in stored["negation"]],
        mixed_found=stored["mixed_found"],
        mixed_statements=stored["mixed_statements"],
    )

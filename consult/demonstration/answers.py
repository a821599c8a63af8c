"""Reads the invented answers: what each invented person wrote, and who they are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

Survey = Literal["trust", "needs"]
ANSWERS: Final = Path(__file__).parent / "answers"
"""One file per language. What the answers are about stands elsewhere, in ``gold``,
which nothing in the product reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedResponse:
    """One invented person.

    ``about`` holds what they say about themselves, as answers to the questions of
    the last page; ``words`` what they wrote, by question.
    """

    key: str
    survey: Survey
    language: str
    channel: str
    about: Mapping[str, str | list[str]]
    words: Mapping[str, str]


def invented_responses() -> tuple[InventedResponse, ...]:
    """Return everybody, in the order of the files and lines."""
    return tuple(
        _response(json.loads(line), file.stem)
        for file in sorted(ANSWERS.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    )


def _response(line: Mapping[str, Any], language: str) -> InventedResponse:
    about = {
        "D_AGE": line["who"]["age"],
        "D_GEN": line["who"]["gender"],
        "D_LOC": line["who"]["place"],
        "D_GRP": line["who"]["groups"],
        "D_Q": line["quotes"],
    }
    return InventedResponse(
        key=line["key"],
        survey=line["survey"],
        language=language,
        channel=line["channel"],
        about={question: told for question, told in about.items() if told},
        words=line["answers"],
    )

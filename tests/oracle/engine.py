"""Asks ODK's own engine, in a process of Node beside this one, about a form."""

import json
import os
import subprocess
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SCRIPT = Path(__file__).with_name("engine.mjs")
NOON = "2026-11-21T12:00:00.000Z"


class EngineRefused(Exception):
    """ODK's engine could not do what it was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the engine says of one place of the form."""

    reference: str
    type: str
    relevant: bool
    readonly: bool
    value: str = ""
    value_type: str = ""
    takes_several: bool = False
    required: bool = False
    constraint: bool = True
    choices: tuple[str, ...] | None = None
    label: str | None = None
    count: int | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What the engine made of an answer; None where it did not take it, and why."""

    value: str | None
    refused: str


class Engine:
    """ODK's engine with at most one form loaded; ends its process when left."""

    def __init__(self) -> None:
        self._node = subprocess.Popen(
            ["node", str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=os.environ | {"TZ": "UTC"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        for pipe in (self._node.stdin, self._node.stdout):
            if pipe is not None:
                pipe.close()
        self._node.terminate()
        self._node.wait()

    def load(
        self, xml: str, files: Mapping[str, str] | None = None, *, now: str = NOON
    ) -> None:
        """Open a form, empty; raises ``EngineRefused``."""
        self._ask({"load": xml, "files": dict(files or {}), "now": now})

    def begin(self) -> None:
        """Empty the form that is open."""
        self._ask({"begin": True})

    def write(self, answers: Iterable[tuple[str, str]]) -> list["Written"]:
        """Answer questions by their references, one after another."""
        told = self._ask({"set": list(answers)})["results"]
        return [Written(each.get("written"), each.get("refused", "")) for each in told]

    def add(self, repeat: str) -> None:
        """Add a repetition at the end."""
        self._ask({"add": repeat})

    def remove(self, repetition: str) -> None:
        """Take a repetition out, as in ``/data/person[2]``."""
        self._ask({"remove": repetition})

    def places(self) -> dict[str, Place]:
        """Return every place of the form by reference; a range as ``…/person#``."""
        return _places(self._ask({"state": True})["state"])

    def evaluate(
        self, expressions: Sequence[str], at: str | None = None
    ) -> list[str | EngineRefused]:
        """Return the text values of expressions that stand at a place."""
        told = self._ask({"evaluate": list(expressions), "at": at})["values"]
        return [
            EngineRefused(each["error"]) if isinstance(each, dict) else each
            for each in told
        ]

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if self._node.stdin is None or self._node.stdout is None:
            raise EngineRefused("The engine is not running.")
        self._node.stdin.write(json.dumps(request) + "\n")
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        if not line:
            raise EngineRefused("Node ended: run `npm ci --ignore-scripts`.")
        told: dict[str, Any] = json.loads(line)
        if not told.pop("ok"):
            raise EngineRefused(told["error"])
        return told


def form_of(source: str | Path) -> str:
    """Return the XForm that pyxform makes of a workbook or of Markdown."""
    from pyxform.xls2xform import convert

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made: str = convert(source).xform
    return made


def _places(told: Iterable[dict[str, Any]]) -> dict[str, Place]:
    places = {}
    for each in told:
        mark = "#" if each["type"].startswith("repeat-range") else ""
        places[each["reference"] + mark] = _place(each)
    return places


def _place(told: dict[str, Any]) -> Place:
    failures = [v["error"] for v in told.values() if isinstance(v, dict)]
    sound = {name: v for name, v in told.items() if not isinstance(v, dict)}
    return Place(
        reference=told["reference"],
        type=told["type"],
        relevant=sound.get("relevant", True),
        readonly=sound.get("readonly", False),
        value=sound.get("value", ""),
        value_type=told.get("valueType", ""),
        takes_several=told.get("takesSeveral", False),
        required=sound.get("required", False),
        constraint=sound.get("constraint", True),
        choices=_tuple(sound.get("choices")),
        label=sound.get("label"),
        count=sound.get("count"),
        failure="; ".join(failures),
    )


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)

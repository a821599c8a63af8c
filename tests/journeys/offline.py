"""A questionnaire that is served to clients of ODK, and what becomes of what they send.

The questionnaire is brought in and served by the real commands; clients know its
address and nothing else.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, Self
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from sqlalchemy import select

from consult.db.migrate import upgrade
from consult.db.models import OpenAnswer, Response, Wave
from consult.db.session import Database, open_database
from consult.services.overseeing import count_responses
from tests.journeys.served import PROGRAM, ROOT, Person, Server, serving

CLIENTS: Final = Path(__file__).with_name("clients")
NAME: Final = "valley"
MODULES: Final = ROOT / "node_modules"

Step = Sequence[str]


@dataclass(frozen=True, slots=True)
class Fielded:
    """A survey that is served, and a look into its database."""

    server: Server
    database: Database

    @property
    def address(self) -> str:
        """Where clients of OpenRosa are pointed."""
        return f"http://127.0.0.1:{self.server.port}/openrosa/{NAME}"

    def fetched(self, address: str) -> str:
        """Return what stands at an address of the server."""
        path = address.partition(f":{self.server.port}")[2]
        status, _, text = Person(self.server.port).ask("GET", path)
        assert status == HTTPStatus.OK
        return text

    def asked(self, name: str) -> Element:
        """Return an answer of the interface, such as ``formList``."""
        root: Element = fromstring(self.fetched(f"{self.address}/{name}"))
        return root

    def on_the_desk(self) -> int:
        """Return how many responses the desk counts."""
        with self.database.reading() as session:
            return count_responses(session, session.scalars(select(Wave.id)).one())

    def stored(self) -> list[tuple[dict[str, Any], dict[str, str]]]:
        """Return the answers and the words of every response."""
        with self.database.reading() as session:
            words: dict[str, dict[str, str]] = {}
            for each in session.scalars(select(OpenAnswer)):
                words.setdefault(each.response_id, {})[each.question] = each.text
            return [
                (dict(each.answers), words.get(each.id, {}))
                for each in session.scalars(select(Response))
            ]


@contextmanager
def fielding(folder: Path) -> Iterator[Fielded]:
    """Bring the questionnaire in and serve it."""
    url = f"sqlite:///{folder}/consult.sqlite3"
    upgrade(url)
    database = open_database(url)
    try:
        with serving(folder) as server:
            _bring_in(server)
            yield Fielded(server, database)
    finally:
        database.close()


def _bring_in(server: Server) -> None:
    arguments = ("questionnaire", "import", str(CLIENTS / "valley.md"))
    subprocess.run(
        [
            *(sys.executable, "-c", PROGRAM, *arguments),
            *("--consultation", NAME, "--open"),
        ],
        cwd=ROOT,
        env=server.environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def needs_module(name: str) -> None:
    """Skip a test whose client is not installed."""
    if shutil.which("node") is None:
        pytest.skip("Node is not installed (Debian: apt-get install nodejs npm)")
    if not (MODULES / name).exists():
        pytest.skip(f"{name} is not installed (npm ci, which make test runs)")


class Collector:
    """Somebody with a client made of ODK's engine; ends its process when left."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._node = subprocess.Popen(
            ["node", str(CLIENTS / "collect.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._node.communicate()

    def answer(self, steps: Sequence[Step], **wishes: object) -> Mapping[str, Any]:
        """Fill in the form step by step, send it, and return what was seen."""
        assert self._node.stdin
        assert self._node.stdout
        request = {"server": self._server, "steps": steps, **wishes}
        self._node.stdin.write(json.dumps(request) + "\n")
        self._node.stdin.flush()
        told: dict[str, Any] = json.loads(self._node.stdout.readline())
        assert "error" not in told, told["error"]
        return told


ANSWERS: Final[Mapping[str, str | list[str]]] = {
    "C_OK": "yes",
    "street": "given",
    "worry": "given",
    "age": "42",
    "distance": "2.5",
    "trust": "7",
    "moved": "2011-02-28",
    "wakes": "06:30",
    "flood": "2019-08-01T23:15",
    "well": "y",
    "well_name": "given",
    "no_well": "na",
    "needs": ["water", "road"],
    "order": ["road", "light", "water"],
    "region": "north",
    "place": "mill",
    "read": "OK",
    "greeting": "given",
    "people": "2",
    "half": "1",
    "#person": "2",
    "first[1]": "given",
    "#trip[1]": "2",
    "way[1][1]": "foot",
    "minutes[1][1]": "10",
    "way[1][2]": "bus",
    "minutes[1][2]": "25",
    "spent[1]": "35",
    "first[2]": "given",
    "#trip[2]": "1",
    "way[2][1]": "skip",
    "minutes[2][1]": "5",
    "spent[2]": "5",
    "all_minutes": "40",
    "photo": "na",
    "spot": "na",
}
"""What is stored of the same filled form, whichever client sends it."""

WORDS: Final[Mapping[str, str]] = {
    "first[1]": "Amal",
    "first[2]": "Basim",
    "greeting": "Good day",
    "street": "River road",
    "well_name": "Old well",
    "worry": "The lamps stay off.\nأخاف ليلا",
}

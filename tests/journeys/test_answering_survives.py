"""What was said to be held is held, whatever happens to the server."""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select

from consult.db.migrate import upgrade
from consult.db.models import Draft, OpenAnswer, Response
from consult.db.session import open_database
from consult.services.receipts import Keys, Receipt
from tests.builders import SECRET
from tests.journeys.served import Given, Person, Server, serving
from tests.questionnaires import field_a_wave

pytestmark = pytest.mark.slow

FIRST, LAST = dt.date(2000, 1, 1), dt.date(2999, 12, 31)
PEOPLE = 4
KILLS = 5
RECEIPTS_BETWEEN_KILLS = 5
AT_ONCE = 32
CANARY_ANSWERS = 120
CANARIES = {
    "X-Forwarded-For": "203.0.113.77",
    "X-Real-IP": "203.0.113.78",
    "Forwarded": "for=203.0.113.79",
    "User-Agent": "canary-agent/7.7",
    "Referer": "https://canary-referrer.example/page",
    "Cookie": "canary-cookie=canary-value",
    "Accept-Language": "ar, canary-language;q=0.5",
    "From": "canary-from@example.org",
    "X-Request-ID": "canary-request",
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Return a running server with a survey that is open for a long time."""
    folder = tmp_path / "server"
    folder.mkdir()
    url = f"sqlite:///{folder}/consult.sqlite3"
    upgrade(url)
    database = open_database(url)
    with database.writing() as session:
        # The server has a real clock.
        field_a_wave(session, opens_on=FIRST, closes_on=LAST, delete_on=LAST)
    database.close()
    with serving(folder) as running:
        yield running


def given_by(words: str) -> Given:
    return ({"TO1": words}, {"TR01": "2"}, {"TA01": "1"}, {"D_Q": "yes"})


@dataclass(slots=True)
class Counted:
    """The receipts that people were shown, by what they wrote."""

    receipts: dict[str, str] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def add(self, words: str, receipt: str) -> None:
        with self.changed:
            self.receipts[words] = receipt
            self.changed.notify_all()

    def wait_for(self, number: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.receipts) >= number, 120)


def stored_words(server: Server) -> Counter[str]:
    """Return how often each text is stored, with the receipt of its response."""
    database = open_database(f"sqlite:///{server.database}")
    with database.reading() as session:
        rows = session.execute(
            select(OpenAnswer.text, Response.receipt_hash).join(
                Response, Response.id == OpenAnswer.response_id
            )
        )
        found = Counter(f"{text} {receipt}" for text, receipt in rows)
    database.close()
    return found


def test_no_receipt_is_shown_in_vain_however_often_the_server_is_killed(
    server: Server,
) -> None:
    counted, enough = Counted(), threading.Event()

    def keep_answering(number: int) -> int:
        person, answers = Person(server.port), 0
        while not enough.is_set():
            words = f"answer {answers} of person {number}"
            counted.add(words, person.answer("trust", given_by(words)))
            answers += 1
        return person.tries

    with ThreadPoolExecutor(PEOPLE) as people:
        working = [people.submit(keep_answering, each) for each in range(PEOPLE)]
        try:
            for _ in range(KILLS):
                counted.wait_for(len(counted.receipts) + RECEIPTS_BETWEEN_KILLS)
                server.kill()
                server.start()
        finally:
            enough.set()
        repeated = sum(each.result() for each in working)

    keys = Keys(SECRET)
    promised = Counter(
        f"{words} {keys.hash_of(Receipt(receipt.replace(' ', '')))}"
        for words, receipt in counted.receipts.items()
    )
    assert stored_words(server) == promised
    assert repeated >= KILLS


def test_nothing_of_a_request_but_the_answers_is_anywhere(server: Server) -> None:
    def answer(number: int) -> str:
        words = f"canary-words-{number}"
        tag = "ar" if number % 2 else "en"
        return Person(server.port, CANARIES).answer("trust", given_by(words), tag=tag)

    with ThreadPoolExecutor(PEOPLE) as people:
        receipts = list(people.map(answer, range(CANARY_ANSWERS)))
    while_running = server.written()
    server.kill()
    afterwards = server.written()
    server.start()

    assert len(set(receipts)) == CANARY_ANSWERS
    # What is looked for would be found: the answers themselves are.
    assert b"canary-words-7" in afterwards
    for written in (while_running, afterwards):
        for value in CANARIES.values():
            for part in value.replace("=", " ").replace(";", " ").split():
                assert len(part) < 6 or part.encode() not in written, part
        assert written.count(b"canary") == written.count(b"canary-words")
    database = b"".join(
        each.read_bytes() for each in server.folder.glob("consult.sqlite3*")
    )
    assert b"127.0.0.1" not in database
    assert not any(code.replace(" ", "").encode() in database for code in receipts)


def test_many_people_at_once_all_get_through(server: Server) -> None:
    people = [Person(server.port) for _ in range(AT_ONCE)]

    def answer(number: int) -> str:
        return people[number].answer("trust", given_by(f"person {number}"))

    with ThreadPoolExecutor(AT_ONCE) as at_once:
        receipts = set(at_once.map(answer, range(AT_ONCE)))

    assert len(receipts) == AT_ONCE
    assert [person.tries for person in people] == [0] * AT_ONCE
    assert sum(stored_words(server).values()) == AT_ONCE
    database = open_database(f"sqlite:///{server.database}")
    with database.reading() as session:
        assert session.scalars(select(Draft)).all() == []
    database.close()

"""What answering stands: people at once, killed servers, malformed requests, canaries.

    python benchmarks/answering.py [crowd] [kills] [vandals] [canaries]

Without a word everything is run, on SQLite, against ``consult serve`` with its
processes; malformed requests go to the application itself. Needs a minute or two.
"""

import datetime as dt
import itertools
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Response as Answer

from consult.db.migrate import upgrade
from consult.db.models import OpenAnswer, Response
from consult.db.session import open_database
from consult.services.receipts import Keys, Receipt
from tests.builders import SECRET
from tests.journeys.served import Given, Person, Server, serving
from tests.questionnaires import field_a_wave
from tests.web.answering import agreed, installation
from tests.web.vandal import Vandal

PEOPLE_AT_ONCE = 32
ANSWERS_EACH = 4
KILLERS_PEOPLE = 4
KILLS = 50
RECEIPTS_BETWEEN_KILLS = 3
MALFORMED = 20_000
CANARY_ANSWERS = 1_000
FAULT = 500
CANARIES = {
    "X-Forwarded-For": "203.0.113.77",
    "User-Agent": "canary-agent/7.7",
    "Referer": "https://canary-referrer.example/page",
    "Cookie": "canary-cookie=canary-value",
}
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2999, 12, 31)


class TimedPerson(Person):
    """Somebody who looks at the clock; ``seconds`` holds how long each answer took."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.seconds: list[float] = []

    def ask(
        self, method: str, path: str, fields: Mapping[str, str] | None = None
    ) -> tuple[int, str, str]:
        began = time.perf_counter()
        answer = super().ask(method, path, fields)
        self.seconds.append(time.perf_counter() - began)
        return answer


@contextmanager
def survey() -> Iterator[Server]:
    """Give a running server with a survey that is open."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/consult.sqlite3"
        upgrade(url)
        database = open_database(url)
        with database.writing() as session:
            field_a_wave(session, opens_on=FIRST, closes_on=LAST, delete_on=LAST)
        database.close()
        with serving(Path(folder)) as server:
            yield server


def given_by(words: str) -> Given:
    return ({"TO1": words}, {"TR01": "2"}, {"TA01": "1"}, {"D_Q": "yes"})


def stored(server: Server) -> Counter[tuple[str, str]]:
    """Return how often each text is stored, with the hash of its receipt."""
    database = open_database(f"sqlite:///{server.database}")
    with database.reading() as session:
        rows = session.query(OpenAnswer.text, Response.receipt_hash).join(
            Response, Response.id == OpenAnswer.response_id
        )
        found = Counter((text, receipt) for text, receipt in rows)
    database.close()
    return found


def crowd() -> None:
    with survey() as server:
        people = [TimedPerson(server.port) for _ in range(PEOPLE_AT_ONCE)]

        def answer(number: int) -> None:
            for each in range(ANSWERS_EACH):
                people[number].answer("trust", given_by(f"{each} of {number}"))

        began = time.perf_counter()
        with ThreadPoolExecutor(PEOPLE_AT_ONCE) as at_once:
            list(at_once.map(answer, range(PEOPLE_AT_ONCE)))
        took = time.perf_counter() - began
        number = sum(stored(server).values())
    seconds = sorted(itertools.chain.from_iterable(each.seconds for each in people))
    errors = sum(each.tries for each in people)
    share = statistics.quantiles(seconds, n=100)
    print(
        f"{PEOPLE_AT_ONCE} people at once: {number} answers, {len(seconds)} pages in "
        f"{took:.1f} s, {errors} errors; half of the pages within {share[49]:.3f} s, "
        f"95 % within {share[94]:.3f} s, the slowest {seconds[-1]:.3f} s"
    )


def kills() -> None:
    with survey() as server:
        receipts: dict[str, str] = {}
        changed, enough = threading.Condition(), threading.Event()

        def keep_answering(number: int) -> int:
            person, answers = Person(server.port), 0
            while not enough.is_set():
                words = f"answer {answers} of person {number}"
                receipt = person.answer("trust", given_by(words))
                answers += 1
                with changed:
                    receipts[words] = receipt
                    changed.notify_all()
            return person.tries

        with ThreadPoolExecutor(KILLERS_PEOPLE) as people:
            work = [people.submit(keep_answering, n) for n in range(KILLERS_PEOPLE)]
            for _ in range(KILLS):
                with changed:
                    goal = len(receipts) + RECEIPTS_BETWEEN_KILLS
                    while len(receipts) < goal:
                        changed.wait()
                server.kill()
                server.start()
            enough.set()
            repeated = sum(each.result() for each in work)
        keys, found = Keys(SECRET), stored(server)
    promised = {
        (words, keys.hash_of(Receipt(code.replace(" ", ""))))
        for words, code in receipts.items()
    }
    print(
        f"{KILLS} kills of all processes while {KILLERS_PEOPLE} people sent: "
        f"{len(promised)} receipts shown, {repeated} requests repeated; "
        f"without a stored response {len(promised - found.keys())}, "
        f"doubled {sum(found.values()) - len({text for text, _ in found})}, "
        f"stored and not shown {len(found.keys() - promised)}"
    )


def vandals() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/consult.sqlite3"
        upgrade(url)
        with installation(url) as place:
            drafts = [agreed(place.client).path for _ in range(3)]
            pages = ("worry", "people", "actors", "about", "review", "thanks", "x")
            known = ["/", "/en/c/trust", "/ar/c/trust", "/en/receipt", "/en/c/trust/no"]
            known += [
                draft.replace("worry", page)
                for draft, page in itertools.product(drafts, pages)
            ]
            vandal = Vandal(7, [path.encode() for path in known])
            statuses: Counter[int] = Counter()
            for _ in range(MALFORMED):
                answer = run_wsgi_app(place.app, vandal.request(), buffered=True)
                statuses[Answer(*answer).status_code] += 1
    told = ", ".join(f"{each}: {number}" for each, number in sorted(statuses.items()))
    failed = sum(number for each, number in statuses.items() if each >= FAULT)
    print(f"{MALFORMED} malformed requests: {failed} of status 500 or more ({told})")


def canaries() -> None:
    with survey() as server:

        def answer(number: int) -> str:
            words = f"canary-words-{number}"
            return Person(server.port, CANARIES).answer("trust", given_by(words))

        with ThreadPoolExecutor(KILLERS_PEOPLE) as people:
            list(people.map(answer, range(CANARY_ANSWERS)))
        server.kill()
        written = server.written()
        server.start()
    traces = written.count(b"canary") - written.count(b"canary-words")
    traces += written.count(CANARIES["X-Forwarded-For"].encode())
    print(
        f"{CANARY_ANSWERS} whole answers with canaries in their headers: {traces} "
        f"traces in {len(written):,} bytes of database, log of the database, log and "
        "temporary files"
    )


PARTS = {"crowd": crowd, "kills": kills, "vandals": vandals, "canaries": canaries}

if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()

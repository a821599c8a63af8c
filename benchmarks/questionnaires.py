"""How fast questionnaires are brought in and asked, beside the usual libraries.

    python benchmarks/questionnaires.py [import] [pages]

Bringing in is reading a workbook, compiling its logic and planning its pages, beside
the conversion of pyxform; real workbooks are added by the folder that the environment
variable CONSULT_XLSFORMS names. Asking is showing a page and taking it in, through
the whole application with its database, beside a page of Flask and WTForms alone
with the same fields. Prints ratios, and returns 1 where one misses its target.
"""

import gc
import itertools
import logging
import os
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert
from werkzeug.test import Client

from benchmarks.beside.plain_app import plain_app
from benchmarks.beside.surveys import OFFERED, survey, typed, typed_into_boxes
from benchmarks.beside.workbooks import workbook
from consult.db.migrate import upgrade
from forms.expressions.parsing import known_tree
from forms.paging import plan
from forms.xlsform.reading import read_questionnaire
from tests.web.answering import agreed, installation

MOST_TO_IMPORT = 1 / 3
LEAST_OF_PAGES = 0.6
QUESTIONS = (20, 150, 600)
FIELDS = (1, 8, 30)
EXPRESSIONS = (0, 600)
ROUNDS = 9
IMPORTS = 5
AT_ONCE = 20
FOUND, MOVED = 200, 303
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Taken:
    """How many seconds something took: of the processor, and of the clock."""

    processor: float
    clock: float


def timed(work: Callable[[], object], times: int = 1) -> Taken:
    """Return how long it takes to do something so many times."""
    clock, processor = time.perf_counter(), time.process_time()
    for _ in range(times):
        work()
    return Taken(time.process_time() - processor, time.perf_counter() - clock)


def workbooks() -> Iterator[tuple[str, str, bytes]]:
    """Give a title, the name of the file, and its content."""
    for questions in QUESTIONS:
        yield f"{questions} questions", "form.xlsx", workbook(questions)
    folder = os.environ.get("CONSULT_XLSFORMS", "")
    for path in sorted(Path(folder).rglob("*.xlsx")) if folder else ():
        yield path.name, path.name, path.read_bytes()


def bring_in(content: bytes, name: str) -> None:
    """Read a workbook, compile its logic and plan its pages.

    It is as for the first time: what is known of its expressions is forgotten.
    """
    known_tree.cache_clear()
    plan(read_questionnaire(content, name=name).questionnaire)


def convert_it(content: bytes) -> None:
    """Have pyxform do what it does, without its Java validator."""
    convert(BytesIO(content), validate=False)


def importing() -> bool:
    """Print how long bringing in takes; say whether it is short enough."""
    logging.disable()
    warnings.simplefilter("ignore")
    ratios = []
    for title, name, content in workbooks():
        ratio = import_ratio(title, name, content)
        if ratio is not None:
            ratios.append(ratio)
    print(
        f"bringing in {len(ratios)} workbooks: median {statistics.median(ratios):.2f} "
        f"of the time of pyxform, the worst {max(ratios):.2f}"
    )
    return max(ratios) <= MOST_TO_IMPORT


def import_ratio(title: str, name: str, content: bytes) -> float | None:
    """Return the share of pyxform's time, None where pyxform refuses the workbook."""
    try:
        convert_it(content)
    except (PyXFormError, AttributeError, KeyError, TypeError, ValueError):
        return None
    bring_in(content, name)
    pairs = [
        (
            timed(lambda: bring_in(content, name)).processor,
            timed(lambda: convert_it(content)).processor,
        )
        for _ in range(IMPORTS)
    ]
    ours = min(us for us, _ in pairs)
    theirs = min(them for _, them in pairs)
    print(
        f"{title[:48]:48} {1000 * ours:7.0f} ms, pyxform {1000 * theirs:7.0f} ms: "
        f"{ours / theirs:.2f}"
    )
    return ours / theirs


class Page:
    """A page that is asked for and sent again and again, with changed answers."""

    def __init__(self, client: Client, path: str, *sent: str) -> None:
        self.client, self.path, self.sent = client, path, itertools.cycle(sent)
        self.length = len(client.get(path).get_data())

    def show(self) -> None:
        """Ask for it."""
        response = self.client.get(self.path)
        if response.status_code != FOUND:
            raise SystemExit(f"{self.path} answers {response.status}")

    def take(self) -> None:
        """Send it filled in."""
        response = self.client.post(self.path, data=next(self.sent), content_type=FORM)
        if response.status_code != MOVED:
            raise SystemExit(f"{self.path} answers {response.status} when it is sent")


def bodies(
    give: Callable[[int, str], Iterator[tuple[str, str]]], fields: int
) -> Iterator[str]:
    """Give what is sent, with two different answers to the first question."""
    for first in OFFERED[:2]:
        yield urlencode([*give(fields, first), ("go", "on")])


@contextmanager
def our_page(fields: int, expressions: int) -> Iterator[Page]:
    """Give the first page of a survey in the whole application."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/consult.sqlite3"
        upgrade(url)
        asked = survey(fields, expressions)
        with installation(url, questionnaire=asked) as place:
            path = agreed(place.client).path
            client = place.app.test_client(use_cookies=False)
            yield Page(client, path, *bodies(typed_into_boxes, fields))


def pages() -> bool:
    """Print how fast pages are shown and taken in; say whether it is fast enough.

    What counts is a page shown and taken in; each is told alone too.
    """
    worst = min(
        page_ratio(fields, expressions)
        for expressions in EXPRESSIONS
        for fields in FIELDS
    )
    print(f"the worst of all pages: {worst:.0%} of the rate of Flask and WTForms alone")
    return worst >= LEAST_OF_PAGES


def page_ratio(fields: int, expressions: int) -> float:
    """Return the share of the rate at which a page is shown and taken in."""
    bare = plain_app(fields).test_client(use_cookies=False)
    theirs = Page(bare, "/page", *bodies(typed, fields))
    with our_page(fields, expressions) as ours:
        # As the server does before it begins.
        gc.collect()
        gc.freeze()
        shown = ratio(ours.show, theirs.show)
        taken = ratio(ours.take, theirs.take)
        size = f"{ours.length / theirs.length:.1f} times as long"
    both = together(shown, taken)
    print(f"{fields:2} fields, {expressions:3} expressions: {both:.0%}; {size}")
    for title, each in (("shown", shown), ("taken in", taken)):
        print(f"  {title:8} {each}")
    return both


@dataclass(frozen=True, slots=True)
class Ratio:
    """What share of another rate ours is, by the processor and by the clock."""

    share: float
    share_by_clock: float
    ours: float
    theirs: float

    def __str__(self) -> str:
        return (
            f"{self.ours:5.0f} beside {self.theirs:5.0f} a second: {self.share:.0%} "
            f"({self.share_by_clock:.0%} by the clock)"
        )


def together(shown: Ratio, taken: Ratio) -> float:
    """Return the share of the rate of doing both, one after the other."""
    ours = 1 / shown.ours + 1 / taken.ours
    theirs = 1 / shown.theirs + 1 / taken.theirs
    return theirs / ours


def ratio(ours: Callable[[], None], theirs: Callable[[], None]) -> Ratio:
    """Return how two rates compare, measured in turns."""
    rounds = [(timed(ours, AT_ONCE), timed(theirs, AT_ONCE)) for _ in range(ROUNDS)]
    shares = [them.processor / us.processor for us, them in rounds[1:]]
    by_clock = [them.clock / us.clock for us, them in rounds[1:]]
    return Ratio(
        statistics.median(shares),
        statistics.median(by_clock),
        AT_ONCE / min(us.processor for us, _ in rounds),
        AT_ONCE / min(them.processor for _, them in rounds),
    )


PARTS = {"import": importing, "pages": pages}


def main() -> int:
    """Run the parts that are named, else all; return 1 where a target is missed."""
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    reached = [PARTS[name]() for name in sys.argv[1:] or PARTS]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Every word of the facilitator's pages can be translated."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from consult.i18n import PSEUDO
from consult.i18n.pseudo import CLOSING, OPENING
from tests.builders import StoppedClock
from tests.facilitated import FEW, NOBODY_ASKED, SLUG, UNREAD, app_on, store_desk
from tests.web.desk_browser import DeskBrowser

PAGES = [
    f"{SLUG}/overview",
    f"{SLUG}/concerns",
    f"{SLUG}/concerns?among=D_AGE:18-24",
    f"{SLUG}/concerns?among=language:id",
    f"{SLUG}/concerns/c1",
    f"{SLUG}/results",
    f"{FEW}/overview",
    f"{FEW}/concerns",
    f"{UNREAD}/concerns",
    f"{NOBODY_ASKED}/results",
]
MESSAGE = re.compile(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}")
KNOWN = re.compile(
    r"Talvera|Pseudo|and|November|Arabic|English|Spanish|French|Indonesian|Swahili"
)
"""Names, days and lists, which Babel words."""


@pytest.fixture(scope="module")
def desk(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> DeskBrowser:
    file = tmp_path_factory.mktemp("desk") / "consult.sqlite3"
    shutil.copy(migrated_file, file)
    store_desk(file)
    app = app_on(file, StoppedClock(), PSEUDO.tag)
    return DeskBrowser(app).come_in("facilitator")


def own_texts(element: Element) -> Iterator[str]:
    """Give the texts that are not words of people or of a questionnaire."""
    yield element.text or ""
    for child in element:
        if child.attrib.get("lang", PSEUDO.tag) == PSEUDO.tag and child.tag != "option":
            yield from own_texts(child)
        yield child.tail or ""


def without_messages(text: str) -> str:
    """Return what no catalogue has a say in; a message may stand in another."""
    while (less := MESSAGE.sub(" ", text)) != text:
        text = less
    return text


@pytest.mark.parametrize("page", PAGES)
def test_every_text_comes_from_the_catalogue(desk: DeskBrowser, page: str) -> None:
    (body,) = desk.get(f"/{PSEUDO.tag}/desk/{page}").document.iter("body")

    left = KNOWN.sub(" ", without_messages("".join(own_texts(body))))

    assert re.findall(r"[^\W\d_]+", left) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_hidden_name_comes_from_the_catalogue(
    desk: DeskBrowser, page: str
) -> None:
    document = desk.get(f"/{PSEUDO.tag}/desk/{page}").document

    names = [
        e.attrib["aria-label"] for e in document.iter() if "aria-label" in e.attrib
    ]
    assert names
    left = [KNOWN.sub(" ", without_messages(name)) for name in names]
    assert [re.findall(r"[^\W\d_]+", name) for name in left] == [[]] * len(names)

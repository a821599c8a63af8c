"""A browser that refuses a page our readers could not use safely."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from consult.web.languages import UNDETERMINED, direction_of

TAG: Final = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
FIRST_PAGE_BYTES: Final = 20_000
SEE_OTHER: Final = 303
FIELDS: Final = ("input", "select", "textarea")
CHOSEN: Final = ("radio", "checkbox")
UNLABELLED: Final = ("hidden", "submit", "button")
ADDRESSES: Final = ("href", "src", "action", "formaction", "srcset", "data", "poster")
LOADED: Final = ("stylesheet", "icon")
REFERENCES: Final = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass(frozen=True, slots=True)
class Page:
    """A response, and its document when it is a page."""

    response: TestResponse
    document: Element

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def title(self) -> str:
        return text_of(one(self.document, "title"))

    @property
    def heading(self) -> str:
        return text_of(one(self.document, "h1"))

    @property
    def text(self) -> str:
        return text_of(one(self.document, "body"))

    @property
    def path(self) -> str:
        return self.response.request.path

    def links(self) -> list[str]:
        return [link.attrib["href"] for link in self.document.iter("a")]

    def form(self) -> Element:
        return one(self.document, "form")

    def buttons(self) -> dict[str, Element]:
        """Return the buttons that send the form by what they say, in their order."""
        return {
            text_of(button): button
            for button in self.document.iter("button")
            if button.attrib.get("type") != "button"
        }

    def filled(self) -> MultiDict[str, str]:
        """Return what the form would send as it stands, without any button."""
        return MultiDict(values_in(self.form()))

    def problems(self) -> list[str]:
        """Return what the summary of errors says."""
        return [
            text_of(item)
            for box in self.document.iter("div")
            if box.attrib.get("class") == "errsum"
            for item in box.iter("li")
        ]


class StrictClient:
    """Asks the application for pages and reads each one strictly."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.plain = app.test_client()

    def get(
        self,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        lenient_because: str = "",
    ) -> Page:
        """Return a page; fails when it is not fit for use and no reason is given."""
        response = self.plain.get(path, headers=dict(headers or {}))
        return self._read(response, lenient_because)

    def post(
        self, path: str, data: Mapping[str, str], *, lenient_because: str = ""
    ) -> Page:
        """Return the page that answers a sent form, read as strictly."""
        return self._read(self.plain.post(path, data=dict(data)), lenient_because)

    def press(
        self,
        page: Page,
        given: Mapping[str, str | Sequence[str]] | None = None,
        *,
        button: str = "",
    ) -> Page:
        """Return where a button of the page's form leads, with the form filled in.

        Without a name it is the first one, which is what Enter presses.
        """
        sent = page.filled()
        for name, value in (given or {}).items():
            sent.setlist(name, [value] if isinstance(value, str) else list(value))
        pressed = page.buttons()[button or next(iter(page.buttons()))]
        sent.setdefault(pressed.attrib["name"], pressed.attrib["value"])
        path = pressed.attrib.get("formaction", page.form().attrib["action"])
        response = self.plain.post(path, data=sent)
        if response.status_code == SEE_OTHER:
            return self.get(response.headers["Location"])
        return self._read(response, "")

    def _read(self, response: TestResponse, lenient_because: str) -> Page:
        problems = list(problems_of_headers(response))
        assert response.mimetype == "text/html", "ask for other kinds with .plain"
        document = parsed(response.text)
        problems += problems_of_document(document)
        problems += self._problems_of_weight(response, document)
        assert lenient_because or not problems, "\n".join(problems)
        return Page(response, document)

    def _problems_of_weight(
        self, response: TestResponse, document: Element
    ) -> Iterator[str]:
        weight = len(gzip.compress(response.data))
        for asset in assets_of(document):
            answer = self.plain.get(asset)
            if answer.status_code != 200:
                yield f"{asset} answers {answer.status}"
            weight += len(gzip.compress(answer.data))
        if weight > FIRST_PAGE_BYTES:
            yield f"the page weighs {weight} bytes with what it loads"


def values_in(form: Element) -> Iterator[tuple[str, str]]:
    """Give the names and values that a form sends, but those of buttons."""
    for field in form.iter("input"):
        is_sent = field.attrib["type"] not in CHOSEN or "checked" in field.attrib
        if is_sent:
            yield field.attrib["name"], field.attrib.get("value", "")
    for area in form.iter("textarea"):
        yield area.attrib["name"], area.text or ""
    for select in form.iter("select"):
        options = list(select.iter("option"))
        chosen = [each for each in options if "selected" in each.attrib]
        yield select.attrib["name"], (chosen or options)[0].attrib["value"]


def parsed(text: str) -> Element:
    """Return the document; html5lib raises at the first mistake in it."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document = parser.parse(text)
    assert isinstance(document, Element)
    return document


def one(document: Element, name: str) -> Element:
    found = list(document.iter(name))
    assert len(found) == 1, f"{len(found)} elements {name}"
    return found[0]


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def assets_of(document: Element) -> list[str]:
    linked = [
        link.attrib["href"]
        for link in document.iter("link")
        if link.attrib["rel"] in LOADED
    ]
    loaded = [
        element.attrib["src"] for element in document.iter() if "src" in element.attrib
    ]
    return linked + loaded


def problems_of_headers(response: Response) -> Iterator[str]:
    headers = response.headers
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"the content security policy is {policy!r}"
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }
    for name, value in wanted.items():
        if headers.getlist(name) != [value]:
            yield f"{name} is {headers.getlist(name)}"
    # Only where somebody is asked for their place may a button fill it in.
    asked = "(self)" if " data-place" in response.get_data(as_text=True) else "()"
    if f"geolocation={asked}" not in headers.get("Permissions-Policy", ""):
        yield "the page may use powers of the browser"
    if "Cache-Control" not in headers:
        yield "nothing says whether the answer may be stored"
    if "Server" in headers:
        yield "the server tells what it is"


def problems_of_document(document: Element) -> Iterator[str]:
    yield from problems_of_heading(document)
    yield from problems_of_language(document)
    yield from problems_of_ids(document)
    yield from problems_of_labels(document)
    for element in document.iter():
        if isinstance(element.tag, str):
            yield from problems_of_element(element)


def problems_of_heading(document: Element) -> Iterator[str]:
    filled = [h1 for h1 in document.iter("h1") if "data-filled" in h1.attrib]
    headings = [text_of(heading) for heading in document.iter("h1")]
    title = text_of(one(document, "title"))
    if len(headings) != 1:
        yield f"{len(headings)} h1"
    elif filled and headings[0] in title:
        yield f"the title {title!r} holds an answer, which browsers remember"
    elif filled:
        return
    elif not headings[0] or headings[0] not in title:
        yield f"the title {title!r} does not hold the heading {headings[0]!r}"
    elif title.startswith(headings[0]) == shows_problems(document):
        yield f"the title {title!r} should tell of an error only where there is one"


def shows_problems(document: Element) -> bool:
    """Whether the page has a summary of errors."""
    return any(e.attrib.get("class") == "errsum" for e in document.iter())


def problems_of_language(document: Element) -> Iterator[str]:
    for element in (e for e in document.iter() if "lang" in e.attrib or e is document):
        tag = element.attrib.get("lang", "")
        if TAG.fullmatch(tag) is None:
            yield f"{element.tag} has the language {tag!r}"
        elif tag == UNDETERMINED:
            continue
        elif element.attrib.get("dir") != direction_of(tag):
            yield f"{tag} runs {element.attrib.get('dir')!r}"


def problems_of_ids(document: Element) -> Iterator[str]:
    ids = Counter(e.attrib["id"] for e in document.iter() if "id" in e.attrib)
    yield from (
        f"{count} elements with id {name}" for name, count in ids.items() if count > 1
    )
    for element in document.iter():
        for name in REFERENCES:
            for wanted in element.attrib.get(name, "").split():
                if wanted not in ids:
                    yield f"{name} points to {wanted}, which is nowhere"


def problems_of_labels(document: Element) -> Iterator[str]:
    labelled = {label.attrib.get("for") for label in document.iter("label")}
    wrapped = {
        id(field)
        for label in document.iter("label")
        for name in FIELDS
        for field in label.iter(name)
    }
    for field in (f for name in FIELDS for f in document.iter(name)):
        if field.attrib.get("type") in UNLABELLED:
            continue
        named = field.attrib.get("aria-label") or field.attrib.get("aria-labelledby")
        if (
            not named
            and field.attrib.get("id") not in labelled
            and id(field) not in wrapped
        ):
            yield f"a field has no label: {field.attrib}"


def problems_of_element(element: Element) -> Iterator[str]:
    if element.tag == "style" or (
        element.tag == "script" and "src" not in element.attrib
    ):
        yield f"{element.tag} inside the page"
    if element.tag == "form" and not {"action", "method"} <= element.attrib.keys():
        yield "a form without action or method"
    if element.tag == "img" and "alt" not in element.attrib:
        yield "a picture without words"
    for name, value in element.attrib.items():
        if name == "style" or name.lower().startswith("on"):
            yield f"{name} inside the page"
        if name in ADDRESSES and not is_local(value) and not is_foreign(element):
            yield f"{name} leads elsewhere: {value}"


def is_foreign(element: Element) -> bool:
    """Whether it is a link of an author to another site, which learns nothing."""
    is_link = element.tag == "a" and element.attrib.get("rel") == "noreferrer"
    return is_link and element.attrib["href"].startswith(("https://", "http://"))


def is_local(address: str) -> bool:
    return address.startswith("#") or (
        address.startswith("/") and not address.startswith(("//", "/\\"))
    )

"""Reads a filled XForm, as ODK Collect and Enketo send it, into answers.

Source: ODK XForms specification, "Instance" and "Metadata". What this product never
keeps is left out while reading: metadata, and the positions and attachments that no
consultation opened.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from forms.definition import Group, Item, Kind, Question, Questionnaire
from forms.errors import N_, NP_, FormsError
from forms.keys import count_key, instance_key, keys_of
from forms.logic.keeping import MOST_REPETITIONS
from forms.xform.names import renamed
from forms.xform.values import value_of

LARGEST: Final = 2_000_000
DEEPEST: Final = 30
MOST_ELEMENTS: Final = 50_000
UNKEPT: Final = frozenset({Kind.METADATA, Kind.POSITION, Kind.ATTACHMENT, Kind.NOTE})
_DRAWING: Final = re.compile(r"\b(?:random|uuid)\s*\(")


class UnreadableInstance(FormsError):
    """What was sent is no filled XForm."""

    code = "F490"
    message = N_(
        "This is not a filled form of this survey. Fetch the form again and fill it in."
    )


class TooManyRepetitions(FormsError):
    """More than can be asked for was filled in."""

    code = "F491"
    message = NP_(
        "One part of this form is filled in more often than %(most)s time. Take the "
        "others out and send it again.",
        "One part of this form is filled in more often than %(most)s times. Take some "
        "of them out and send it again.",
        by="most",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A filled form: the answers by key, and the name its client gave it."""

    answers: Mapping[str, str | list[str]]
    instance_id: str


def read_instance(source: bytes, questionnaire: Questionnaire) -> Instance:
    """Return the answers of a filled form.

    Elements that the questionnaire does not know are passed over, since a client may
    hold an older or a richer form. Raises ``UnreadableInstance``, and
    ``TooManyRepetitions``.
    """
    root = _root(source)
    reader = _Reader(questionnaire)
    reader.read(root)
    instance_id = _instance_id(root)
    if not instance_id:
        raise UnreadableInstance
    return Instance(answers=reader.answers, instance_id=instance_id)


def form_id_in(source: bytes) -> str:
    """Return the id of the form that was filled; raises ``UnreadableInstance``."""
    return _root(source).get("id", "")


def _root(source: bytes) -> Element:
    if len(source) > LARGEST:
        raise UnreadableInstance
    try:
        root: Element = fromstring(source, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableInstance from error
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS or not _is_shallow(root):
        raise UnreadableInstance
    return root


def _instance_id(root: Element) -> str:
    """Return the name that the client gave the instance, empty without one."""
    for meta in root:
        if _local(meta) != "meta":
            continue
        for element in meta:
            if _local(element) == "instanceID" and element.text:
                return element.text.strip()
    return root.get("instanceID", "").strip()


def _is_shallow(root: Element) -> bool:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return True
    return False


class _Reader:
    """Walks the elements beside the items of the questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.answers: dict[str, str | list[str]] = {}
        self._keys = keys_of(questionnaire)
        self._pages = {page.name: page.questions for page in questionnaire.pages}
        self._by_hand = {
            question.name: question
            for page in questionnaire.pages
            for question in page.questions
        }
        self._body = questionnaire.body
        self._names = {told: name for name, told in renamed(questionnaire).items()}

    def read(self, root: Element) -> None:
        """Take the answers of a whole instance."""
        for element in root:
            name = _local(element)
            if name in self._by_hand:
                self._take(self._by_hand[name], name, element, ())
            elif name in self._pages:
                for inner in element:
                    question = self._by_hand.get(_local(inner))
                    if question is not None:
                        self._take(question, question.name, inner, ())
        self._walk(root, self._body, "", ())

    def _walk(
        self,
        element: Element,
        items: tuple[Item, ...],
        above: str,
        numbers: tuple[int, ...],
    ) -> None:
        known = {item.name: item for item in items}
        seen: dict[str, int] = {}
        for child in element:
            told = _local(child)
            item = known.get(self._names.get(told, told))
            if item is None or _is_template(child):
                continue
            path = f"{above}/{item.name}" if above else item.name
            if isinstance(item, Question):
                self._take(item, path, child, numbers)
            elif item.repeat is None:
                self._walk(child, item.items, path, numbers)
            else:
                number = seen[path] = seen.get(path, 0) + 1
                if number > MOST_REPETITIONS:
                    raise TooManyRepetitions(most=MOST_REPETITIONS)
                self._walk(child, item.items, path, (*numbers, number))
        self._count(items, above, seen, numbers)

    def _count(
        self,
        items: tuple[Item, ...],
        above: str,
        seen: Mapping[str, int],
        numbers: tuple[int, ...],
    ) -> None:
        for item in items:
            if isinstance(item, Group) and item.repeat is not None:
                path = f"{above}/{item.name}" if above else item.name
                key = count_key(self._keys[path], numbers)
                self.answers[key] = str(seen.get(path, 0))

    def _take(
        self, question: Question, path: str, element: Element, numbers: tuple[int, ...]
    ) -> None:
        words = (element.text or "").strip()
        if words and _is_kept(question):
            key = instance_key(self._keys[path], numbers)
            self.answers[key] = value_of(question.kind, words)


def _is_kept(question: Question) -> bool:
    """Whether an answer counts: a calculation only where chance cannot be repeated.

    Where chance decides whether it is relevant, its being there tells that it was.
    """
    if question.kind is not Kind.CALCULATION:
        return question.kind not in UNKEPT
    sources = (question.calculation, question.relevant)
    return any(_DRAWING.search(source) for source in sources)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _is_template(element: Element) -> bool:
    return any(name.rpartition("}")[2] == "template" for name in element.attrib)

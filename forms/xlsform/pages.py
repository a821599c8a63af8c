"""Turns pages laid out by hand into groups of an XLSForm, and such groups into pages.

How they stand there is told in ``forms.xlsform.columns``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from forms.definition import (
    Fact,
    Group,
    Item,
    Kind,
    Layout,
    Page,
    Question,
    Questionnaire,
    Text,
)
from forms.xlsform.columns import PAGE, PART

LEAD: Final = "lead"
WARNING: Final = "warning"
HELP: Final = "help"
FACT: Final = "fact:"

APPEARANCES: Final = {Layout.LIST: "field-list", Layout.GRID: "field-list table-list"}


def as_groups(questionnaire: Questionnaire) -> Questionnaire:
    """Return the questionnaire with each page as a group of its body."""
    groups = tuple(_group(page) for page in questionnaire.pages)
    return replace(
        questionnaire, pages=(), body=(*groups[:1], *questionnaire.body, *groups[1:])
    )


def as_pages(questionnaire: Questionnaire) -> Questionnaire:
    """Return the questionnaire with each group that was a page as a page again.

    A group that holds more than a page can, such as further groups or a condition,
    stays in the body.
    """
    pages = [_page(item) for item in questionnaire.body]
    return replace(
        questionnaire,
        pages=(*questionnaire.pages, *(each for each in pages if each is not None)),
        body=tuple(
            item
            for item, page in zip(questionnaire.body, pages, strict=True)
            if page is None
        ),
    )


def _group(page: Page) -> Group:
    taken = {question.name for question in page.questions}
    parts = [replace(part, name=_free(part.name, taken)) for part in _parts(page)]
    help_ = [part for part in parts if (PART, HELP) in part.columns]
    before = [part for part in parts if part not in help_]
    return Group(
        name=page.name,
        label=page.title,
        items=(*before, *page.questions, *help_),
        appearance=APPEARANCES[page.layout],
        columns=((PAGE, page.section),),
    )


def _parts(page: Page) -> Iterator[Question]:
    """Give what a page tells beside its questions, as notes."""
    if page.lead is not None:
        yield _note(f"{page.name}_lead", LEAD, page.lead)
    for fact in page.facts:
        part = f"{FACT}{fact.name}"
        yield _note(f"{page.name}_{fact.name}", part, fact.term, fact.description)
    if page.warning is not None:
        yield _note(f"{page.name}_warning", WARNING, page.warning)
    if page.help is not None:
        yield _note(f"{page.name}_help", HELP, *page.help)


def _note(name: str, part: str, label: Text, hint: Text | None = None) -> Question:
    columns = ((PART, part),)
    return Question(name=name, kind=Kind.NOTE, label=label, hint=hint, columns=columns)


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _page(item: Item) -> Page | None:
    """Return the page that a group stands for, None where it is no page."""
    if not (isinstance(item, Group) and PAGE in dict(item.columns)):
        return None
    asked = [each for each in item.items if isinstance(each, Question)]
    parts = {part: each for each in asked if (part := _part(each))}
    found = Page(
        name=item.name,
        section=dict(item.columns)[PAGE],
        title=item.label,
        layout=_layout(item.appearance),
        questions=tuple(each for each in asked if not _part(each)),
        lead=parts[LEAD].label if LEAD in parts else None,
        warning=parts[WARNING].label if WARNING in parts else None,
        help=_help(parts.get(HELP)),
        facts=tuple(_facts(asked)),
    )
    # What it means is what it came from, or something would be lost.
    return found if _says_the_same(_group(found), item) else None


def _part(question: Question) -> str:
    return dict(question.columns).get(PART, "")


def _layout(appearance: str) -> Layout:
    is_grid = appearance == APPEARANCES[Layout.GRID]
    return Layout.GRID if is_grid else Layout.LIST


def _help(note: Question | None) -> tuple[Text, Text] | None:
    return (note.label, note.hint) if note is not None and note.hint else None


def _facts(asked: Sequence[Question]) -> Iterator[Fact]:
    for note in asked:
        if _part(note).startswith(FACT) and note.hint is not None:
            name = _part(note).removeprefix(FACT)
            yield Fact(name=name, term=note.label, description=note.hint)


def _says_the_same(written: Group, given: Group) -> bool:
    """Say whether two groups differ in the order and names of their notes at most."""
    return _told(written) == _told(given) and (
        [each for each in written.items if not _is_part(each)]
        == [each for each in given.items if not _is_part(each)]
    )


def _told(group: Group) -> tuple[Group, list[tuple[str, Text, Text | None]]]:
    notes = [
        (_part(each), each.label, each.hint)
        for each in group.items
        if isinstance(each, Question) and _part(each)
    ]
    return replace(group, items=()), sorted(notes, key=lambda note: note[0])


def _is_part(item: Item) -> bool:
    return isinstance(item, Question) and bool(_part(item))

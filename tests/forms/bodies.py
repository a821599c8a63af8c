"""Questionnaires with a body, as Hypothesis draws them, in any script.

They are such as an XLSForm can hold: no text begins or ends with a space, and no
value stands twice under two names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from hypothesis import strategies as st

from forms.definition import (
    CHOOSING,
    Choice,
    ChoiceList,
    Consent,
    Group,
    Item,
    Kind,
    Medium,
    Missing,
    Pairs,
    Provenance,
    Question,
    Questionnaire,
    Repeat,
    SideFile,
    Text,
    Use,
)
from tests.forms.questionnaires import a_questionnaire

TAGS: Final = ("en", "ar", "fa-AF", "am", "pt-BR")
NAMED: Final = {"en": "English (en)", "am": "አማርኛ (am)", "fa-AF": "Dari"}
LISTS: Final = ("yes_no", "région", "أماكن")
NAMES: Final = (
    "age", "Age", "q_1", "_hidden", "a-b.c", "prénom", "عمر", "ዕድሜ", "x1", "x2"
)  # fmt: skip
EXPRESSIONS: Final = (
    "${age} > 5",
    ". != '' and (${q_1} = 'a' or ${q_1} < \"b\")",
    "today() - 1",
    "true()",
)
SPECIAL: Final = (
    "=1+1", "@x", "-", "| a |", "a\\|b", "a\\", "&#10;", "&amp;#10;", "متى؟\nالآن", "${age} ሰዎች",
    "1.0", "007", "true", "yes", "# no", "<b>&", "'quoted'", '"', "#N/A", "a,b;c", "👩🏽‍🌾", "نعم،\u200fلا",
)  # fmt: skip

_SIGNS: Final = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Z"])


def words() -> st.SearchStrategy[str]:
    """Return texts with something in them and nothing to be trimmed."""
    return st.sampled_from(SPECIAL) | st.text(_SIGNS, min_size=1, max_size=8)


@dataclass(frozen=True, slots=True)
class Pool:
    """What the parts of one questionnaire are drawn from; drawing each is slow."""

    languages: tuple[str, ...]
    texts: tuple[Text, ...]
    words: tuple[str, ...]

    def text(self) -> st.SearchStrategy[Text]:
        return st.sampled_from(self.texts)

    def pairs(self, *names: str) -> st.SearchStrategy[Pairs]:
        """Return further columns, each with something in it."""
        chosen = st.lists(st.sampled_from(names), unique=True, max_size=2)
        return st.builds(
            lambda held, word: tuple((name, word) for name in sorted(held)),
            chosen,
            st.sampled_from(self.words),
        )

    def media(self) -> st.SearchStrategy[tuple[Medium, ...]]:
        """Return at most one medium of each role."""
        roles = st.sampled_from([(), ("image",), ("image", "audio"), ("video",)])
        return st.builds(
            lambda held, files: tuple(Medium(role=role, files=files) for role in held),
            roles,
            self.text(),
        )


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    languages = tuple(
        draw(st.lists(st.sampled_from(TAGS), min_size=1, max_size=3, unique=True))
    )
    said = draw(st.lists(words(), min_size=2, max_size=5))
    spoken = st.lists(st.sampled_from(languages), min_size=1, unique=True)
    texts = [
        Text.of({tag: said[place % len(said)] for tag in draw(spoken)})
        for place in range(3)
    ]
    return Pool(languages, tuple(texts), tuple(said))


VARIANTS: Final = {
    Kind.TEXT: ("", "barcode"),
    Kind.POSITION: ("geopoint", "geotrace", "geoshape"),
    Kind.ATTACHMENT: ("image", "audio", "video", "file"),
    Kind.METADATA: ("start", "end", "today", "deviceid"),
}


def _further(kind: Kind, pool: Pool) -> dict[str, st.SearchStrategy[Any]]:
    """Return what a question of a kind may have beside its name and label."""
    expression = st.sampled_from(EXPRESSIONS)
    text = pool.text()
    further: dict[str, st.SearchStrategy[Any]] = {
        "short": text,
        "hint": text,
        "guidance": text,
        "media": pool.media(),
        "appearance": st.sampled_from(["minimal", "quick columns-2"]),
        "guarded": st.just(True),  # noqa: FBT003 - a value
        "required": st.just(True),  # noqa: FBT003 - a value
        "relevant": expression,
        "constraint": expression,
        "constraint_message": text,
        "soft_constraint": expression,
        "soft_message": text,
        "required_message": text,
        "read_only": st.just(True),  # noqa: FBT003 - a value
        "default": st.sampled_from((*EXPRESSIONS, "5", "a b")),
        "provenance": st.just(Provenance(construct="c", source="s", status="final")),
        "trigger": st.sampled_from([("age",), ("q_1", "age")]),
        "columns": pool.pairs("note_to_self", "بند"),
        "use": st.just(Use.VOICE),
    }
    if kind is Kind.CHOICES:
        further |= {"least": st.integers(0, 3), "most": st.integers(1, 9)}
    if kind is Kind.TEXT:
        further |= {"longest": st.integers(1, 9999)}
    if kind in CHOOSING:
        randomised = st.just(True)  # noqa: FBT003 - a value
        further |= {"randomised": randomised, "choice_filter": expression}
    return further


@st.composite
def questions(draw: st.DrawFn, name: str, pool: Pool) -> Question:
    """Return a question of any kind with anything that it can have."""
    kind = draw(st.sampled_from([each for each in Kind if each is each.published]))
    told: dict[str, Any] = {
        "choices": draw(st.sampled_from(LISTS)) if kind in CHOOSING else None,
        "variant": draw(st.sampled_from(VARIANTS.get(kind, ("",)))),
        "label": draw(st.just(Text(())) | pool.text()),
    }
    if kind is Kind.CALCULATION:
        told["calculation"] = draw(st.sampled_from(EXPRESSIONS))
    if kind is Kind.RANGE:
        told["parameters"] = (("start", "0"), ("end", "10"), ("step", "2"))
    further = _further(kind, pool)
    names = draw(st.lists(st.sampled_from(sorted(further)), max_size=4, unique=True))
    told |= {each: draw(further[each]) for each in names}
    return Question(name=name, kind=kind, **told)


@st.composite
def items(draw: st.DrawFn, pool: Pool, deep: int) -> tuple[Item, ...]:
    """Return items with names of their own, groups and repeats among them."""
    found: list[Item] = []
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True)):
        if deep and draw(st.integers(0, 2)) == 0:
            found.append(draw(_groups(name, pool, deep - 1)))
        else:
            found.append(draw(questions(name, pool)))
    return tuple(found)


@st.composite
def _groups(draw: st.DrawFn, name: str, pool: Pool, deep: int) -> Group:
    further: dict[str, st.SearchStrategy[Any]] = {
        "label": pool.text(),
        "hint": pool.text(),
        "guidance": pool.text(),
        "media": pool.media(),
        "appearance": st.sampled_from(["field-list", "table-list minimal"]),
        "relevant": st.sampled_from(EXPRESSIONS),
        "read_only_when": st.sampled_from(EXPRESSIONS),
        "columns": pool.pairs("note_to_self"),
        "repeat": st.sampled_from([Repeat(), *(Repeat(count=e) for e in EXPRESSIONS)]),
    }
    names = draw(st.lists(st.sampled_from(sorted(further)), max_size=3, unique=True))
    told = {each: draw(further[each]) for each in names}
    return Group(name=name, items=draw(items(pool, deep)), **told)


@st.composite
def choice_lists(draw: st.DrawFn, pool: Pool) -> tuple[ChoiceList, ...]:
    """Return the lists that questions are drawn with, one of them of any choices."""
    names = draw(
        st.lists(
            st.sampled_from(["a", "b", "no-3", "نعم", "skip"]), min_size=1, unique=True
        )
    )
    drawn = tuple(
        Choice(
            name=name,
            label=draw(st.just(Text(())) | pool.text()),
            media=draw(pool.media()),
            columns=draw(pool.pairs("district", "order")),
            exclusive=draw(st.booleans()),
            value=draw(st.none() | st.integers(0, 9)),
        )
        for name in names
    )
    unsaid = Choice(name="dk", label=pool.texts[0], missing=Missing.DONT_KNOW)
    return tuple(
        ChoiceList(name=name, choices=(*drawn[place:], unsaid))
        for place, name in enumerate(LISTS)
    )


@st.composite
def side_files(draw: st.DrawFn, pool: Pool) -> SideFile:
    """Return a table whose cells may be empty."""
    columns = draw(st.sampled_from([("name",), ("name", "label"), ("n", "الاسم", "x")]))
    cell = st.just("") | st.sampled_from(pool.words)
    rows = draw(st.lists(st.tuples(*(cell for _ in columns)), max_size=3))
    return SideFile(
        name=draw(st.sampled_from(["places.csv", "unités.csv"])),
        columns=columns,
        rows=tuple(row for row in rows if any(row)),
    )


def _choices_of(file: SideFile, language: str) -> tuple[Choice, ...]:
    """Return the choices that a table with names and labels holds."""
    return tuple(
        Choice(name=name, label=Text.of({language: label} if label else {}))
        for name, label in file.rows
        if name
    )


@st.composite
def drafts(draw: st.DrawFn) -> Questionnaire:
    """Return a questionnaire with a body and no page, so without consent yet."""
    pool = draw(pools())
    lists = draw(choice_lists(pool))
    body = draw(items(pool, 3).filter(bool))
    files = tuple(draw(st.lists(side_files(pool), max_size=1)))
    for file in files:
        if file.columns == ("name", "label"):
            choices = _choices_of(file, pool.languages[0])
            lists += (ChoiceList(name=file.name, choices=choices, file=file.name),)
            asked = {"kind": Kind.CHOICE, "label": pool.texts[0], "choices": file.name}
            body += (Question(name="from_file", **asked),)  # type: ignore[arg-type] # of many types
    return Questionnaire(
        instrument=draw(st.sampled_from(["form", "form 1", "استمارة"])),
        title=draw(pool.text()),
        summary=draw(st.none() | pool.text()),
        languages=pool.languages,
        sections=(),
        pages=(),
        choice_lists=lists,
        consent=Consent(question="", agreed=""),
        body=body,
        files=files,
        settings=draw(pool.pairs("version", "style")),
        language_names=tuple(
            (tag, NAMED[tag]) for tag in pool.languages if tag in NAMED
        ),
    )


@st.composite
def with_consent(draw: st.DrawFn) -> Questionnaire:
    """Return a questionnaire with pages laid out by hand before and after its body."""
    drawn = draw(drafts())
    by_hand = a_questionnaire()
    return replace(
        by_hand,
        languages=drawn.languages,
        language_names=drawn.language_names,
        choice_lists=(*by_hand.choice_lists, *drawn.choice_lists),
        body=drawn.body,
        files=drawn.files,
    )


def asked_in(body: tuple[Item, ...]) -> Iterator[Question]:
    """Give the questions of a body."""
    for item in body:
        if isinstance(item, Group):
            yield from asked_in(item.items)
        else:
            yield item

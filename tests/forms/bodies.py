"""Questionnaires with a body, as Hypothesis draws them, in any script."""

from dataclasses import replace
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
    Pairs,
    Question,
    Questionnaire,
    Repeat,
    SideFile,
    Text,
    Use,
)

TAGS: Final = ("en", "ar", "fa-AF", "am", "pt-BR")
LISTS: Final = ("yes_no", "région", "أماكن")
NAMES: Final = (
    "age", "Age", "q_1", "_hidden", "a-b.c", "prénom", "عمر", "ዕድሜ", "meta", "x1", "x2"
)  # fmt: skip

EXPRESSIONS: Final = st.sampled_from(
    ["", "${age} > 5", ". != '' and (${q_1} = 'a' or ${q_1} < \"b\")", "today() - 1"]
)

# What a cell of a workbook can hold and keep: no sign that XML forbids, nothing at
# either end that a reader takes away.
_SIGNS: Final = st.characters(
    exclude_categories=["Cs", "Cc", "Cn", "Z"], include_characters="\n |\\=+-@#&<>\"'"
)


def words() -> st.SearchStrategy[str]:
    """Return texts with something in them and nothing to be trimmed."""
    drawn = st.text(_SIGNS, max_size=20).map(
        lambda text: "\n".join(" ".join(line.split()) for line in text.splitlines())
    )
    plain = drawn.map(str.strip).filter(bool)
    special = [
        "=1+1", "@x", "-", "| a |", "a\\|b", "&#10;", "متى؟\nالآن", "${age} ሰዎች", "1.0", "true", "# no"
    ]  # fmt: skip
    return st.sampled_from(special) | plain


@st.composite
def texts(draw: st.DrawFn, languages: tuple[str, ...]) -> Text:
    """Return a text in one language at least."""
    spoken = draw(st.lists(st.sampled_from(languages), min_size=1, unique=True))
    return Text.of({tag: draw(words()) for tag in spoken})


def pairs(names: list[str]) -> st.SearchStrategy[Pairs]:
    """Return further columns, each with something in it."""
    return st.lists(
        st.tuples(st.sampled_from(names), words()),
        unique_by=lambda pair: pair[0],
        max_size=2,
    ).map(tuple)


@st.composite
def media(draw: st.DrawFn, languages: tuple[str, ...]) -> tuple[Medium, ...]:
    """Return at most one medium of each role."""
    roles = draw(st.lists(st.sampled_from(["image", "audio", "video"]), unique=True))
    return tuple(
        Medium(role=role, files=draw(texts(languages))) for role in sorted(roles)
    )


@st.composite
def _choice_lists(draw: st.DrawFn, languages: tuple[str, ...]) -> ChoiceList:
    names = draw(
        st.lists(
            st.sampled_from(["a", "b", "dk", "no-3", "نعم"]), min_size=1, unique=True
        )
    )
    return ChoiceList(
        name="",
        choices=tuple(
            Choice(
                name=name,
                label=draw(st.just(Text(())) | texts(languages)),
                media=draw(media(languages)),
                columns=draw(pairs(["district", "order"])),
                exclusive=draw(st.booleans()),
                value=draw(st.none() | st.integers(0, 9)),
            )
            for name in names
        ),
    )


_PLAIN: Final = {
    Kind.TEXT: ("", "barcode"),
    Kind.POSITION: ("geopoint", "geotrace", "geoshape"),
    Kind.ATTACHMENT: ("image", "audio", "video", "file"),
    Kind.METADATA: ("start", "end", "today", "deviceid", "audit"),
}


@st.composite
def questions(draw: st.DrawFn, name: str, languages: tuple[str, ...]) -> Question:
    """Return a question of any kind with anything that it can have."""
    kind = draw(st.sampled_from(list(Kind)))
    text = texts(languages)
    maybe = st.none() | text
    asked: dict[str, Any] = {
        "choices": draw(st.sampled_from(LISTS)) if kind in CHOOSING else None,
        "variant": draw(st.sampled_from(_PLAIN.get(kind, ("",)))),
        "use": draw(st.sampled_from([Use.OTHER, Use.VOICE])),
    }
    if kind is Kind.METADATA:
        return Question(name=name, kind=kind, label=Text(()), **asked)
    if kind is Kind.CHOICES:
        asked |= {
            "least": draw(st.none() | st.integers(0, 3)),
            "most": draw(st.none() | st.integers(1, 9)),
        }
    if kind is Kind.TEXT:
        asked |= {"longest": draw(st.none() | st.integers(1, 9999))}
    if kind in CHOOSING:
        asked |= {"randomised": draw(st.booleans()), "choice_filter": draw(EXPRESSIONS)}
    if kind is Kind.CALCULATION:
        asked |= {"calculation": draw(EXPRESSIONS)}
    return Question(
        name=name,
        kind=kind,
        label=draw(st.just(Text(())) | text),
        short=draw(maybe),
        hint=draw(maybe),
        guidance=draw(maybe),
        media=draw(media(languages)),
        appearance=draw(st.sampled_from(["", "minimal", "quick columns-2"])),
        guarded=draw(st.booleans()),
        required=draw(st.booleans()),
        relevant=draw(EXPRESSIONS),
        constraint=draw(EXPRESSIONS),
        constraint_message=draw(maybe),
        soft_constraint=draw(EXPRESSIONS),
        soft_message=draw(maybe),
        required_message=draw(maybe),
        read_only=draw(st.booleans()),
        default=draw(EXPRESSIONS),
        trigger=tuple(draw(st.lists(st.sampled_from(["age", "q_1"]), unique=True))),
        columns=draw(pairs(["note_to_self", "بند"])),
        **asked,
    )


@st.composite
def items(draw: st.DrawFn, languages: tuple[str, ...], deep: int) -> tuple[Item, ...]:
    """Return items with names of their own, groups and repeats among them."""
    names = draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
    found: list[Item] = []
    for name in names:
        if deep and draw(st.integers(0, 2)) == 0:
            found.append(draw(_groups(name, languages, deep - 1)))
        else:
            found.append(draw(questions(name, languages)))
    return tuple(found)


@st.composite
def _groups(draw: st.DrawFn, name: str, languages: tuple[str, ...], deep: int) -> Group:
    text = st.none() | texts(languages)
    return Group(
        name=name,
        items=draw(items(languages, deep)),
        label=draw(text),
        hint=draw(text),
        media=draw(media(languages)),
        appearance=draw(st.sampled_from(["", "field-list", "table-list minimal"])),
        relevant=draw(EXPRESSIONS),
        repeat=draw(st.none() | EXPRESSIONS.map(lambda count: Repeat(count=count))),
        columns=draw(pairs(["note_to_self"])),
    )


@st.composite
def side_files(draw: st.DrawFn) -> SideFile:
    """Return a table whose cells may be empty."""
    columns = tuple(draw(st.lists(words(), min_size=1, max_size=3, unique=True)))
    cell = st.just("") | words()
    rows = draw(st.lists(st.tuples(*(cell for _ in columns)), max_size=3))
    return SideFile(
        name=draw(st.sampled_from(["places.csv", "unités.csv"])),
        columns=columns,
        rows=tuple(row for row in rows if any(row)),
    )


@st.composite
def drafts(draw: st.DrawFn) -> Questionnaire:
    """Return a questionnaire with a body and no page, so without consent yet."""
    languages = tuple(draw(st.lists(st.sampled_from(TAGS), min_size=1, unique=True)))
    return Questionnaire(
        instrument=draw(st.sampled_from(["form", "form 1", "استمارة"])),
        title=draw(st.just(Text(())) | texts(languages)),
        languages=languages,
        sections=(),
        pages=(),
        choice_lists=tuple(
            replace(draw(_choice_lists(languages)), name=name) for name in LISTS
        ),
        consent=Consent(question="", agreed=""),
        body=draw(items(languages, 3).filter(bool)),
        files=tuple(draw(st.lists(side_files(), max_size=1))),
        settings=draw(pairs(["version", "style"])),
        language_names=tuple((tag, f"Name {tag} ({tag})") for tag in languages),
    )

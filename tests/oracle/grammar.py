"""Makes expressions by chance over one small form, and makes them smaller."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

T = TypeVar("T")

FORM = """
| survey |
| | type | name | label | calculation |
| | integer | n | N | |
| | integer | k | K | |
| | decimal | d | D | |
| | text | t | T | |
| | text | u | U | |
| | date | dt | Date | |
| | time | tm | Time | |
| | dateTime | dtm | Date and time | |
| | select_one towns | s | S | |
| | select_multiple towns | m | M | |
| | begin_group | g | G | |
| | integer | gn | GN | |
| | end_group | | | |
| | begin_repeat | r | R | |
| | integer | rn | RN | |
| | text | rt | RT | |
| | select_multiple towns | rm | RM | |
| | text | rhere | Here | |
| | end_repeat | | | |
| | text | here | Here | |
| choices |
| | list_name | name | label | area | size |
| | towns | a | Ash | north | 3 |
| | towns | b | Birch | north | 12 |
| | towns | c | Cedar | south | 7 |
"""

NEARBY = "<near>"
"""Stands where the way to a question in the same repetition begins."""

SECOND = "/data/r[2]/rhere"
"""Where expressions stand: in the second of three repetitions."""


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of an expression: what it is of, its two spellings, and its parts.

    ``ours`` and ``theirs`` are as an author writes it and as pyxform makes of it;
    ``{}`` stands for each part.
    """

    sort: str
    ours: str
    theirs: str
    parts: "tuple[Term, ...]" = ()

    def as_written(self) -> str:
        """Return it in the spelling of an author."""
        return self.ours.format(*(each.as_written() for each in self.parts))

    def as_converted(self) -> str:
        """Return it in the spelling that ODK's engine gets."""
        return self._converted().replace(NEARBY, " ../")

    def _converted(self) -> str:
        parts = [each._converted() for each in self.parts]
        if self.theirs.startswith(("instance(", "count(instance(")):
            # What an author refers to is never looked up from a choice.
            parts = [each.replace(NEARBY, " current()/../") for each in parts]
        return self.theirs.format(*parts)

    def size(self) -> int:
        """Return how many terms it is made of."""
        return 1 + sum(each.size() for each in self.parts)


def _alike(sort: str, spelling: str) -> Term:
    return Term(sort, spelling, spelling)


def _literal(sort: str, value: str) -> Term:
    quoted = '"' + value + '"' if "'" in value else "'" + value + "'"
    escaped = quoted.replace("{", "{{").replace("}", "}}")
    return Term(sort, escaped, escaped)


NAMES: Mapping[str, Sequence[str]] = {
    "number": ("n", "k", "d"),
    "text": ("t", "u", "s", "m"),
    "moment": ("dt", "tm", "dtm"),
}
Leaves = Mapping[str, Sequence[Term]]
Shapes = Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]

LEAVES: Leaves = {
    "number": (
        *(
            _alike("number", each)
            for each in (
                "0",
                "1",
                "2",
                "-1",
                "0.5",
                "12",
                "3.14159",
                "1000000",
                "123456789012345678901234",
                ".5",
                "5.",
                "1 div 3",
                "0 div 0",
                "2147483648",
            )
        ),
        *(Term("number", f"${{{{{n}}}}}", f" /data/{n} ") for n in NAMES["number"]),
        Term("number", "${{gn}}", " /data/g/gn "),
        Term("number", "${{rn}}", f"{NEARBY}rn "),
        _alike("number", "../rn"),
        _alike("number", "position(..)"),
        _alike("number", "pi()"),
    ),
    "text": (
        *(
            _literal("text", each)
            for each in (
                "",
                "a",
                "b",
                "a b",
                "abc",
                "12",
                "0",
                " x ",
                "é-ü",
                "A.B.C",
                "true",
                "false",
                "-5.5",
                "1e3",
                ".5",
                "5.",
                "+1",
                "0x10",
                " 7 ",
                "-0",
                "Infinity",
                "1,000",
            )
        ),
        *(Term("text", f"${{{{{n}}}}}", f" /data/{n} ") for n in NAMES["text"]),
        Term("text", "${{rt}}", f"{NEARBY}rt "),
        Term("text", "${{rm}}", f"{NEARBY}rm "),
        _alike("text", "."),
    ),
    "truth": (_alike("truth", "true()"), _alike("truth", "false()")),
    "moment": (
        *(
            _literal("moment", each)
            for each in (
                "2020-02-29",
                "1969-12-31",
                "2026-11-21T08:30:00",
                "2012-07-23",
                "2015-09-02T12:34:56.789+02:00",
                "10:30:00",
                "2026-13-01",
                "",
            )
        ),
        *(Term("moment", f"${{{{{n}}}}}", f" /data/{n} ") for n in NAMES["moment"]),
        _alike("moment", "today()"),
        _alike("moment", "now()"),
    ),
    "nodes": (
        _alike("nodes", "/data/r/rn"),
        _alike("nodes", "/data/r/rt"),
        _alike("nodes", "/data/r"),
        _alike("nodes", "../../r/rn"),
        _alike("nodes", "instance('towns')/root/item/name"),
        _alike("nodes", "instance('towns')/root/item/size"),
        _alike("nodes", "current()/../rn"),
        _alike("nodes", "/data/nothing"),
        Term("nodes", "${{m}}", " /data/m "),
    ),
    "pattern": tuple(
        _literal("pattern", each)
        for each in ("[0-9]+", "^[a-z ]*$", ".*b.*", "^\\d{2}$", "a|b", "")
    ),
    "template": tuple(
        _literal("template", each)
        for each in (
            "%Y-%m-%d",
            "%e %b %Y",
            "%d/%m/%y %H:%M:%S",
            "%n %h %3",
            "%H:%M",
            "x",
        )
    ),
    "letter": tuple(_literal("letter", each) for each in ("", "a", "b", " ")),
    "sep": (_literal("sep", ", "), _literal("sep", "")),
    "small": tuple(_alike("small", each) for each in ("0", "1", "2", "3", "-1", "10")),
}
SHAPES: Shapes = {
    "number": (
        *((f"{{}} {sign} {{}}", ("number", "number")) for sign in ("+", "-", "*", "div", "mod")),
        ("-{}", ("number",)),
        ("({})", ("number",)),
        ("number({})", ("any",)),
        ("int({})", ("any",)),
        ("round({})", ("number",)),
        ("round({}, {})", ("number", "small")),
        ("floor({})", ("number",)),
        ("ceiling({})", ("number",)),
        ("abs({})", ("number",)),
        ("pow({}, {})", ("number", "small")),
        ("sqrt({})", ("number",)),
        ("exp({})", ("small",)),
        ("exp10({})", ("small",)),
        ("log({})", ("number",)),
        ("log10({})", ("number",)),
        ("sin({})", ("number",)),
        ("round(atan2({}, {}), 6)", ("number", "number")),
        ("min({}, {})", ("number", "number")),
        ("max({}, {})", ("number", "number")),
        ("min({})", ("nodes",)),
        ("max({})", ("nodes",)),
        ("sum({})", ("nodes",)),
        ("count({})", ("nodes",)),
        ("count-non-empty({})", ("nodes",)),
        ("count-selected({})", ("text",)),
        ("string-length({})", ("any",)),
        ("decimal-date-time({})", ("moment",)),
        ("decimal-time({})", ("moment",)),
        ("count(/data/r[rn > {}])", ("number",)),
        ("count(instance('towns')/root/item[size > {}])", ("number",)),
    ),
    "text": (
        ("string({})", ("any",)),
        ("concat({}, {})", ("any", "any")),
        ("concat({})", ("nodes",)),
        ("join({}, {})", ("sep", "nodes")),
        ("join({}, {}, {})", ("sep", "text", "any")),
        ("substr({}, {})", ("text", "small")),
        ("substr({}, {}, {})", ("text", "small", "small")),
        ("substring-before({}, {})", ("text", "text")),
        # Of more than one letter ODK's engine skips the first alone.
        ("substring-after({}, {})", ("text", "letter")),
        ("normalize-space({})", ("text",)),
        ("translate({}, {}, {})", ("text", "text", "text")),
        ("selected-at({}, {})", ("text", "small")),
        ("coalesce({}, {})", ("any", "any")),
        ("if({}, {}, {})", ("truth", "any", "any")),
        ("indexed-repeat(/data/r/rt, /data/r, {})", ("number",)),
        ("indexed-repeat(/data/r/rn, /data/r, {})", ("small",)),
        ("/data/r[{}]/rt", ("small",)),
        ("/data/r[rn = {}]/rt", ("number",)),
        ("instance('towns')/root/item[name = {}]/label", ("text",)),
        ("instance('towns')/root/item[area = {}]/size", ("text",)),
        ("base64-decode({})", ("text",)),
        ("digest({}, 'SHA-1', 'hex')", ("text",)),
    ),
    "truth": (
        *((f"{{}} {sign} {{}}", ("number", "number")) for sign in ("=", "!=", "<", "<=", ">", ">=")),
        *((f"{{}} {sign} {{}}", ("any", "any")) for sign in ("=", "!=", "<", ">=")),
        *((f"{{}} {sign} {{}}", ("moment", "moment")) for sign in ("=", "<", "<=", ">")),
        ("{} = {}", ("text", "text")),
        ("{} = {}", ("nodes", "any")),
        ("({} and {})", ("truth", "truth")),
        ("({} or {})", ("truth", "any")),
        ("not({})", ("any",)),
        ("boolean({})", ("any",)),
        ("boolean-from-string({})", ("any",)),
        ("selected({}, {})", ("text", "text")),
        ("contains({}, {})", ("text", "text")),
        ("starts-with({}, {})", ("text", "text")),
        ("ends-with({}, {})", ("text", "text")),
        ("regex({}, {})", ("text", "pattern")),
        ("checklist({}, {}, {})", ("small", "small", "truth")),
        ("weighted-checklist({}, {}, {}, {})", ("small", "small", "truth", "number")),
    ),
    "moment": (
        ("date({})", ("any",)),
        ("date({} + {})", ("moment", "number")),
        ("date-time({})", ("any",)),
        ("format-date({}, {})", ("moment", "template")),
        ("format-date-time({}, {})", ("moment", "template")),
        ("{} + {}", ("moment", "number")),
        ("{} - {}", ("moment", "moment")),
        ("if({}, {}, {})", ("truth", "moment", "moment")),
    ),
    "nodes": (
        ("/data/r[{}]/rn", ("small",)),
        ("/data/r[boolean({})]/rt", ("any",)),
        ("/data/r[position() != {}]/rn", ("small",)),
        ("instance('towns')/root/item[size < {}]/name", ("number",)),
        ("instance('towns')/root/item[selected({}, name)]/label", ("text",)),
    ),
}  # fmt: skip
SORTS: Sequence[str] = ("number", "text", "truth", "moment")


class Expressions:
    """A source of expressions: the same seed, the same ones."""

    def __init__(
        self,
        seed: int,
        leaves: "Leaves | None" = None,
        shapes: "Shapes | None" = None,
    ) -> None:
        self._chance = np.random.default_rng(seed)
        self.leaves = leaves or LEAVES
        self._shapes = shapes or SHAPES

    def next(self, sort: str = "any") -> Term:
        """Return another expression."""
        return self._term(sort, depth=int(self._chance.integers(1, 4)))

    def _term(self, sort: str, depth: int) -> Term:
        actual = self._sort(sort)
        if depth == 0 or actual not in self._shapes:
            return self._one_of(self.leaves[actual])
        shape, needs = self._one_of(self._shapes[actual])
        parts = tuple(self._term(need, self._below(depth)) for need in needs)
        return Term(actual, shape, shape, parts)

    def _sort(self, sort: str) -> str:
        # Now and then the kind that nobody expects, as real authors do.
        if sort == "any" or (sort in SORTS and self._chance.random() < 0.1):
            return self._one_of(SORTS)
        return sort

    def _below(self, depth: int) -> int:
        return 0 if self._chance.random() < 0.4 else depth - 1

    def _one_of(self, several: "Sequence[T]") -> "T":
        return several[int(self._chance.integers(len(several)))]


def smaller(term: Term) -> Iterator[Term]:
    """Give terms like this one with a part left out or made plain, largest step first."""
    yield from term.parts
    for place, part in enumerate(term.parts):
        for less in (*PLAIN, *smaller(part)):
            if less.size() < part.size() or (part.size() == 1 and _plainer(less, part)):
                parts = (*term.parts[:place], less, *term.parts[place + 1 :])
                yield replace(term, parts=parts)


PLAIN: Sequence[Term] = (
    _literal("text", ""),
    _literal("text", "a"),
    _alike("number", "1"),
    _alike("number", "0"),
)


def _plainer(less: Term, part: Term) -> bool:
    order = [each.ours for each in PLAIN]
    rank = {spelling: place for place, spelling in enumerate(order)}
    return rank.get(less.ours, 99) < rank.get(part.ours, 50)


VALUES: Mapping[str, Sequence[str]] = {
    "n": ("", "0", "1", "12", "-3", "2147483647"),
    "k": ("", "2", "7"),
    "d": ("", "0.5", "-3.25", "1000000", "0.1"),
    "t": ("", "abc", "a b", "12", " x ", "é-ü", "true", "false", "2020-01-31"),
    "u": ("", "b", "0", "-5.5", "A.B.C"),
    "dt": ("", "2026-11-21", "1969-12-31", "2000-02-29"),
    "tm": ("", "08:05:00.000+00:00", "23:59:30.500+03:00"),
    "dtm": ("", "2026-11-21T08:30:00.000+00:00", "1969-07-20T20:17:40.000+00:00"),
    "s": ("", "a", "b", "c"),
    "m": ("", "a", "a b", "b c", "a b c"),
    "gn": ("", "4"),
    "rn": ("", "1", "2", "3", "10"),
    "rt": ("", "a", "b", "xyz"),
    "rm": ("", "a c"),
}


def answers(seed: int) -> dict[str, str]:
    """Return answers to the form by reference, with three repetitions of ``r``."""
    chance = np.random.default_rng(seed)
    filled = {}
    for name, values in VALUES.items():
        for place in _places_of(name):
            filled[place] = values[int(chance.integers(len(values)))]
    return filled


def _places_of(name: str) -> Iterator[str]:
    if name in {"rn", "rt", "rm"}:
        yield from (f"/data/r[{number}]/{name}" for number in (1, 2, 3))
    else:
        yield f"/data/g/{name}" if name == "gn" else f"/data/{name}"

"""Translates patterns from the way JavaScript writes them to the way RE2 does.

Forms are written for clients whose patterns are JavaScript's or Java's. What means
the same in all is said in RE2's words; what RE2 cannot do in linear time is refused.
Source: ECMA-262, 22.2 with annex B.1.2, and RE2's syntax.
"""

import re
from dataclasses import dataclass
from typing import Final

from forms.expressions.functions import unusable
from forms.expressions.functions.ranges import (
    ANY,
    CLASSES,
    NOTHING,
    Ranges,
    written,
)
from forms.expressions.functions.unusable import PatternUnusable

LONGEST: Final = 4000
LARGEST: Final = 50_000
"""No pattern becomes longer than this in RE2's words."""
DEEPEST: Final = 40
MOST_TIMES: Final = 5_000
AT_ONCE: Final = 1000
"""RE2 repeats no more often in one go."""

DOT: Final = r"[^\n\r\x{2028}\x{2029}]"
_COUNT: Final = re.compile(r"\{([0-9]{1,6})(,([0-9]{0,6}))?\}")
_PROPERTY: Final = re.compile(r"[pP](?:\{\^?[A-Za-z_]{1,40}\}|[A-Z])")
_CODE: Final = re.compile(
    r"x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|[ux]\{([0-9a-fA-F]{1,6})\}"
)
_NAMED: Final = re.compile(r"\?P?<[A-Za-z_]\w{0,60}>")
_FLAGS: Final = re.compile(r"\?[is]{1,2}([:)])")
_SPECIAL: Final = frozenset(r"\.+*?()|[]{}^$")
_SIGNS: Final = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "0": 0}
_JAVA: Final = {"Alpha": "a-zA-Z", "Digit": "0-9", "Alnum": "0-9a-zA-Z"} | {
    "Upper": "A-Z",
    "Lower": "a-z",
    "Punct": "!-/:-@\\[-`{-~",
    "Space": " \\t-\\r",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A pattern of RE2 that must be found, or must not."""

    pattern: str
    wanted: bool


def translated(pattern: str) -> tuple[tuple[Condition, ...], ...]:
    """Return the ways to fulfil a pattern, each with all its conditions.

    Raises ``PatternUnusable``.
    """
    if len(pattern) > LONGEST:
        raise PatternUnusable(unusable.TOO_LONG)
    if not pattern.isprintable() and re.search("[\ud800-\udfff]", pattern):
        raise PatternUnusable(unusable.NO_SUCH_SIGN)
    return _Translation(pattern).whole()


class _Translation:
    """One pass over a pattern."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0

    def whole(self) -> tuple[tuple[Condition, ...], ...]:
        ways = [self._way()]
        while self._take("|"):
            ways.append(self._way())
        if self.at < len(self.pattern):
            raise PatternUnusable(unusable.OPENED_NOWHERE)
        return tuple(ways)

    def _way(self) -> tuple[Condition, ...]:
        """Translate one way; what must follow the start is a condition of its own."""
        begins = "^" if self._take("^") else ""
        ahead: list[Condition] = []
        while begins and self._next("(?=", "(?!"):
            wanted = self.pattern[self.at + 2] == "="
            self.at += 3
            ahead.append(Condition(f"^(?:{self._alternatives()})", wanted))
            self._close()
        return (*ahead, Condition(begins + self._sequence(), wanted=True))

    def _alternatives(self) -> str:
        self.depth += 1
        if self.depth > DEEPEST:
            raise PatternUnusable(unusable.TOO_DEEP)
        ways = [self._sequence()]
        while self._take("|"):
            ways.append(self._sequence())
        self.depth -= 1
        return "|".join(ways)

    def _sequence(self) -> str:
        parts: list[str] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            sign = self.pattern[self.at]
            if sign in "^$":
                self.at += 1
                parts.append("^" if sign == "^" else r"\z")
            elif sign in "*+?" or self._counts():
                raise PatternUnusable(unusable.REPEATS_NOTHING)
            else:
                atom = self._atom(sign)
                parts.append(self._repeated(atom))
        return "".join(parts)

    def _atom(self, sign: str) -> str:
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._class()
        self.at += 1
        if sign == ".":
            return DOT
        if sign == "\\":
            return self._escape()
        return literal(sign)

    def _group(self) -> str:
        self.at += 1
        flags = _FLAGS.match(self.pattern, self.at)
        named = _NAMED.match(self.pattern, self.at)
        opening = "(?:"
        if flags:
            self.at = flags.end()
            if flags[1] == ")":
                return "(" + flags[0]
            opening = "(" + flags[0]
        elif named:
            self.at = named.end()
        elif self._next("?:"):
            self.at += 2
        elif self._next("?"):
            raise PatternUnusable(unusable.LOOKS_AROUND)
        inner = self._alternatives()
        self._close()
        return f"{opening}{inner})"

    def _repeated(self, atom: str) -> str:
        counts = self._counts()
        if counts:
            self.at = counts.end()
            least = int(counts[1])
            most = int(counts[3]) if counts[3] else None if counts[2] else least
            result = times(atom, least, most)
        elif self._next("*", "+", "?"):
            result = atom + self.pattern[self.at]
            self.at += 1
        else:
            return atom
        if self._take("?") or not self._take("+"):
            return result
        # What is possessive gives nothing back: the same only where nothing follows.
        if self.pattern[self.at :] in {"", "$"}:
            return result
        raise PatternUnusable(unusable.POSSESSIVE)

    def _escape(self) -> str:
        """Translate what stands after a backslash, outside of brackets."""
        sign = self.pattern[self.at : self.at + 1]
        if sign in {"b", "B", "A"}:
            self.at += 1
            return f"\\{sign}"
        if sign in {"z", "Z"}:
            self.at += 1
            return r"\z"
        if sign == "k" or sign in set("123456789"):
            raise PatternUnusable(unusable.REFERS_BACK)
        found = self._escaped()
        if isinstance(found, int):
            return literal(chr(found))
        return found if isinstance(found, str) else f"[{written(found)}]"

    def _escaped(self) -> int | str | Ranges:
        """Read what stands after a backslash: a sign, a property, a set."""
        rest = self.pattern[self.at :]
        if not rest:
            raise PatternUnusable(unusable.ENDS_EARLY)
        if found := _PROPERTY.match(rest):
            self.at += found.end()
            return _property(found[0])
        if found := _CODE.match(rest):
            self.at += found.end()
            return _code(found[1] or found[2] or found[3])
        self.at += 1
        sign = rest[0]
        if sign in CLASSES:
            return CLASSES[sign]
        return _SIGNS.get(sign, ord(sign))

    def _class(self) -> str:
        self.at += 1
        negated = self._take("^")
        ranges: list[tuple[int, int]] = []
        properties: list[str] = []
        while not self._take("]"):
            self._member(ranges, properties)
        inner = written(tuple(ranges)) + "".join(properties)
        if not inner:
            return f"[{written(ANY)}]" if negated else NOTHING
        return f"[{'^' if negated else ''}{inner}]"

    def _member(self, ranges: list[tuple[int, int]], properties: list[str]) -> None:
        first = self._signs()
        ends = self.pattern[self.at + 1 : self.at + 2]
        if not (self._next("-") and ends and ends != "]"):
            _gather(first, ranges, properties)
            return
        self.at += 1
        last = self._signs()
        if isinstance(first, int) and isinstance(last, int):
            if first > last:
                raise PatternUnusable(unusable.RANGE_BACKWARDS)
            ranges.append((first, last))
            return
        # A set has no ends, so that the - between stands for itself.
        for each in (first, ord("-"), last):
            _gather(each, ranges, properties)

    def _signs(self) -> int | str | Ranges:
        if self.at >= len(self.pattern):
            raise PatternUnusable(unusable.BRACKET_OPEN)
        sign = self.pattern[self.at]
        self.at += 1
        if sign != "\\":
            return ord(sign)
        return 8 if self._take("b") else self._escaped()

    def _counts(self) -> re.Match[str] | None:
        return _COUNT.match(self.pattern, self.at)

    def _next(self, *signs: str) -> bool:
        return self.pattern.startswith(signs, self.at)

    def _take(self, sign: str) -> bool:
        found = self._next(sign)
        self.at += found
        return found

    def _close(self) -> None:
        if not self._take(")"):
            raise PatternUnusable(unusable.GROUP_OPEN)


def literal(sign: str) -> str:
    """Return a sign as RE2 takes it for itself."""
    return f"\\{sign}" if sign in _SPECIAL else sign


def times(atom: str, least: int, most: int | None) -> str:
    """Return an atom repeated so often, in steps that RE2 takes."""
    if max(least, most or 0) > MOST_TIMES:
        raise PatternUnusable(unusable.TOO_OFTEN)
    if most is not None and least > most:
        raise PatternUnusable(unusable.COUNT_BACKWARDS)
    if len(atom) * (max(least, most or 0) // AT_ONCE + 2) > LARGEST:
        raise PatternUnusable(unusable.TOO_LARGE)
    exact = "".join(f"{atom}{{{step}}}" for step in _steps(least))
    if most is None:
        return f"(?:{exact}{atom}*)"
    more = "".join(f"{atom}{{0,{step}}}" for step in _steps(most - least))
    return f"(?:{exact}{more})"


def _steps(count: int) -> list[int]:
    whole, rest = divmod(count, AT_ONCE)
    return [AT_ONCE] * whole + ([rest] if rest else [])


def _gather(
    found: int | str | Ranges, ranges: list[tuple[int, int]], properties: list[str]
) -> None:
    if isinstance(found, int):
        ranges.append((found, found))
    elif isinstance(found, str):
        properties.append(found.removeprefix("[").removesuffix("]"))
    else:
        ranges.extend(found)


def _property(name: str) -> str:
    """Return a class of Unicode, by Java's names too."""
    inner = name[1:].strip("{}")
    if inner in _JAVA:
        return f"[{'^' if name[0] == 'P' else ''}{_JAVA[inner]}]"
    return f"\\{name[0]}{{{inner.removeprefix('Is')}}}"


def _code(digits: str) -> int:
    code = int(digits, 16)
    if code > ANY[-1][1] or 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - surrogates
        raise PatternUnusable(unusable.NO_SUCH_SIGN)
    return code

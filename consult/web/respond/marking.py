r"""Turns the marks in the words of an author into the few tags a page needs.

The marks are those of XLSForm: ``**bold**``, ``*italic*``, links, headings, lists,
and the tags of HTML that stand for the same. Other tags are left out and what stands
between them is kept. Nothing an author writes reaches the page as it is, and each
text is gone through once: an answer of any length may stand in it, in which nothing
is a mark (``kept_plain``).
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

BOLD: Final = "b"
ITALIC: Final = "i"
LINK: Final = "a"

TAGS: Final = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC}
BREAKING: Final = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5"})
DROPPED: Final = frozenset(
    {"a", "big", "center", "font", "h6", "hr", "img", "ol", "s", "small", "span"}
    | {"strike", "sub", "sup", "table", "tbody", "td", "th", "tr", "u", "ul"}
)
OPENED: Final = {BOLD: Markup("<b>"), ITALIC: Markup("<i>")}
CLOSED: Final = {
    BOLD: Markup("</b>"),
    ITALIC: Markup("</i>"),
    LINK: Markup("</a>"),
}
LINKED: Final = Markup('<a href="{}" rel="noreferrer">')
BREAK: Final = Markup("<br>\n")

SIGNS: Final = re.compile(
    r"(?P<escaped>\\[\\`*_{}\[\]()#+\-.!~&<>•])"
    r"|(?P<stars>\*\*|__)"
    r"|(?P<star>[*_])"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>]{0,500})?/?>)"
    r"|(?P<opening>\[)"
    r"|(?P<linked>\]\(\s{0,9}(?P<address>https?://[^\s()<>]{1,2000})\s{0,9}\))"
    r"|(?P<line>\n)"
)
ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~&<>•])")
MARKS: Final = re.compile(r"[\\`*_{}\[\]()#+\-.!~&<>•]")
SPECIAL: Final = re.compile(r"[\\*_#<&\[\n]")
"""One of these begins whatever is more than plain words."""

HEADING: Final = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)[\s#]*")
BULLET: Final = re.compile(r"\s{0,9}[-*+•]\s+(\S.*)")
NUMBERED: Final = re.compile(r"\s{0,9}([0-9]{1,4})[.)]\s+(\S.*)")


@dataclass(slots=True)
class _Piece:
    """Plain words, or a sign that may begin or end something."""

    words: str
    mark: str = ""
    begins: bool = False
    ends: bool = False
    address: str = ""
    other: int | None = None


def kept_plain(words: str, parts: Sequence[tuple[int, int]]) -> str:
    """Return words in which some parts, from where up to before where, hold no marks.

    So an answer reads as it was typed wherever it is filled in.
    """
    told, end = [], 0
    for start, stop in parts:
        told += [words[end:start], MARKS.sub(r"\\\g<0>", words[start:stop])]
        end = stop
    return "".join((*told, words[end:]))


def inline(words: str) -> Markup:
    """Return words with what is bold, italic or a link; lines stay lines."""
    if SPECIAL.search(words) is None:
        return escape(words.strip())
    pieces = list(_pieces(_without_heading_signs(words.strip())))
    _pair(pieces)
    return Markup().join(_told(pieces, place) for place in range(len(pieces)))


def plain(words: str) -> str:
    """Return the words alone, in one line, as titles and reviews have them."""
    if SPECIAL.search(words) is None:
        return " ".join(words.split())
    pieces = list(_pieces(_without_heading_signs(words.strip())))
    _pair(pieces)
    told = "".join(piece.words for piece in pieces if piece.other is None)
    return " ".join(told.split())


def blocks(words: str) -> Markup:
    """Return words as paragraphs, headings of the second order, and lists."""
    return Markup("\n").join(_block(each) for each in _parted(words))


def _without_heading_signs(words: str) -> str:
    lines = words.split("\n")
    found = (HEADING.fullmatch(line) for line in lines)
    return "\n".join(
        each[2] if each else line for each, line in zip(found, lines, strict=True)
    )


def _pieces(words: str) -> Iterator[_Piece]:
    place = 0
    for sign in SIGNS.finditer(words):
        if sign.start() > place:
            yield _Piece(html.unescape(words[place : sign.start()]))
        yield _piece(sign, words)
        place = sign.end()
    if place < len(words):
        yield _Piece(html.unescape(words[place:]))


def _piece(sign: re.Match[str], words: str) -> _Piece:
    said = sign[0]
    if sign["escaped"]:
        return _Piece(said[1:])
    if sign["tag"]:
        return _tag(said)
    if sign["opening"]:
        return _Piece(said, LINK, begins=True)
    if sign["linked"]:
        address = ESCAPED.sub(r"\1", sign["address"])
        return _Piece(said, LINK, ends=True, address=address)
    if sign["line"]:
        return _Piece("\n")
    before = words[sign.start() - 1 : sign.start()]
    after = words[sign.end() : sign.end() + 1]
    # A name such as my_old_phone is not in italics.
    within = "_" in said and before.isalnum() and after.isalnum()
    return _Piece(
        said,
        BOLD if sign["stars"] else ITALIC,
        begins=bool(after) and not after.isspace() and not within,
        ends=bool(before) and not before.isspace() and not within,
    )


def _tag(said: str) -> _Piece:
    name = said.strip("</>").split()[0].rstrip("/").lower()
    is_end = said.startswith("</")
    if name in TAGS:
        # What is marked by tags and by stars ends by its own kind of sign.
        return _Piece("", f"<{TAGS[name]}", begins=not is_end, ends=is_end)
    if name in BREAKING:
        return _Piece("\n" if is_end or name == "br" else "")
    return _Piece("" if name in DROPPED else said)


def _pair(pieces: list[_Piece]) -> None:
    """Tell each sign which other one ends or begins what it stands for.

    Those left without another are words like any other, and so is what would begin
    a link around another link.
    """
    open_now: list[int] = []
    waiting: Counter[str] = Counter()
    linked = 0
    for place, piece in enumerate(pieces):
        if piece.ends and waiting[_sort(piece)]:
            while True:
                last = open_now.pop()
                if pieces[last].mark == LINK and last < linked:
                    continue
                waiting[_sort(pieces[last])] -= 1
                if _sort(pieces[last]) == _sort(piece):
                    break
            pieces[last].other, piece.other = place, last
            pieces[last].address = piece.address
            if piece.mark == LINK:
                linked, waiting[LINK] = place, 0
        elif piece.begins:
            open_now.append(place)
            waiting[_sort(piece)] += 1


def _sort(piece: _Piece) -> str:
    return piece.mark + piece.words if piece.mark in OPENED else piece.mark


def _told(pieces: list[_Piece], place: int) -> Markup:
    piece = pieces[place]
    if piece.other is None:
        return BREAK.join(escape(line) for line in piece.words.split("\n"))
    mark = piece.mark.lstrip("<")
    if piece.other < place:
        return CLOSED[mark]
    return LINKED.format(piece.address) if mark == LINK else OPENED[mark]


@dataclass(slots=True)
class _Block:
    """Lines that belong together, as ``h2``, ``p``, ``ul`` or ``ol``."""

    kind: str
    lines: list[str]
    start: int = 1


def _parted(words: str) -> Iterator[_Block]:
    block: _Block | None = None
    for line in words.strip().split("\n"):
        kind, said, number = _line(line)
        joins = block is not None and kind == block.kind and kind != "h2"
        if block is not None and joins:
            block.lines.append(said)
            continue
        if block is not None and block.kind:
            yield block
        block = _Block(kind, [said], number)
    if block is not None and block.kind:
        yield block


def _line(line: str) -> tuple[str, str, int]:
    if not line.strip():
        return "", "", 1
    if heading := HEADING.fullmatch(line):
        return "h2", heading[2], 1
    if bullet := BULLET.fullmatch(line):
        return "ul", bullet[1], 1
    if numbered := NUMBERED.fullmatch(line):
        return "ol", numbered[2], int(numbered[1])
    return "p", line, 1


def _block(block: _Block) -> Markup:
    if block.kind == "h2":
        return Markup("<h2>{}</h2>").format(inline(block.lines[0]))
    if block.kind == "p":
        return Markup("<p>{}</p>").format(inline("\n".join(block.lines)))
    items = Markup().join(
        Markup("<li>{}</li>").format(inline(line)) for line in block.lines
    )
    if block.kind == "ol" and block.start != 1:
        return Markup('<ol start="{}">{}</ol>').format(block.start, items)
    opened = Markup("<ul>{}</ul>") if block.kind == "ul" else Markup("<ol>{}</ol>")
    return opened.format(items)

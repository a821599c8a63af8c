"""Makes up the side files that a form refers to, the same for both sides."""

import re
from collections.abc import Iterator

from tests.oracle.aiming import names

FILE = re.compile(r"jr://file-csv/([\w.-]+\.csv)")
PULLED = re.compile(r"pulldata\(\s*'([^']+)'\s*,\s*'([^']+)'\s*,\s*'([^']+)'")
LOOKED_UP = re.compile(
    r"instance\('([^']+)'\)/root/item(?:\[((?:[^\[\]]|\[[^\]]*\])*)\])?(?:/([\w-]+))?"
)
CELLS = ("a", "yes", "12", "1", "2", "3", "0712345678")
"""What is also answered by chance, so that rows are found now and then."""


def side_files(xml: str) -> dict[str, bytes]:
    """Return a table for each CSV file of an XForm, by file name."""
    columns: dict[str, dict[str, None]] = {}
    plain = xml.replace("&gt;", ">").replace("&lt;", "<").replace("&quot;", '"')
    for table, column in _columns(plain):
        columns.setdefault(table, {"name": None, "label": None})[column] = None
    return {
        file: _table(list(columns.get(file.removesuffix(".csv"), ("name", "label"))))
        for file in dict.fromkeys(FILE.findall(xml))
    }


def _columns(xml: str) -> Iterator[tuple[str, str]]:
    for table, wanted, key in PULLED.findall(xml):
        yield table, wanted
        yield table, key
    for table, condition, step in LOOKED_UP.findall(xml):
        for name in names(condition):
            yield table, name
        if step:
            yield table, step


def _table(columns: list[str]) -> bytes:
    lines = [",".join(columns)]
    for row in range(len(CELLS)):
        cells = [
            # Names and keys are of their own row, the rest repeat.
            CELLS[row] if _is_key(column) else CELLS[(row * 3 + place) % 4]
            for place, column in enumerate(columns)
        ]
        lines.append(",".join(cells))
    return ("\n".join(lines) + "\n").encode()


def _is_key(column: str) -> bool:
    return column == "name" or column.endswith("_key")

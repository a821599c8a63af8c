"""The project speaks of itself alone: no machine, no folder of somebody's own,
no host that packages come from."""

import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import place, project_files

# Split, so that this module does not find itself.
FOREIGN = re.compile(
    "|".join(
        (
            r"pypi\." + "org",
            r"python" + r"hosted\.org",
            r"registry\." + "npmjs",
            r"registry\." + "yarnpkg",
            "(?<![.\\w])/" + r"(?:home|Users)/(?!<)\w+",
            "(?<![.\\w)])/" + r"(?:root|work|workspace)(?:/|\b(?=['\"`\s]))",
            r"\.\./" + "shared",
        )
    )
)
TEXTS = {
    "",
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".json",
    ".cfg",
    ".ini",
    ".html",
    ".css",
} | {
    *(".js", ".po", ".pot", ".csv", ".yml", ".yaml", ".sh", ".svg", ".editorconfig"),
}


def foreign_words(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if found := FOREIGN.search(line):
            yield f"line {number}: {found[0]}"


def test_no_file_names_a_machine_or_a_package_host() -> None:
    found = [
        f"{place(path)}, {problem}"
        for path in project_files()
        if path.suffix in TEXTS
        for problem in foreign_words(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "https://pypi" + ".org/simple",
        "see /ho" + "me/amina/notes",
        "DATA = '/roo" + "t/data'",
        "cd /wo" + "rk/main",
        "read ../" + "shared/data",
    ],
)
def test_a_foreign_word_is_found(line: str) -> None:
    assert len(list(foreign_words(line))) == 1


@pytest.mark.parametrize("line", ["GET /c/root/1", "href='/report/work'", "a/home/x"])
def test_an_address_of_our_own_is_no_foreign_word(line: str) -> None:
    assert list(foreign_words(line)) == []

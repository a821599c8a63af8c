"""Searches long lists of choices, on the same page and without a script.

What is searched for goes to the same address as the answers, so that nothing typed
is lost, and stands in no address.
"""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from consult.web.respond.asked import Search
from consult.web.respond.inputs import Sent
from forms.definition import Choice
from forms.fields import PageForm

if TYPE_CHECKING:
    from consult.web.respond.asking import Asker

LONG_LIST: Final = 30
"""Of more choices only so many are shown, and the rest is searched."""

FOUND: Final = ".find"
FOUND_BEFORE: Final = ".found"
LONGEST_QUERY: Final = 200

Searched = Mapping[str, str]
"""What is searched for, by the key of the question."""


def searches_in(sent: Sent, form: PageForm) -> Searched:
    """Return what somebody searched for on a page."""
    found = {
        key: sent.get(form.input_name(key) + FOUND, "")[:LONGEST_QUERY].strip()
        for key, question in form.questions.items()
        if question.choices is not None
    }
    return {key: words for key, words in found.items() if words}


def is_new_search(
    sent: Sent,
    form: PageForm,
    searches: Searched,
    before: Mapping[str, str | list[str]],
) -> bool:
    """Whether somebody typed words to search for and chose nothing since.

    Who presses Enter there means to search, though that is the first button.
    """
    return any(
        words != sent.get(form.input_name(key) + FOUND_BEFORE, "")
        and sorted(sent.getlist(form.input_name(key)))
        == sorted(_listed(before.get(key, ())))
        for key, words in searches.items()
    )


def _listed(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def searched(
    asker: "Asker", key: str, choices: Sequence[Choice], chosen: Collection[str]
) -> tuple[tuple[Choice, ...], Search]:
    """Return the choices that are shown of a long list: those chosen, those found.

    Where nothing is searched for, or found, they are the first ones.
    """
    words = asker.searches.get(key, "")
    wanted = folded(words).split()
    found = [each for each in choices if not wanted or _fits(asker, key, each, wanted)]
    first = {each.name for each in (found or choices)[:LONG_LIST]}
    shown = tuple(each for each in choices if each.name in chosen or each.name in first)
    search = Search(
        name=asker.form.input_name(key) + FOUND,
        last=asker.form.input_name(key) + FOUND_BEFORE,
        words=words,
        total=len(choices),
        found=len(found),
        shown=len(shown),
    )
    return shown, search


def _fits(asker: "Asker", key: str, choice: Choice, wanted: Sequence[str]) -> bool:
    label = folded(asker.worded(choice.label, key, otherwise=choice.name).plain)
    return all(part in label for part in wanted)


def folded(words: str) -> str:
    """Return words without case and without marks above and below letters."""
    parted = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))

"""Names concerns by words that may be shown: of people who allow it, or of many.

The analysis takes a title from anybody. A title stands in public, so that one is
kept only if somebody who allows quotes wrote it as well, or several people did;
else another phrase with a word of the concern is looked for in what may be
quoted, and else the words that several people use stand for it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consult.privacy.disclosure import LOWEST_THRESHOLD
from consult.reports.consultation.words import (
    TERM_SEPARATOR,
    title_of,
    title_of_terms,
)
from nlp.blocks import words_of
from nlp.describe import NO_LABEL, Telling, label
from nlp.normalise import matching_form
from nlp.phrases import JOINT, says
from nlp.results import Analysis, Concern
from nlp.statements import Span
from nlp.tokens import tokens

PEOPLE_BEHIND_WORD: Final = 2
"""A word that one person alone uses stays that person's."""

PEOPLE_BEHIND_PHRASE: Final = LOWEST_THRESHOLD
"""A phrase tells more of its writer than a word, so more people have to use it."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title, its language, and where it stands as a position and a span.

    ``span`` counts in the answer; it and ``statement`` are None for a title made
    of terms.
    """

    text: str
    language: str
    statement: int | None = None
    span: Span | None = None


def give_titles(
    analysis: Analysis,
    concerns: Sequence[Concern],
    quotable: Callable[[Concern], Sequence[int]],
) -> dict[str, Title]:
    """Return a title for each concern by its id, none twice if that can be helped.

    ``quotable`` gives the statements of a concern whose words may be shown, the
    most certain ones first.
    """
    may_show = {concern.id: quotable(concern) for concern in concerns}
    titles = {
        concern.id: title
        for concern in concerns
        if (title := _kept(analysis, concern, may_show[concern.id])) is not None
    }
    taken = {matching_form(title.text) for title in titles.values()}
    for concern in concerns:
        if concern.id not in titles:
            title = _another(analysis, concern, may_show[concern.id], taken)
            taken.add(matching_form(title.text))
            titles[concern.id] = title
    return titles


def _kept(analysis: Analysis, concern: Concern, places: Sequence[int]) -> Title | None:
    """Return the title of the analysis if it may be shown."""
    written = _written(analysis, concern.label, places)
    if written is not None:
        return written
    if _is_of_shared_terms(analysis, concern):
        return Title(concern.label, concern.language)
    pattern = _pattern(concern.label)
    people = {
        _person(analysis, place)
        for place in concern.statements
        if pattern.search(analysis.statements[place].statement.text)
    }
    is_common = len(people) >= PEOPLE_BEHIND_PHRASE
    return Title(concern.label, concern.language) if is_common else None


def _is_of_shared_terms(analysis: Analysis, concern: Concern) -> bool:
    """Tell whether an earlier run made the title of words that several still use.

    No phrase holds the sign between them, since it ends a clause.
    """
    terms = tuple(concern.label.split(TERM_SEPARATOR))
    if len(terms) == 1:
        return False
    return shared_terms(analysis, replace(concern, terms=terms)) == terms


def _another(
    analysis: Analysis, concern: Concern, places: Sequence[int], taken: set[str]
) -> Title:
    """Return a phrase with a word that several people use, or those words."""
    every = [analysis.statements[place].statement for place in places]
    own = [each for each in every if each.language == concern.language]
    statements = own or every
    terms = shared_terms(analysis, concern)
    telling = _telling(analysis, concern, terms)
    phrase = label(statements, telling, analysis.recipe, taken=frozenset(taken))
    found = _written(analysis, phrase, places)
    if found is not None and any(
        says(tokens(found.text, found.language), term) for term in telling.weights
    ):
        return found
    return Title(title_of_terms(terms), concern.language)


def _written(analysis: Analysis, phrase: str, places: Iterable[int]) -> Title | None:
    """Return a phrase as the title if it stands in one of the statements."""
    if phrase == NO_LABEL:
        return None
    pattern = _pattern(phrase)
    for place in places:
        statement = analysis.statements[place].statement
        found = pattern.search(statement.text)
        if found is not None:
            return Title(
                title_of(found[0]),
                statement.language,
                place,
                Span(statement.start + found.start(), statement.start + found.end()),
            )
    return None


def _pattern(phrase: str) -> re.Pattern[str]:
    """Return what finds a phrase, whatever stands between its words."""
    return re.compile(r"\s+".join(map(re.escape, phrase.split())))


def _telling(analysis: Analysis, concern: Concern, terms: Sequence[str]) -> Telling:
    """Return how telling terms are: the first most, each by how many use it."""
    users = _users(analysis, concern)
    everybody = len({_person(analysis, place) for place in concern.statements})
    worth: dict[str, tuple[float, float]] = {}
    for place, form in enumerate(map(matching_form, terms), 1):
        # Labels are put together from words, and so are the phrases among terms.
        for word in (form, *form.split(JOINT)):
            worth.setdefault(word, (1 / place, len(users[form]) / everybody))
    return Telling(
        {word: weight for word, (weight, _) in worth.items()},
        {word: share for word, (_, share) in worth.items()},
    )


def shared_terms(analysis: Analysis, concern: Concern) -> tuple[str, ...]:
    """Return the terms of a concern that several people use."""
    users = _users(analysis, concern)
    return tuple(
        term
        for term in concern.terms
        if len(users[matching_form(term)]) >= PEOPLE_BEHIND_WORD
    )


def _users(analysis: Analysis, concern: Concern) -> dict[str, set[str]]:
    """Return who uses each term of a concern, by its matching form."""
    users: dict[str, set[str]] = {matching_form(term): set() for term in concern.terms}
    for place in concern.statements:
        words = words_of(analysis.statements[place].statement)
        for term, people in users.items():
            if says(words, term):
                people.add(_person(analysis, place))
    return users


def _person(analysis: Analysis, place: int) -> str:
    answer = analysis.statements[place].statement.answer
    return analysis.answers[answer].prepared.answer.respondent

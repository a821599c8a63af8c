"""Names of concerns that go on: labels no two share, terms that are still said."""

from collections.abc import Collection, Sequence

from nlp.describe import NO_LABEL
from nlp.normalise import matching_form
from nlp.phrases import says
from nlp.results import Analysis, Concern


def first_free_label(
    concern: Concern,
    analysis: Analysis,
    members: Sequence[int],
    taken: Collection[str],
) -> str:
    """Return the label of a concern, or words of its own if another bears it.

    ``taken`` are labels in matching form. The words are the beginning of a
    statement without personal data, a quoted one first, in as many words as a
    label may have.
    """
    if concern.label != NO_LABEL and matching_form(concern.label) not in taken:
        return concern.label
    for place in (*concern.quotes, *members):
        statement = analysis.statements[place].statement
        words = statement.text.split()[: analysis.recipe.label_words]
        label = " ".join(words)
        if not statement.masked and matching_form(label) not in taken:
            return label
    return NO_LABEL


def known_terms(
    terms: Sequence[str],
    documents: Sequence[Sequence[str]],
    members: Sequence[int],
) -> tuple[str, ...]:
    """Return the terms that the members, rows of ``documents``, still say."""
    forms = {term: matching_form(term) for term in terms}
    return tuple(
        term
        for term, form in forms.items()
        if any(says(documents[place], form) for place in members)
    )

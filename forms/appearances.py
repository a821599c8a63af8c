"""Reads the appearance of a question or group, as its author wrote it."""

from forms.definition import Group, Kind, Question

OFF = frozenset({Kind.POSITION, Kind.ATTACHMENT})
"""The kinds that are not asked unless a consultation allows them."""

UNSEEN = frozenset({Kind.CALCULATION, Kind.HIDDEN, Kind.METADATA}) | OFF
"""The kinds that stand on no page."""


def looks_of(item: Question | Group) -> frozenset[str]:
    """Return the words of an appearance, in small letters."""
    return frozenset(item.appearance.lower().split())


def is_heading_of_rows(question: Question) -> bool:
    """Whether a question only shows its choices, over rows that do not.

    One that needs an answer is asked all the same.
    """
    return (
        question.kind in (Kind.CHOICE, Kind.CHOICES)
        and "label" in looks_of(question)
        and not question.required
        and not question.required_when
    )


def is_told(question: Question) -> bool:
    """Whether a question tells something and asks nothing, as it is shown."""
    return (
        question.kind is Kind.NOTE or question.read_only or is_heading_of_rows(question)
    )

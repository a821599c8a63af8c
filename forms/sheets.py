"""What pages, forms and validation ask of answers as the logic sees them."""

from typing import Protocol

from forms.definition import Choice, Question, Said, Text


class Sheet(Protocol):
    """The answers so far and what follows from them; ``forms.logic`` makes it.

    Keys are those of ``forms.keys``, with the numbers of the repetition.
    """

    @property
    def is_complete(self) -> bool:
        """Whether everything could be worked out that was asked for."""

    @property
    def stopped_at(self) -> str:
        """The key of the place from which on it could not, empty where it could."""

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all questions, of each repetition, in order."""

    def question(self, key: str) -> Question:
        """Return the question with a key."""

    def is_relevant(self, key: str) -> bool:
        """Whether a question, a group or a repeat is to be shown."""

    def value(self, key: str) -> str:
        """Return the value of a question as expressions see it."""

    def is_required(self, key: str) -> bool:
        """Whether the question needs an answer."""

    def is_read_only(self, key: str) -> bool:
        """Whether the answer cannot be changed."""

    def satisfies(self, key: str) -> bool:
        """Whether the answer fulfils its constraint, as an empty one does."""

    def satisfies_softly(self, key: str) -> bool:
        """Whether the answer is one that is to be expected."""

    def choices(self, key: str) -> tuple[Choice, ...]:
        """Return what is offered now, in the order in which it is."""

    def repetitions(self, repeat_key: str) -> int:
        """Return how often a repeat is repeated; the key has the outer numbers."""

    def is_full(self, repeat_key: str) -> bool:
        """Whether no more repetitions are asked for, though more may be wanted."""

    def said(self, text: Text, key: str, language: str) -> Said:
        """Return a text with the answers filled in that it names."""

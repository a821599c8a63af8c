"""What is known of statements, for tests of what is made from it."""

from collections.abc import Sequence

from nlp.features import Lexicon, read_lexicon
from nlp.lexical import Documents
from nlp.meaning import Understanding
from nlp.recipe import Recipe


def lexicon_of(
    documents: Documents, languages: Sequence[str], recipe: Recipe
) -> Lexicon:
    """Return what is known of tokenised statements with our own vectors."""
    return read_lexicon(
        documents, Understanding().read(documents, languages, ()), recipe
    )

"""spaCy's documents: its rules for some seventy languages, and our splitter in them.

Loading spaCy takes longer than reading thousands of answers, so that this module
is imported only by whoever needs it.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.languages import primary_subtag
from nlp.segment import split

SPLITTER = "consult_statement_splitter"
STATEMENTS = "statements"
_LANGUAGE = "consult_language"

# Languages that spaCy reads by rules of its own without a further package. The
# others, and those that need one (Japanese, Korean, Thai, Vietnamese), are read
# by its multi-language rules.
_BLANK = frozenset({
    "af", "am", "ar", "az", "bg", "bn", "bo", "ca", "cs", "da", "de", "dsb", "el",
    "en", "es", "et", "eu", "fa", "fi", "fo", "fr", "ga", "gd", "grc", "gu", "he",
    "hi", "hr", "hsb", "ht", "hu", "hy", "id", "is", "it", "kmr", "kn", "ky", "la",
    "lb", "lg", "lij", "lt", "lv", "mk", "ml", "mr", "ms", "nb", "ne", "nl", "nn",
    "pl", "pt", "ro", "ru", "sa", "si", "sk", "sl", "sq", "sr", "sv", "ta", "te", "ti",
    "tl", "tn", "tr", "tt", "uk", "ur", "yo", "zh",
})  # fmt: skip
_ALIASES = {"no": "nb", "ku": "kmr", "fil": "tl"}
_ANY_LANGUAGE = "xx"


def pipeline_language(language: str) -> str:
    """Return the language whose spaCy rules read ``language``; ``xx`` is any."""
    primary = primary_subtag(language)
    code = _ALIASES.get(primary, primary)
    return code if code in _BLANK else _ANY_LANGUAGE


@lru_cache(maxsize=64)
def blank_pipeline(language: str) -> Language:
    """Return spaCy's blank pipeline for a language with our splitter as its part."""
    pipeline = spacy.blank(pipeline_language(language))
    pipeline.add_pipe(SPLITTER)
    return pipeline


def documents(texts: Iterable[str], *, language: str) -> Iterator[Doc]:
    """Yield a spaCy document per text: tokens with offsets, sentences, statements.

    ``doc.spans["statements"]`` and the sentence starts hold what
    `nlp.segment.split` says for ``language``.
    """
    pipeline = blank_pipeline(language)
    for text in texts:
        document = pipeline.make_doc(text)
        document.user_data[_LANGUAGE] = language
        yield pipeline(document)


@Language.component(SPLITTER, assigns=["token.is_sent_start", "doc.spans"])
def split_statements(document: Doc) -> Doc:
    """Mark the statements of a document, by its language or the pipeline's.

    A statement that starts inside a token moves to the token's start here; exact
    offsets are `nlp.segment.split`'s.
    """
    language = document.user_data.get(_LANGUAGE, document.lang_)
    spans = split(document.text, language=language)
    starts = {span.start for span in spans[1:]}
    for token in document:
        inside = range(token.idx, token.idx + len(token))
        token.is_sent_start = token.i == 0 or not starts.isdisjoint(inside)
    marked = [
        document.char_span(span.start, span.end, alignment_mode="expand")
        for span in spans
    ]
    document.spans[STATEMENTS] = [span for span in marked if span is not None]
    return document

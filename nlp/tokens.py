"""Words of a text: a fast way for features, spaCy's way for labels.

`tokens` reads the matching form with regular expressions. It serves features
and comparisons, because it keeps the vowel signs of Indic scripts, takes every
language alike and reads 50,000 answers in a few seconds. `documents` runs spaCy's
blank pipelines, whose rules know the contractions, clitics and units of some
seventy languages; it keeps the text as written, serves what people see, such as
labels, and is some ten times slower.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.languages import primary_subtag
from nlp.languages.words import dense_pattern, marks, words
from nlp.normalise import matching_form
from nlp.segment import split
from nlp.statements import Span

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

# French and its neighbours join a short word to the next by an apostrophe.
_ELIDING = frozenset({"fr", "it", "ca", "oc", "wa"})
# Nothing, hyphens and apostrophes join words; every other sign parts them.
_JOINING_SIGNS = frozenset({"", "-", "\u2010", "\u2011", "'", "\u2019"})
_PLACEHOLDER = re.compile(r"\[[a-z_]{2,12}\]")


def tokens(text: str, language: str) -> list[str]:
    """Return the words of ``text`` in matching form, for features.

    Negation is kept (``don't`` is one token, French ``n'`` another). Runs of
    ideographs give each character and each pair of neighbours, other scripts
    without spaces give pairs. Placeholders of masked personal data give nothing.
    """
    form = matching_form(text)
    if "[" in form:
        form = _PLACEHOLDER.sub(" ", form)
    found = words(form)
    if primary_subtag(language) in _ELIDING:
        found = [part for word in found for part in _elided(word)]
    if form.isascii():
        return found
    return [part for word in found for part in _dense_parts(word)]


def _elided(word: str) -> Iterator[str]:
    *joined, last = word.split("'")
    yield from (f"{part}'" for part in joined)
    yield last


def _dense_parts(word: str) -> Iterator[str]:
    if word.isascii():
        yield word
        return
    reached = 0
    for run in dense_pattern().finditer(word):
        if run.start() > reached:
            yield word[reached : run.start()]
        yield from _run_parts(run)
        reached = run.end()
    if reached < len(word):
        yield word[reached:]


def _run_parts(run: re.Match[str]) -> Iterator[str]:
    letters = _cluster_pattern().findall(run.group())
    if run.lastgroup == "ideographs" or len(letters) == 1:
        yield from letters
    for first, second in pairwise(letters):
        yield first + second


@lru_cache(maxsize=1)
def _cluster_pattern() -> re.Pattern[str]:
    return re.compile(rf"[^{marks()}][{marks()}]*")


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


def written_words(text: str, language: str) -> tuple[Span, ...]:
    """Return where the words of ``text`` stand as people see them, for labels.

    spaCy's rules for the language part words from punctuation; what is written
    together, such as a hyphenated word or a contraction, stays one.
    """
    found: list[Span] = []
    for token in blank_pipeline(pipeline_language(language)).make_doc(text):
        if not any(map(str.isalnum, token.text)):
            continue
        end = token.idx + len(token.text)
        if found and _written_together(text[found[-1].end : token.idx]):
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(token.idx, end))
    return tuple(found)


def _written_together(between: str) -> bool:
    return between in _JOINING_SIGNS


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

"""Words of a text: a fast way for features, spaCy's way for labels.

`tokens` reads the matching form with regular expressions. It serves features
and comparisons, because it keeps the vowel signs of Indic scripts, takes every
language alike and reads 50,000 answers in a few seconds. `written_words` asks spaCy's
blank pipelines (`nlp.documents`), whose rules know the contractions, clitics and
units of some seventy languages; it keeps the text as written, serves what people
see, such as labels, and is some ten times slower.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from nlp.languages import primary_subtag
from nlp.languages.words import dense_pattern, marks, words
from nlp.normalise import matching_form
from nlp.statements import Span

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


def written_words(text: str, language: str) -> tuple[Span, ...]:
    """Return where the words of ``text`` stand as people see them, for labels.

    spaCy's rules for the language part words from punctuation; what is written
    together, such as a hyphenated word or a contraction, stays one.
    """
    from nlp.documents import blank_pipeline, pipeline_language  # noqa: PLC0415 - slow

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

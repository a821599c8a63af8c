"""What others do: the usual methods, measured on the very same texts."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from nlp.evaluation.grouping import Grouped, Grouper, from_labels

NEEDED: Final = ("bertopic", "sentence_transformers")
SEED: Final = 0


def usual(texts: Sequence[str], concerns: int | None) -> Grouped:
    """Return k-means on TF-IDF words, which has to be told the number."""
    if concerns is None:
        raise ValueError("k-means needs a number of groups")
    vectors = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    means = KMeans(concerns, n_init=3, random_state=SEED)
    return from_labels(means.fit_predict(vectors).tolist())


def why_not_bertopic(encoder: Path | None) -> str | None:
    """Return what BERTopic lacks here, in a sentence, or None if it can be run."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        return f"BERTopic is not installed here ({', '.join(missing)} missing)."
    if encoder is None:
        return "BERTopic needs a local sentence encoder: give one with --encoder."
    return None


class Bertopic:
    """BERTopic over a local encoder: told nothing, or k-means given the number."""

    def __init__(self, encoder: Path) -> None:
        sentences = import_module("sentence_transformers")
        self._encoder: Any = sentences.SentenceTransformer(str(encoder))
        self._library: Any = import_module("bertopic")

    def __call__(self, texts: Sequence[str], concerns: int | None) -> Grouped:
        """Return the groups; what BERTopic calls noise is in none."""
        given = {} if concerns is None else {"hdbscan_model": _means(concerns)}
        model = self._library.BERTopic(
            embedding_model=self._encoder, calculate_probabilities=False, **given
        )
        labels, _ = model.fit_transform(list(texts))
        return from_labels([int(label) for label in labels])


def bertopic(encoder: Path | None) -> Grouper | None:
    """Return BERTopic where it can be run, else None."""
    if encoder is None or why_not_bertopic(encoder):
        return None
    return Bertopic(encoder)


def letter_vectors(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return TF-IDF of letter sequences, shape (texts, features): no meaning in it."""
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2)
    return np.asarray(vectors.fit_transform(texts).toarray(), dtype=np.float64)


def learnt_labels(
    texts: Sequence[str], labels: Sequence[str], unseen: Sequence[str]
) -> list[str]:
    """Return what a linear classifier of words and letters says of unseen texts."""
    features = make_union(
        TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)),
        TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 4)),
    )
    classifier = LinearSVC(C=0.5, random_state=SEED)
    model = make_pipeline(features, classifier).fit(list(texts), list(labels))
    return [str(label) for label in model.predict(list(unseen))]


def learnt_codes(
    texts: Sequence[str], codes: Sequence[frozenset[str]], unseen: Sequence[str]
) -> list[frozenset[str]]:
    """Return the codes of unseen texts by one linear classifier per code.

    A code that fewer than two texts bear, or all of them, is not learnt.
    """
    found: list[set[str]] = [set() for _ in unseen]
    for code in sorted(frozenset().union(*codes)):
        bears = ["yes" if code in own else "no" for own in codes]
        if bears.count("yes") < 2 or "no" not in bears:  # noqa: PLR2004 - one is not enough
            continue
        for place, said in enumerate(learnt_labels(texts, bears, unseen)):
            if said == "yes":
                found[place].add(code)
    return [frozenset(own) for own in found]


def plain_languages(texts: Sequence[str], languages: Sequence[str]) -> list[str]:
    """Return what py3langid alone says, restricted to the languages it knows."""
    identifier = _identifier()
    identifier.set_languages()
    known = [tag for tag in languages if tag in identifier.nb_classes]
    if not known:
        return ["" for _ in texts]
    identifier.set_languages(known)
    return [str(identifier.classify(text)[0]) for text in texts]


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _means(concerns: int) -> KMeans:
    return KMeans(concerns, n_init=3, random_state=SEED)

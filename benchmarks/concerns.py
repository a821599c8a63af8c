"""How well main and rare concerns are found in labelled answers.

    python benchmarks/concerns.py FOLDER [FOLDER …]

Each folder holds one CSV file with the columns ``text`` and ``label``. From each,
ten labels of 12 to 80 answers are drawn a number of times and grouped with the
number given; then 800 answers of which some labels have three to five, with nothing
given. Beside each figure stands k-means on TF-IDF, the usual baseline.
"""

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from nlp.pipeline import analyse, prepare
from nlp.recipe import Recipe
from nlp.results import Analysis
from nlp.statements import Answer

DRAWS = 6
CONCERNS, FEWEST, MOST = 10, 12, 80
ANSWERS, RARE_LABELS, RARE_FEWEST, RARE_MOST, LARGE_LABELS = 800, 15, 3, 5, 25
HALF = 0.5
Drawn = tuple[list[str], list[str]]


def by_label(folder: Path) -> dict[str, list[str]]:
    """Return the texts of each label; out-of-scope rows have none."""
    texts: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["label"] != "oos":
                    texts.setdefault(row["label"], []).append(row["text"])
    return texts


def draw(texts: dict[str, list[str]], sizes: Sequence[int], seed: int) -> Drawn:
    """Return shuffled texts and labels, one label for each size."""
    random = np.random.default_rng(seed)
    labels = random.choice(sorted(texts), len(sizes), replace=False).tolist()
    pairs: list[tuple[str, str]] = []
    for label, size in zip(labels, sizes, strict=True):
        own = texts[label]
        places = random.choice(len(own), min(size, len(own)), replace=False)
        pairs.extend((own[place], label) for place in places)
    order = random.permutation(len(pairs))
    return [pairs[i][0] for i in order], [pairs[i][1] for i in order]


def run(texts: Sequence[str], concerns: int | None) -> Analysis:
    """Return the analysis of English answers, one per person."""
    recipe = Recipe(concerns=concerns)
    answers = [Answer(str(i), text, "en") for i, text in enumerate(texts)]
    return analyse(prepare(answers, recipe, languages=["en"]), recipe)


def primary(analysis: Analysis) -> list[str]:
    """Return the primary concern of every answer; ungrouped ones stand alone."""
    return [
        each.concerns[0] if each.concerns else f"none {place}"
        for place, each in enumerate(analysis.answers)
    ]


def baseline(texts: Sequence[str], concerns: int) -> NDArray[np.int64]:
    """Return k-means on TF-IDF words."""
    vectors = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    labels = KMeans(concerns, n_init=3, random_state=0).fit_predict(vectors)
    return np.asarray(labels, dtype=np.int64)


def survival(analysis: Analysis, labels: Sequence[str]) -> float:
    """Return the share of small labels with a concern that is half theirs."""
    sizes = {label: labels.count(label) for label in sorted(set(labels))}
    small = [label for label, size in sizes.items() if size <= RARE_MOST]
    groups = [
        [
            labels[row]
            for row in sorted(
                {analysis.statements[p].statement.answer for p in concern.statements}
            )
        ]
        for concern in (*analysis.concerns, *analysis.rare)
    ]
    found = sum(
        any(
            group.count(label) >= HALF * max(sizes[label], len(group))
            for group in groups
        )
        for label in small
    )
    return found / len(small)


def main_concerns(texts: dict[str, list[str]]) -> None:
    """Print NMI and ARI with the number of concerns given."""
    rows: list[tuple[float, ...]] = []
    for seed in range(DRAWS):
        sizes = np.random.default_rng(seed).integers(FEWEST, MOST + 1, CONCERNS)
        said, labels = draw(texts, sizes.tolist(), seed)
        ours, usual = primary(run(said, CONCERNS)), baseline(said, CONCERNS)
        rows.append(
            (
                normalized_mutual_info_score(labels, ours),
                adjusted_rand_score(labels, ours),
                normalized_mutual_info_score(labels, usual),
                adjusted_rand_score(labels, usual),
            )
        )
    mean = np.mean(rows, axis=0)
    print(f"  ten concerns, number given: NMI {mean[0]:.3f} ARI {mean[1]:.3f}")
    print(f"    k-means on TF-IDF:        NMI {mean[2]:.3f} ARI {mean[3]:.3f}")


def rare_concerns(texts: dict[str, list[str]]) -> None:
    """Print how many concerns of three to five people reach the result."""
    rows: list[tuple[float, ...]] = []
    for seed in range(DRAWS):
        random = np.random.default_rng(seed)
        small = random.integers(RARE_FEWEST, RARE_MOST + 1, RARE_LABELS).tolist()
        large = [(ANSWERS - sum(small)) // LARGE_LABELS] * LARGE_LABELS
        said, labels = draw(texts, [*large, *small], seed)
        analysis = run(said, None)
        rows.append(
            (
                survival(analysis, labels),
                adjusted_rand_score(labels, primary(analysis)),
                len(analysis.concerns),
                len(analysis.rare),
            )
        )
    mean = np.mean(rows, axis=0)
    print(
        f"  rare concerns that survive: {mean[0]:.2f}, ARI of all {mean[1]:.3f}, "
        f"{mean[2]:.0f} main and {mean[3]:.0f} rare concerns"
    )


def main() -> None:
    """Print the tables of every folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    folders = parser.parse_args().folders
    if not folders:
        print("Name one folder or more with a CSV file of the columns text and label.")
    for folder in folders:
        texts = by_label(folder)
        print(f"{folder.name}: {len(texts)} labels")
        main_concerns(texts)
        if len(texts) >= RARE_LABELS + LARGE_LABELS:
            rare_concerns(texts)


if __name__ == "__main__":
    main()

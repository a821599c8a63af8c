"""How long ``consult analyse`` takes on invented answers, beside the usual method.

    python benchmarks/speed.py [NUMBER OF ANSWERS …]

Prints seconds of wall time and of processors and peak memory of whole processes, and
the ratio of processor time to TF-IDF, SVD and k-means on the same file.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

SIZES = (1000, 5000)
THINGS = [
    "street lights",
    "school",
    "clinic",
    "bus",
    "water",
    "market",
    "police",
    "council",
    "playground",
    "road",
    "rent",
    "bread",
    "jobs",
    "bins",
    "library",
    "bridge",
    "river",
    "workshop",
    "crossing",
    "square",
]
STATES = [
    "broken",
    "too far",
    "never open",
    "too expensive",
    "crowded",
    "unsafe after dark",
    "promised and not built",
    "closed again",
    "dirty",
    "late every day",
    "better than before",
    "missing",
]
PLACES = [
    "near my house",
    "in the north",
    "by the river",
    "behind the mosque",
    "on the hill",
    "at night",
    "since the flood",
    "for two years",
    "for our children",
    "where the old people live",
]
STARTS = [
    "the",
    "I think the",
    "my neighbours say the",
    "please, the",
    "we need help: the",
    "honestly the",
]
USUAL = """
import csv, sys
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
texts = [row["answer"] for row in csv.DictReader(open(sys.argv[1], encoding="utf-8"))]
found = TfidfVectorizer(ngram_range=(1, 2), max_features=50000).fit_transform(texts)
latent = TruncatedSVD(100, random_state=0).fit_transform(found)
MiniBatchKMeans(30, random_state=0).fit(latent)
"""
OURS = "from consult.cli.main import main; main()"


def write_answers(path: Path, number: int) -> None:
    """Write invented answers of one to three sentences."""
    random = np.random.default_rng(number)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "answer"])
        for row in range(number):
            sentences = [
                " ".join(str(random.choice(words)) for words in parts)
                for parts in [(STARTS, THINGS, STATES, PLACES)]
                * int(random.integers(1, 4))
            ]
            writer.writerow([row, ". ".join(sentences)])


def timed(arguments: list[str]) -> tuple[float, float, float]:
    """Return wall seconds, processor seconds and peak memory in MB of a process."""
    start = time.perf_counter()
    child = subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{arguments[:4]} ended with {status}")
    processors = used.ru_utime + used.ru_stime
    return time.perf_counter() - start, processors, used.ru_maxrss / 1024


def main() -> None:
    """Print one line per number of answers."""
    for number in [int(given) for given in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answers.csv"
            write_answers(path, number)
            wall, ours, memory = timed(
                [
                    *(sys.executable, "-c", OURS, "analyse", str(path)),
                    *("--text", "answer", "--id", "id", "--output", f"{folder}/out"),
                ]
            )
            _, usual, _ = timed([sys.executable, "-c", USUAL, str(path)])
        print(
            f"{number} answers: {wall:.1f} s ({ours:.1f} s CPU), {memory:.0f} MB; "
            f"ratio to TF-IDF, SVD and k-means alone {ours / usual:.1f}"
        )


if __name__ == "__main__":
    main()

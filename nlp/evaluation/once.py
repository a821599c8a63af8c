"""Groups the texts of one file by a baseline, so that its cost can be watched."""

import csv
import sys
from pathlib import Path
from typing import Final

from nlp.evaluation.baselines import bertopic, usual

USUAL: Final = "TF-IDF with k-means, 30 groups"
BERTOPIC: Final = "BERTopic, told nothing"
GROUPS: Final = 30


def main() -> None:
    """Group the texts of the file that the second argument names."""
    method, source, *encoder = sys.argv[1:]
    with Path(source).open(encoding="utf-8", newline="") as stream:
        texts = [row["text"] for row in csv.DictReader(stream)]
    if method == USUAL:
        usual(texts, GROUPS)
        return
    group = bertopic(Path(encoder[0]) if encoder else None)
    if group is None:
        raise SystemExit(1)
    group(texts, None)

"""Makes the sentiment model, its scores and its card: one command, same bytes.

    python -m nlp.training.sentiment --data FOLDER [--concepts FILE]
        [--output FOLDER] [--card FILE]

``FOLDER`` holds the public sets as ``nlp.training.sentiment_data`` describes them;
``FILE`` is the concept file of ``nlp.training.sentiment_lexicon``. A fifth of every
set (by a hash of the sentence) is measured by a fit that has not learnt it; of the
rest, four folds take turns to be unseen, and confidences and thresholds come from
those turns. The model that is written learnt from all rows but those of the phrase
bank that are for testing alone.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from threadpoolctl import threadpool_limits

from nlp.training.sentiment_card import card, overview
from nlp.training.sentiment_make import make
from nlp.training.sentiment_report import Report

_PACKAGE = Path(__file__).parents[1]


def main(arguments: list[str]) -> None:
    """Run the command."""
    options = _options(arguments)
    with threadpool_limits(limits=1):
        content, scores = make(options.data, options.concepts, seed=options.seed)
    write(content, scores, options.output, options.card)
    sys.stdout.write(overview(scores) + "\n")


def write(content: bytes, scores: Report, output: Path, card_file: Path) -> None:
    """Write the model, its scores and its card."""
    output.mkdir(parents=True, exist_ok=True)
    (output / "sentiment.npz").write_bytes(content)
    text = json.dumps(asdict(scores), indent=1, ensure_ascii=False, sort_keys=True)
    (output / "sentiment.json").write_text(text + "\n", encoding="utf-8")
    card_file.parent.mkdir(parents=True, exist_ok=True)
    card_file.write_text(card(scores), encoding="utf-8")


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m nlp.training.sentiment")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--concepts", type=Path)
    parser.add_argument("--output", type=Path, default=_PACKAGE / "models")
    parser.add_argument(
        "--card", type=Path, default=_PACKAGE.parent / "docs/models/sentiment.md"
    )
    parser.add_argument("--seed", type=int, default=20)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])

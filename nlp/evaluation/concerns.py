"""Ten concerns of 12 to 80 answers, their number given and not given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlp.evaluation import baselines
from nlp.evaluation.draws import CONCERNS, FEWEST, Drawn, draw_of_ten
from nlp.evaluation.grouping import Grouper, consult
from nlp.evaluation.lacking import Lack
from nlp.evaluation.metrics import ari, nmi
from nlp.evaluation.sets import LabelledSet, by_label
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table

COLUMNS: Final = ("method", "NMI", "ARI", "lowest ARI", "concerns found")


@dataclass(frozen=True, slots=True)
class Method:
    """A way to group texts; ``given`` says whether it is told the true number."""

    name: str
    group: Grouper
    given: bool

    def of(self, drawn: Drawn) -> tuple[float, float, float]:
        """Return NMI, ARI and the number of groups found."""
        found = self.group(drawn.texts, drawn.true() if self.given else None)
        labels, primary = drawn.labels, found.primary
        return nmi(labels, primary), ari(labels, primary), float(found.main)


def lacks(given: LabelledSet) -> Lack | None:
    """Return why the suite cannot use a set, or None."""
    if "label" not in given.columns:
        return Lack.LABELS
    if len(given.languages()) > 1:
        return Lack.ONE_LANGUAGE
    if len(large_enough(by_label(given.rows))) < CONCERNS:
        return Lack.TEN_LABELS
    return None


def large_enough(texts: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the labels that a draw of ten may use in full."""
    return [label for label, own in texts.items() if len(own) >= FEWEST]


def measure(given: LabelledSet, setting: Setting) -> tuple[Table, ...]:
    """Return the mean over draws for each method."""
    texts = by_label(given.rows)
    drawn = [draw_of_ten(texts, seed) for seed in setting.seeds]
    rows = [_row(method, drawn, setting) for method in methods(given, setting)]
    title = f"{given.name}: {len(drawn)} draws of ten concerns, seeds {setting.named()}"
    return (Table(title, COLUMNS, tuple(rows), setting.about_bertopic()),)


def methods(given: LabelledSet, setting: Setting) -> tuple[Method, ...]:
    """Return the analysis and, beside it, what others do."""
    ours = consult(setting.recipe, given.languages(), setting.understanding)
    found = [
        Method("consult, number given", ours, given=True),
        Method("consult, number not given", ours, given=False),
        Method("TF-IDF with k-means, number given", baselines.usual, given=True),
    ]
    if setting.bertopic is not None:
        found += [
            Method("BERTopic, told nothing", setting.bertopic, given=False),
            Method("BERTopic's k-means, number given", setting.bertopic, given=True),
        ]
    return tuple(found)


def _row(method: Method, drawn: Sequence[Drawn], setting: Setting) -> tuple[Cell, ...]:
    figures = []
    for done, each in enumerate(drawn):
        setting.report(method.name, done, len(drawn))
        figures.append(method.of(each))
    mean = np.mean(figures, axis=0).tolist()
    return method.name, mean[0], mean[1], min(each[1] for each in figures), mean[2]

"""Folders of labelled texts, measured suite by suite."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from consult.analysis.encoding import read_encoder
from consult.analysis.measuring import CONSULT, Measurer
from nlp.evaluation import scale
from nlp.evaluation.baselines import bertopic, why_not_bertopic
from nlp.evaluation.lacking import Lack
from nlp.evaluation.once import BERTOPIC, USUAL
from nlp.evaluation.sets import LabelledSet
from nlp.evaluation.setting import Report, Setting
from nlp.evaluation.suites import MEASURES, Suite, passes_over
from nlp.evaluation.table import Table
from nlp.meaning import Understanding
from nlp.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The tables of one suite, and the names of the sets it passed over."""

    tables: tuple[Table, ...]
    passed_over: Mapping[Lack, Sequence[str]]

    def as_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "tables": [table.as_dict() for table in self.tables],
            "passed_over": {
                name: lack.value
                for lack, names in self.passed_over.items()
                for name in names
            },
        }


class Evaluation:
    """The sets of one folder, and how they are measured."""

    def __init__(self, sets: Sequence[LabelledSet], encoder: Path | None) -> None:
        self._sets = sets
        self._encoder = encoder
        larger = read_encoder(encoder)
        self.setting = Setting(
            Recipe(encoder=larger.fingerprint if larger else None),
            Understanding(encoder=larger),
            bertopic=bertopic(encoder),
            without_bertopic=why_not_bertopic(encoder) or "",
        )

    def tables(self, suite: Suite, report: Report) -> Iterator[Table]:
        """Yield the tables of a suite, set by set."""
        setting = replace(self.setting, report=report)
        if suite is Suite.SCALE:
            yield from self._scale(setting)
            return
        measures = MEASURES[suite]
        if measures.alone is not None:
            yield from measures.alone(setting)
        for given in self._sets:
            if self._lack(given, suite) is None:
                yield from measures.measure(given, setting)

    def passed_over(self, suite: Suite) -> dict[Lack, list[str]]:
        """Return the names of the sets that a suite cannot use, by the reason."""
        names: dict[Lack, list[str]] = {}
        for given in self._sets:
            lack = self._lack(given, suite)
            if lack is not None:
                names.setdefault(lack, []).append(given.name)
        return names

    def _lack(self, given: LabelledSet, suite: Suite) -> Lack | None:
        lacks = scale.lacks if suite is Suite.SCALE else MEASURES[suite].lacks
        return passes_over(given, suite, lacks(given))

    def _scale(self, setting: Setting) -> Iterator[Table]:
        """Yield the cost of runs on the largest set that may be used."""
        fit = [each for each in self._sets if self._lack(each, Suite.SCALE) is None]
        if not fit:
            return
        largest = max(fit, key=lambda each: len(each.rows))
        methods = [CONSULT, USUAL]
        if setting.bertopic is not None:
            methods.append(BERTOPIC)
        run = Measurer(self._encoder).run
        yield from scale.measured(largest, setting, methods, run)

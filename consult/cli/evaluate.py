"""The command ``consult evaluate``."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click

from consult.analysis.evaluating import Evaluated, Evaluation
from consult.analysis.labelled import read_sets
from consult.analysis.result_files import check_file
from consult.cli.lazy import Command
from consult.cli.progress import StepLine
from consult.cli.report import write_whole
from consult.cli.speech import say
from consult.errors import N_
from nlp.evaluation.lacking import Lack
from nlp.evaluation.suites import Suite
from nlp.evaluation.table import Table, render

DOES: Final[Mapping[Suite, str]] = MappingProxyType(
    {
        Suite.CONCERNS: N_(
            "concerns: draws ten labels of 12 to 80 texts each and groups them, their "
            "number given and not given."
        ),
        Suite.RARE: N_(
            "rare: draws 800 texts in which 15 labels have three to five, and looks "
            "whether these reach the facilitator."
        ),
        Suite.MANY: N_(
            "many: groups parts of a set and all of it, and compares the number of "
            "concerns found with the number of labels."
        ),
        Suite.LANGUAGES: N_(
            "languages: groups texts of many languages, and looks for translations "
            "among others."
        ),
        Suite.CODERS: N_(
            "coders: compares the concerns of every answer with the codes of two "
            "people, and these with each other."
        ),
        Suite.SENTIMENT: N_(
            "sentiment: compares the best guess, and how sure it is, with people's "
            "labels."
        ),
        Suite.IDENTIFICATION: N_(
            "identification: tells the language from the first three and six words."
        ),
        Suite.PERSONAL: N_(
            "personal: looks for addresses and telephone numbers that were planted "
            "into sentences."
        ),
        Suite.STABILITY: N_(
            "stability: groups the same answers in another order, and with a few more."
        ),
        Suite.SCALE: N_(
            "scale: measures seconds and memory of whole runs in processes of their "
            "own, on the largest set."
        ),
    }
)
PASSED_OVER: Final[Mapping[Lack, str]] = MappingProxyType(
    {
        Lack.NOT_WANTED: N_("Passed over, as their suite.json asks: %(sets)s"),
        Lack.LABELS: N_("Passed over, without a column label: %(sets)s"),
        Lack.ONE_LANGUAGE: N_("Passed over, in several languages: %(sets)s"),
        Lack.TEN_LABELS: N_(
            "Passed over, with fewer than ten labels of twelve texts: %(sets)s"
        ),
        Lack.FORTY_LABELS: N_(
            "Passed over, with fewer than forty labels of enough texts: %(sets)s"
        ),
        Lack.LANGUAGES: N_("Passed over, with too few languages named: %(sets)s"),
        Lack.SENTIMENTS: N_(
            "Passed over, with labels other than negative, neutral and positive: "
            "%(sets)s"
        ),
        Lack.CODERS: N_(
            "Passed over, without columns labels_coder1 and labels_coder2: %(sets)s"
        ),
        Lack.FEW_CODED: N_(
            "Passed over, with too few answers to one question that both coded: "
            "%(sets)s"
        ),
        Lack.MASKED: N_("Passed over, without a column masked: %(sets)s"),
        Lack.FEW_TEXTS: N_("Passed over, with too few texts: %(sets)s"),
    }
)


@click.command(
    cls=Command,
    help=N_(
        "Measure the analysis on texts that people labelled, beside what others do, "
        "and print the tables. docs/evaluation.md says what the folder holds. With all "
        "suites and large sets this takes long."
    ),
    examples=(
        "consult evaluate --data labelled",
        (
            "consult evaluate --data labelled --suite concerns --suite rare "
            "--output figures.json"
        ),
    ),
)
@click.option(
    "--data",
    required=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help=N_("A folder with one folder for each set of labelled texts."),
)
@click.option(
    "--suite",
    "suites",
    multiple=True,
    type=click.Choice([suite.value for suite in Suite]),
    help=N_("What to measure; may be given again. Without it, everything."),
)
@click.option(
    "--encoder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help=N_(
        "A sentence encoder on this computer. The analysis reads meaning with it, and "
        "BERTopic is run with it where it is installed."
    ),
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_("A JSON file for the same tables; one of the same name is replaced."),
)
def evaluate(
    data: Path, suites: Sequence[str], encoder: Path | None, output: Path | None
) -> None:
    """Measure the analysis on folders of labelled texts."""
    if output is not None:
        check_file(output, data)
    chosen = [suite for suite in Suite if not suites or suite.value in suites]
    evaluation = Evaluation(read_sets(data), encoder)
    say(N_("Seeds: %(seeds)s."), seeds=evaluation.setting.named())
    done = {suite: _measured(evaluation, suite) for suite in chosen}
    if output is not None:
        write_whole(output, _json(evaluation, done))


def _measured(evaluation: Evaluation, suite: Suite) -> Evaluated:
    """Print the tables of one suite as they come."""
    click.echo()
    say(DOES[suite])
    tables: list[Table] = []
    told: list[str] = []
    with StepLine() as line:
        for table in evaluation.tables(suite, line.report):
            line.clear()
            # What holds for all sets is said once.
            new = tuple(note for note in table.notes if note not in told)
            click.echo(render(replace(table, notes=new)))
            told += new
            tables.append(table)
    passed_over = evaluation.passed_over(suite)
    for lack, names in passed_over.items():
        say(PASSED_OVER[lack], sets=", ".join(names))
    return Evaluated(tuple(tables), passed_over)


def _json(evaluation: Evaluation, done: Mapping[Suite, Evaluated]) -> str:
    found = {
        "recipe": evaluation.setting.recipe.as_dict(),
        "seeds": list(evaluation.setting.seeds),
        "suites": {suite.value: each.as_dict() for suite, each in done.items()},
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"

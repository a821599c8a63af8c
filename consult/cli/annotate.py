"""The command ``consult annotate``."""

from pathlib import Path

import click

from consult.analysis.annotating import Request, annotate_file
from consult.analysis.answers import DETECT, chosen_languages
from consult.analysis.labels import read_corrections
from consult.cli.lazy import Command
from consult.cli.progress import StepLine
from consult.cli.speech import say, warn
from consult.errors import N_


@click.command(
    cls=Command,
    help=N_(
        "Say of every row of a file (CSV or .xlsx) in which language its text is and "
        "which way it judges. Writes a CSV file with all columns of the input and "
        "language, language_confidence, sentiment, sentiment_score, "
        "sentiment_confidence and assessed beside them. The sentiment is always the "
        "best guess; show it only where assessed says yes. Nothing leaves this "
        "computer."
    ),
    examples=(
        "consult annotate examples/answers.csv --text answer --output annotated.csv",
        (
            "consult annotate answers.xlsx --text Comment --language Language "
            "--languages en,ar,sw --vectors annotated.npy --output annotated.csv"
        ),
    ),
)
@click.argument("file", metavar="INPUT", type=click.Path(path_type=Path))
@click.option(
    "--text", required=True, metavar="COLUMN", help=N_("The column with the texts.")
)
@click.option(
    "--language",
    metavar="COLUMN|auto",
    default=DETECT,
    show_default=True,
    help=N_("The column with each text's language, or auto to detect it."),
)
@click.option(
    "--languages",
    metavar="CODES",
    help=N_("The only languages that can occur, such as en,ar,sw."),
)
@click.option(
    "--vectors",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_(
        "A NumPy file (.npy) for vectors as well: one row per row of the result, in "
        "which texts that mean alike are alike in all languages."
    ),
)
@click.option(
    "--corrections",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_(
        "A table of labels that people gave, with the columns text, language and "
        "sentiment (negative, neutral or positive). The sentiment learns from them."
    ),
)
@click.option(
    "--terms",
    is_flag=True,
    help=N_(
        "Add a column sentiment_terms as well: the words that decided the sentiment, "
        "the heaviest first, separated by |. This takes several times as long."
    ),
)
@click.option(
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_("The CSV file to write; one of the same name is replaced."),
)
def annotate(  # noqa: PLR0917 - one argument per option
    file: Path,
    text: str,
    language: str,
    languages: str | None,
    vectors: Path | None,
    corrections: Path | None,
    output: Path,
    *,
    terms: bool,
) -> None:
    """Annotate one file of texts."""
    request = Request(
        text=text,
        language=None if language == DETECT else language,
        languages=chosen_languages(languages),
        vectors=vectors,
        corrections=read_corrections(corrections) if corrections else (),
        terms=terms,
    )
    with StepLine() as line:
        done = annotate_file(file, output, request, report=line.report)
    for note in done.notes:
        warn(note.message, **note.params)
    say(N_("Done. Rows: %(rows)s. Read %(file)s."), rows=done.rows, file=output)

"""Writes the model card of the sentiment model from its scores, in plain words."""

from collections.abc import Iterable

from nlp.training.sentiment_fit import LEAST_ROWS_OF_OWN
from nlp.training.sentiment_report import Report, SetScore

_LANGUAGES = {
    "am": "Amharic",
    "ar": "Arabic",
    "ary": "Moroccan Arabic",
    "ban": "Balinese",
    "bn": "Bengali",
    "bug": "Buginese",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ha": "Hausa",
    "hi": "Hindi",
    "id": "Indonesian",
    "ig": "Igbo",
    "it": "Italian",
    "jv": "Javanese",
    "min": "Minangkabau",
    "nl": "Dutch",
    "pcm": "Nigerian Pidgin",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "su": "Sundanese",
    "sw": "Swahili",
    "tr": "Turkish",
    "ur": "Urdu",
    "yo": "Yoruba",
    "zh": "Chinese",
}
_HEAD = (
    "| set | language | rows | macro-F1 | 95 % interval | in turns | accuracy "
    "| calibration error | shown | right when shown |\n"
    "|---|---|---:|---:|---|---:|---:|---:|---:|---:|"
)


def overview(report: Report) -> str:
    """Return a short table for the terminal: set, language, rows, macro-F1."""
    lines = [
        f"{score.source:<12}{score.language:<5}{score.measured['rows']:>6}"
        f"  {score.measured['macro_f1']:.3f}"
        f"  [{score.measured['low']:.3f} {score.measured['high']:.3f}]  {score.kind}"
        for score in report.sets
    ]
    means = [f"{name:<12}mean {mean:.3f}" for name, mean in _means(report.sets)]
    return "\n".join([*lines, "", *means])


def card(report: Report) -> str:
    """Return the model card as Markdown."""
    sections = [
        _introduction(report),
        _where_shown(report),
        _scores(report),
        _negation(report),
        _mixed(report),
        _making(report),
        _limits(report),
    ]
    return "\n\n".join(sections) + "\n"


def _introduction(report: Report) -> str:
    shown = [each for each in report.languages if each.shown]
    return f"""# Model card: sentiment of statements

*This page is written by `python -m nlp.training.sentiment` from
`nlp/models/sentiment.json`. Do not edit it by hand.*

The model reads one statement and says whether it is negative, neutral, positive or
mixed. It speaks about **statements, never about people**: it must not be used to
rank, profile or select anybody, and nothing is computed per person.

- Every statement gets a best guess. A second value says whether the guess may be
  shown. Where it may not, pages and reports say **not assessed**.
- It is shown in {len(shown)} languages, in which it was measured and did well enough.
  In every other language it is not assessed, however sure the model is.
- It is small and simple: two weighted sums over pieces of words and over what words
  mean, computed without a network or a special processor. It does not understand
  irony, hints or context.
- People disagree too: three annotators of Hausa tweets reach Krippendorff's alpha
  .57. A label that a model gets wrong is often one on which people differ.

File `{report.model.name}`: {report.model.size / 1e6:.1f} MB,
{report.model.weights:,} weights of 8 bits, {report.model.lexicon_words:,} words of
known polarity, SHA-256 `{report.model.sha256}`."""


def _where_shown(report: Report) -> str:
    rule = report.rule
    rows = [
        f"| {_name(each.language)} (`{each.language}`) | {each.macro_f1:.2f} "
        f"| {each.rows:,} | {each.decided_by} | "
        + (f"yes, from confidence {each.threshold:.2f}" if each.shown else "**no**")
        + " |"
        for each in report.languages
    ]
    return "\n".join(
        [
            f"""## Where labels are shown

A language is shown when the macro-F1 (the mean of the F1 of the three labels) is at
least {rule.least_macro_f1:.2f} on at least {rule.least_rows} rows that were never
learnt from, **on every public set there is for that language**: the lowest figure
decides. A single label is shown from the confidence at which
{rule.wanted_right:.0%} of labels were right on rows that the fit had not seen, in
every set and in our own statements, and never below a confidence of
{rule.least_sure:.2f}; where no confidence is high enough, the language is not shown.
Languages that are not in the table were not measured and are not shown.

Where people of a consultation have labelled {rule.least_rows} statements or more in a
language (a random draw of them), the same rule is asked of these statements alone,
each judged by a fit that had not learnt it: they are nearer to the matter than any
public set, and may open or close the language for that consultation.

| language | lowest macro-F1 | rows | decided by | shown |
|---|---:|---:|---|---|""",
            *rows,
        ]
    )


def _scores(report: Report) -> str:
    parts = [
        (
            "held back",
            (
                "### Public sets it learnt from: rows held back\n\n"
                "A fifth of the sentences, chosen by a hash; a sentence and its "
                "translations are on the same side. The figures are of a fit "
                "that had not learnt them; the shipped model learnt from them as well, "
                "after they had been counted. *In turns* is the macro-F1 on the "
                "other rows, each judged by a fit (on three quarters of them) that had "
                "not learnt it: there are four times as many of those, so trust it "
                "more where the two differ."
            ),
        ),
        (
            "never learnt from",
            (
                "### Public sets it never learnt from\n\n"
                "Other kinds of text, other annotators: this is what to expect in a "
                "new place. A fifth of UMSAB set confidences and, per language, how "
                "many labels are neutral, and is not counted here. The kinds of "
                "features and the word lists were chosen while looking at these sets, "
                "so a set that nobody looked at may come out a little lower. Hindi in "
                "UMSAB is written in Latin letters, whose words we do not know."
            ),
        ),
        (
            "polarity only",
            (
                "### Film subtitles (XED), which way only\n\n"
                "Labels made from emotions, in most languages carried over from "
                "English; nothing is neutral. Asked is only: negative or positive? "
                "These rows do not decide what is shown."
            ),
        ),
        (
            "own statements",
            (
                "### Our own statements: easy, and written by us\n\n"
                "Citizen statements that we made up, held back: eight whole subjects "
                "of the phrase bank (`nlp/languages/phrases`), and a third of "
                "`nlp/training/statements`. They are short, clear and of the same kind "
                "as the learnt ones, machine-drafted and not yet reviewed by speakers. "
                "They open no language; they can close one."
            ),
        ),
    ]
    return "\n\n".join(
        [
            (
                "## What was measured\n\n*Shown* is the share of labels sure enough to "
                "be shown, where the language is. The calibration error is the mean "
                "gap between confidence and the share of right labels. Intervals are "
                "bootstrap intervals."
            ),
            *(_section(report, kind, text) for kind, text in parts),
        ]
    )


def _section(report: Report, kind: str, text: str) -> str:
    scores = [each for each in report.sets if each.kind == kind]
    means = "; ".join(f"{name} {mean:.3f}" for name, mean in _means(scores))
    rows = "\n".join(_line(each) for each in scores)
    return f"{text}\n\n{_HEAD}\n{rows}\n\nMean over languages: {means}."


def _line(score: SetScore) -> str:
    found = score.measured
    right = found["right_shown"]
    turns = "" if score.in_turns is None else f"{score.in_turns:.3f}"
    return (
        f"| {score.source} | {_name(score.language)} | {found['rows']:,} "
        f"| {found['macro_f1']:.3f} | {found['low']:.3f} to {found['high']:.3f} "
        f"| {turns} | {found['accuracy']:.3f} | {found['calibration_error']:.3f} "
        f"| {found['coverage']:.0%} | "
        + ("" if right is None else f"{right:.0%}")
        + " |"
    )


def _negation(report: Report) -> str:
    lines = [
        f"- **{_name(each.language)}**: {each.right} of {each.sentences} right. Wrong: "
        + (" · ".join(f"“{text}”" for text in each.wrong) or "none")
        for each in report.negation
    ]
    return "\n".join(
        [
            (
                "## Negation\n\nSentences of ours that turn a word around (“No problem "
                "with the trains”, “Not bad at all”), never learnt from. They are few "
                "and were looked at while the model was made; others of the kind are "
                "among the learnt statements.\n"
            ),
            *lines,
        ]
    )


def _mixed(report: Report) -> str:
    public = [each.mixed for each in report.sets if each.kind != "own statements"]
    return f"""## Mixed statements

No public set has this label, so it is a rule: a statement with a word like *but* is
mixed when the model finds one half clearly good and the other clearly bad. Of our
{report.mixed_statements} mixed statements it finds {report.mixed_found:.0%}; of the
public rows, none of which is labelled so, it calls at most {max(public):.1%} of a set
mixed. The measures above are of the three other labels."""


def _making(report: Report) -> str:
    rows = [
        f"| {each.name} | {each.role} | {each.rows:,} | {each.licence} "
        f"| {each.attribution} |"
        for each in report.sources
    ]
    return "\n".join(
        [
            f"""## How it was made

`python -m nlp.training.sentiment --data FOLDER` (seed {report.seed}) makes the model,
its scores and this page; the same data give the same bytes on one kind of machine and
one locked environment. Features are runs of one to five characters, words, first
letters, pairs of words, words under a negator, our lists of words with a polarity, and
the dimensions of the word vectors (`nlp/models/words.bin`), which carry what is learnt
in one language to the others; two logistic regressions (does it judge at all? which
way?) weigh them, pieces of words once for all languages and once for the statement's
own. A language with {LEAST_ROWS_OF_OWN:,} public rows or more is fitted by itself as
well, over its own pieces of words and meaning, and its scores are the means of both. A
feature that a text repeats counts once. Languages of the Indonesian archipelago
of which there are no rows are read half as Indonesian. The model knows by its digest
which word vectors it was made with; with others it does without meaning and shows
nothing, and has to be made again.

`FOLDER` has a folder `sentiment_NAME` per set with `sentiment_NAME.csv` in it (UTF-8,
columns `id`, `text`, `language`, `label`); for `nusax` the id ends in `-` and the
number of the sentence. Sets that are *judged by* are never learnt from. Beside the
sets it learns from our own statements and phrase bank, without what is held back.

| set | role | rows | licence | source |
|---|---|---:|---|---|""",
            *rows,
            "",
            "The model file is licensed CC BY-SA 4.0; see `nlp/models/LICENSE.md`.",
        ]
    )


def _limits(report: Report) -> str:
    closed = ", ".join(
        _name(each.language) for each in report.languages if not each.shown
    )
    return f"""## What to keep in mind

- The public sets are tweets, reviews and news, not answers to consultations. Measure
  again on answers that your own speakers have labelled.
- Not good enough to be shown: {closed}.
- Portuguese was learnt from tweets of Mozambique, Arabic from film subtitles and our
  own statements.
- Insults, dialects and mixed languages are read worse than plain sentences, which
  falls harder on some groups than on others. A tally by group is a tally of words."""


def _means(scores: Iterable[SetScore]) -> list[tuple[str, float]]:
    values: dict[str, list[float]] = {}
    for score in scores:
        values.setdefault(score.source, []).append(score.measured["macro_f1"])
    return [(name, sum(found) / len(found)) for name, found in values.items()]


def _name(language: str) -> str:
    return _LANGUAGES.get(language, language)

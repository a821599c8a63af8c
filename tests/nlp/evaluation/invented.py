"""Labelled texts that nobody wrote, for measuring how measures behave."""

from nlp.evaluation.sets import LabelledSet, LabelledText

THINGS = (
    "lamps", "buses", "wells", "clinics", "markets", "schools", "drains", "bridges",
    "prices", "patrols", "parks", "roads",
)  # fmt: skip
PLACES = (
    "at the north gate", "near my home", "by the river", "behind the mosque",
    "in our street", "on the hill", "at the station", "in the old town",
    "beside the church", "around the square", "along the canal", "in block nine",
)  # fmt: skip
SENTENCES = ("The {} fail", "Our {} need care", "Nobody looks after the {}")


def texts(label: str, number: int) -> list[str]:
    return [
        f"{SENTENCES[n % len(SENTENCES)].format(label)} {PLACES[n % len(PLACES)]} {n}"
        for n in range(number)
    ]


def labelled(labels: int = 10, each: int = 12) -> LabelledSet:
    rows = tuple(
        LabelledText(text, label, "en")
        for label in THINGS[:labels]
        for text in texts(label, each)
    )
    return LabelledSet("invented", rows, frozenset({"text", "label"}))

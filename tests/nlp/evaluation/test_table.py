"""Tables show figures in columns and give the same figures to programs."""

from nlp.evaluation.table import Table, render

TABLE = Table(
    "Two methods",
    ("method", "ARI", "n"),
    (("ours", 0.51249, 12), ("x", None, 3)),
    ("A note.",),
)


def test_columns_are_aligned_and_what_was_not_measured_is_a_dash() -> None:
    assert render(TABLE).splitlines() == [
        "Two methods",
        "  method    ARI   n",
        "  ours    0.512  12",
        "  x           -   3",
        "A note.",
    ]


def test_values_are_rounded_as_they_are_shown() -> None:
    assert TABLE.as_dict() == {
        "title": "Two methods",
        "columns": ["method", "ARI", "n"],
        "rows": [["ours", 0.512, 12], ["x", None, 3]],
        "notes": ["A note."],
    }

import pytest

from forms.definition import Kind
from tests.forms.xlsform.reading.tables import choices, codes, question, read, survey

CSV = "name;label;district\na;Äpfel;n\nb;Birnen;s\n"


def test_choices_come_from_a_file_that_came_along() -> None:
    reading = read(
        survey("select_one_from_file fruit.csv | q | Which?"),
        {"fruit.csv": CSV.encode("cp1252")},
    )

    listed = reading.questionnaire.choices_of(question(reading, "q"))
    assert [choice.name for choice in listed] == ["a", "b"]
    assert listed[0].label.said_in("und", otherwise="und").words == "Äpfel"
    assert listed[1].columns == (("district", "s"),)
    assert [file.name for file in reading.questionnaire.files] == ["fruit.csv"]
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", CSV.encode("utf-8-sig")),
        ("a.csv", CSV.replace(";", ",").encode("utf-16")),
        (
            "a.xml",
            (
                b"<root><item><name>a</name><label>A</label></item>"
                b"<item><name>b</name><label>B</label></item></root>"
            ),
        ),
        (
            "a.geojson",
            (
                b'{"features": [{"id": "a", "properties": {"title": "A"}},'
                b'{"properties": {"id": "b"}}]}'
            ),
        ),
    ],
    ids=["utf-8", "utf-16", "xml", "geojson"],
)
def test_files_of_several_kinds_are_read(name: str, content: bytes) -> None:
    reading = read(survey(f"select_one_from_file {name} | q | Q"), {name: content})

    listed = reading.questionnaire.choices_of(question(reading, "q"))
    assert [choice.name for choice in listed] == ["a", "b"]


def test_other_columns_can_hold_names_and_labels() -> None:
    reading = read(
        survey(
            "select_one_from_file f.csv | q | Q | value=code label=title",
            headers="type | name | label | parameters",
        ),
        {"folder/F.csv": b"code,title\n1,One\n"},
    )

    (choice,) = reading.questionnaire.choices_of(question(reading, "q"))
    assert choice.name == "1"
    assert choice.label.said_in("und", otherwise="und").words == "One"


@pytest.mark.parametrize(
    ("files", "code"),
    [({}, "F428"), ({"f.csv": b"\0"}, "F429"), ({"f.csv": b""}, "F429")],
    ids=["missing", "no text", "empty"],
)
def test_without_its_file_a_question_asks_for_a_short_text(
    files: dict[str, bytes], code: str
) -> None:
    reading = read(survey("select_one_from_file f.csv | q | Which?"), files)

    assert reading.report.ok
    assert question(reading, "q").kind is Kind.TEXT
    assert question(reading, "q").variant == "select_one_from_file f.csv"
    assert codes(reading) == [code]


def test_a_table_that_is_looked_up_in_is_kept_or_missed() -> None:
    form = survey(
        "calculate | c | | pulldata('prices', 'eur', 'key', 'x')",
        "text | q | Q |",
        headers="type | name | label | calculation",
    )

    missing = read(form)
    there = read(form, {"prices.csv": b"key,eur\nx,3\n", "unused.csv": b"a\n1\n"})

    assert codes(missing) == ["F447"]
    assert [file.name for file in there.questionnaire.files] == ["prices.csv"]
    assert codes(there) == []


@pytest.mark.parametrize("came_along", [True, False])
def test_a_search_in_a_file_offers_what_is_in_it(*, came_along: bool) -> None:
    reading = read(
        survey(
            "select_one s | q | Q | minimal search('towns', 'matches', 'region', ${r})",
            "text | r | R |",
            headers="type | name | label | appearance",
        )
        + choices("s | code | town"),
        {"towns.csv": b"code,town,region\n1,One,n\n"} if came_along else {},
    )

    asked = question(reading, "q")
    if came_along:
        (choice,) = reading.questionnaire.choices_of(asked)
        assert (choice.name, asked.choice_filter) == ("1", "region = ${r}")
        assert asked.appearance == "minimal"
    else:
        assert asked.kind is Kind.TEXT
        assert codes(reading) == ["F428"]


def test_a_file_outside_is_never_looked_for() -> None:
    reading = read(survey("select_one_from_file ../../etc/passwd.csv | q | Q"))

    assert codes(reading) == ["F428"]

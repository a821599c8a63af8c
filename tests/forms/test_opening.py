"""What a consultation opens is asked; the rest stays closed."""

import pytest

from forms.answers import seal
from forms.canonical import from_json, to_json
from forms.codebook import codebook
from forms.codebook.variables import MAIN, Shape
from forms.definition import Kind, Question, Questionnaire
from forms.errors import InvalidAnswers, InvalidDefinition
from forms.opening import CLOSED, Opening, Unsafe, opened, unsafe
from forms.paging import plan
from forms.problems import Rule
from forms.typed import Raw
from forms.validation import problems_of
from tests.forms.filled import a_group, an_item, sheet_of, with_body

PHOTO = "abcdefghjkmnpqrstuvwxyz234.jpg"
ALL = Opening(positions=True, attachments=("photo", "voice", "film"))


def a_form(*, required: bool = False) -> Questionnaire:
    return with_body(
        an_item("where", Kind.POSITION, variant="geopoint", required=required),
        an_item("path", Kind.POSITION, variant="geotrace"),
        an_item("photo", Kind.ATTACHMENT, variant="image", required=required),
        an_item("voice", Kind.ATTACHMENT, variant="audio"),
        an_item("film", Kind.ATTACHMENT, variant="video"),
        an_item("why", Kind.TEXT, relevant="${photo} != ''"),
    )


def kinds(questionnaire: Questionnaire) -> list[Kind]:
    return [each.kind for each in questionnaire.body if isinstance(each, Question)]


def test_nothing_is_open_by_default() -> None:
    assert opened(a_form(), CLOSED) is not None
    assert opened(a_form(), CLOSED) == a_form()


def test_what_is_open_is_asked_and_lines_and_videos_are_not() -> None:
    opening = Opening(positions=True, attachments=("photo", "voice", "film"))

    assert kinds(opened(a_form(), opening)) == [
        Kind.OPEN_POSITION,
        Kind.POSITION,
        Kind.OPEN_ATTACHMENT,
        Kind.OPEN_ATTACHMENT,
        Kind.ATTACHMENT,
        Kind.TEXT,
    ]


def test_attachments_are_opened_one_by_one() -> None:
    asked = opened(a_form(), Opening(attachments=("voice",)))

    assert kinds(asked)[:4] == [
        Kind.POSITION,
        Kind.POSITION,
        Kind.ATTACHMENT,
        Kind.OPEN_ATTACHMENT,
    ]


def test_opening_makes_no_other_version() -> None:
    assert to_json(opened(a_form(), ALL)) == to_json(a_form())


def test_no_questionnaire_can_be_published_open() -> None:
    forged = to_json(a_form()).replace('"position"', '"open position"')

    with pytest.raises(InvalidDefinition):
        from_json(forged)


def test_a_question_in_a_group_is_opened_by_its_key() -> None:
    whole = with_body(
        a_group("one", an_item("photo", Kind.ATTACHMENT, variant="image")),
        a_group("two", an_item("photo", Kind.ATTACHMENT, variant="image")),
    )

    asked = opened(whole, Opening(attachments=("two/photo",)))

    assert [each.kind for each in asked.questions()][1:] == [
        Kind.ATTACHMENT,
        Kind.OPEN_ATTACHMENT,
    ]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (an_item("q", Kind.POSITION, variant="geopoint"), None),
        (an_item("q", Kind.POSITION, variant="geoshape"), Unsafe.MAPPED),
        (an_item("q", Kind.ATTACHMENT, variant="image"), None),
        (an_item("q", Kind.ATTACHMENT, variant="audio"), None),
        (an_item("q", Kind.ATTACHMENT, variant="video"), Unsafe.MOVING),
        (an_item("q", Kind.ATTACHMENT, variant="file"), Unsafe.ANY_FILE),
        (an_item("q", Kind.ATTACHMENT, variant="osm"), Unsafe.ANY_FILE),
        (
            an_item("q", Kind.POSITION, variant="geopoint", calculation="1"),
            Unsafe.WORKED_OUT,
        ),
        (an_item("q", Kind.TEXT), Unsafe.OTHER_KIND),
    ],
    ids=lambda each: getattr(each, "variant", None) or str(each),
)
def test_what_cannot_be_made_safe_says_why(
    question: Question, why: Unsafe | None
) -> None:
    assert unsafe(question) is why


def test_a_required_position_counts_only_where_it_is_asked() -> None:
    closed = a_form(required=True)
    asked = opened(closed, ALL)
    answers: Raw = {"C_OK": "yes"}

    assert problems_of(closed, answers, sheet=sheet_of(closed, answers)) == ()
    wrong = problems_of(asked, answers, sheet=sheet_of(asked, answers))

    assert [(each.path, each.rule) for each in wrong] == [
        ("where", Rule.ANSWER_NEEDED),
        ("photo", Rule.ANSWER_NEEDED),
    ]


def test_what_was_given_is_sealed_coarse_and_by_its_private_name() -> None:
    asked = opened(a_form(), ALL)
    answers: Raw = {
        "C_OK": "yes",
        "where": "33.51 36.29",
        "photo": PHOTO,
        "why": "the bridge",
    }

    sealed = seal(asked, answers, sheet_of(asked, answers))

    assert sealed.closed["where"] == "33.51 36.29"
    assert sealed.closed["photo"] == PHOTO
    assert sealed.closed["voice"] == "skip"
    assert sealed.closed["film"] == "na"
    assert sealed.open == {"why": "the bridge"}


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"where": "33.513807 36.29"}, Rule.NOT_A_POSITION),
        ({"where": ["33.51", ""]}, Rule.NOT_A_POSITION),
        ({"where": ["?", "36.29"]}, Rule.NOT_A_POSITION),
        ({"photo": "../../etc/passwd"}, Rule.FILE_GONE),
    ],
    ids=["exact", "half", "unread", "no name of ours"],
)
def test_anything_else_is_refused(answers: Raw, rule: Rule) -> None:
    asked = opened(a_form(), ALL)
    whole: Raw = {"C_OK": "yes", **answers}

    with pytest.raises(InvalidAnswers) as refused:
        seal(asked, whole, sheet_of(asked, whole))

    assert [each.rule for each in refused.value.problems] == [rule]


def test_closed_questions_are_sealed_as_not_asked() -> None:
    answers: Raw = {"C_OK": "yes", "where": "33.51 36.29", "photo": PHOTO}

    sealed = seal(a_form(), answers, sheet_of(a_form(), answers))

    assert sealed.closed["where"] == "na"
    assert sealed.closed["photo"] == "na"


def test_open_questions_stand_on_pages() -> None:
    closed = {key for page in plan(a_form()).pages for key in page.keys}
    asked = {key for page in plan(opened(a_form(), ALL)).pages for key in page.keys}

    assert asked - closed == {"where", "photo", "voice"}


def test_the_codebook_has_columns_only_for_what_is_open() -> None:
    closed = codebook([a_form()]).table(MAIN)
    table = codebook([opened(a_form(), ALL)]).table(MAIN)
    held = {each.name: (each.kind, each.shape) for each in table.variables}

    assert not {"where", "photo", "voice"} & {each.name for each in closed.variables}
    assert held["where"] == (Kind.POSITION, Shape.COARSE_POSITION)
    assert held["photo"] == (Kind.ATTACHMENT, Shape.FILE_NAME)
    assert "film" not in held

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.canonical import from_json, to_json
from forms.definition import Group, Item, Kind, Question, Questionnaire, Repeat, Text
from forms.errors import InvalidDefinition
from forms.fingerprint import version_of
from forms.structure import DEEPEST
from tests.forms.bodies import drafts
from tests.forms.questionnaires import a_questionnaire, said, sound_questionnaires

PUBLISHED = "4b906a60a7f83b55f15a7470e9547782f4059b5da45ab2cb277dc94b44577a75"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def tree_of(questionnaire: Questionnaire) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(to_json(questionnaire))
    return tree


def refused(text: str) -> list[tuple[str, str]]:
    with pytest.raises(InvalidDefinition) as refusal:
        from_json(text)
    return [(problem.path, problem.code) for problem in refusal.value.problems]


@given(sound_questionnaires())
def test_what_is_written_is_read_back_without_loss(drawn: Questionnaire) -> None:
    assert from_json(to_json(drawn)) == drawn


@given(drafts())
def test_a_body_is_read_back_without_loss(drawn: Questionnaire) -> None:
    reread = from_json(to_json(drawn))

    assert reread == drawn
    assert version_of(reread) == version_of(drawn)


def nested(depth: int) -> Questionnaire:
    item: Item = Question(name="q", kind=Kind.NOTE, label=Text(()))
    for _ in range(depth):
        item = Group(name="g", items=(item,), repeat=Repeat())
    return a_questionnaire(body=(item,))


def test_groups_within_groups_are_read_as_deep_as_any_questionnaire_goes() -> None:
    assert from_json(to_json(nested(DEEPEST))) == nested(DEEPEST)


def test_groups_without_end_are_refused() -> None:
    [(path, code)] = refused(to_json(nested(DEEPEST + 1)))

    assert path.startswith("body[0].items[0].items")
    assert code == "F304"


@given(sound_questionnaires())
def test_the_version_is_a_hash_of_the_content(drawn: Questionnaire) -> None:
    reread = from_json(json.dumps(tree_of(drawn), indent=1))

    assert version_of(reread) == version_of(drawn)
    assert len(bytes.fromhex(version_of(drawn))) == 32


def test_the_canonical_form_has_sorted_keys_no_spaces_and_its_own_letters() -> None:
    title = Text.of({"fr": "Été", "en": "Summer"})

    canonical = to_json(a_questionnaire(title=title))

    assert '"title":{"en":"Summer","fr":"Été"}}' in canonical
    assert canonical.startswith('{"choice_lists":')
    assert '"format":1' in canonical


def test_the_version_of_a_published_questionnaire_stays_for_ever() -> None:
    assert version_of(a_questionnaire()) == PUBLISHED


def places_of_text(tree: object) -> list[dict[str, Any]]:
    """Return every object of a definition that holds words by language."""
    if isinstance(tree, list):
        return [place for each in tree for place in places_of_text(each)]
    if isinstance(tree, dict):
        if set(tree) == {"en"}:
            return [tree]
        return [place for each in tree.values() for place in places_of_text(each)]
    return []


def test_every_single_text_is_part_of_the_version() -> None:
    count = len(places_of_text(tree_of(a_questionnaire())))
    versions = {version_of(a_questionnaire())}

    for number in range(count):
        tree = tree_of(a_questionnaire())
        places_of_text(tree)[number]["en"] += "!"
        versions.add(version_of(from_json(json.dumps(tree))))

    assert count > 20
    assert len(versions) == count + 1


def test_the_order_of_keys_is_no_part_of_the_version() -> None:
    tree = tree_of(a_questionnaire())
    turned = dict(reversed(tree.items()))

    assert list(turned) != list(tree)
    assert version_of(from_json(json.dumps(turned))) == PUBLISHED


def test_the_order_of_choices_is_part_of_the_version() -> None:
    tree = tree_of(a_questionnaire())
    tree["choice_lists"][2]["choices"].reverse()

    assert version_of(from_json(json.dumps(tree))) != PUBLISHED


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", ("", "F301"), id="nothing"),
        pytest.param("<html>", ("", "F301"), id="something else"),
        pytest.param("[" * 100_000, ("", "F301"), id="too deep"),
        pytest.param('{"format":' + "9" * 5000 + "}", ("", "F301"), id="huge number"),
        pytest.param('{"format":NaN}', ("", "F301"), id="no number"),
        pytest.param('{"format":1,"format":1}', ("", "F301"), id="key twice"),
        pytest.param('{"format":1,"\\ud800":1}', ("", "F301"), id="key not writable"),
        pytest.param("[]", ("", "F304"), id="a list"),
        pytest.param("{}", ("format", "F305"), id="no format"),
        pytest.param('{"format":2}', ("format", "F305"), id="a later format"),
    ],
)
def test_a_text_that_holds_no_questionnaire_is_refused(
    text: str, problem: tuple[str, str]
) -> None:
    assert refused(text) == [problem]


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("instrument", 7, ("instrument", "F304")),
        ("title", "Small", ("title", "F304")),
        ("title", {"en": None}, ("title.en", "F304")),
        ("title", {"en": "\ud800"}, ("title.en", "F304")),
        ("title", {"en": "a\0b"}, ("title.en", "F304")),
        ("languages", "en", ("languages", "F304")),
        ("languages", [True], ("languages[0]", "F304")),
        ("consent", {"question": "C_OK"}, ("consent", "F302")),
        ("consent", [], ("consent", "F304")),
        ("extra", 1, ("", "F303")),
        ("indices", [{}], ("indices[0]", "F302")),
    ],
)
def test_a_wrong_shape_is_refused_where_it_stands(
    key: str, value: object, problem: tuple[str, str]
) -> None:
    tree = {**tree_of(a_questionnaire()), key: value}

    assert problem in refused(json.dumps(tree))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", "slider"),
        ("required", "yes"),
        ("longest", True),
        ("longest", 1.5),
        ("longest", 10**9),
        ("guarded", 1),
        ("provenance", {"construct": "c"}),
    ],
)
def test_a_wrong_value_of_a_question_is_refused(key: str, value: object) -> None:
    tree = tree_of(a_questionnaire())
    tree["pages"][1]["questions"][0][key] = value

    [(path, code)] = refused(json.dumps(tree))

    assert path.startswith(f"pages[1].questions[0].{key}")
    assert code in {"F302", "F304"}


def test_help_is_a_pair_of_texts() -> None:
    tree = tree_of(a_questionnaire())
    tree["pages"][1]["help"] = [{"en": "Danger?"}]

    assert refused(json.dumps(tree)) == [("pages[1].help", "F304")]


def test_null_stands_for_what_is_left_out() -> None:
    tree = tree_of(a_questionnaire())
    tree["pages"][1]["lead"] = None

    assert from_json(json.dumps(tree)) == a_questionnaire()


def test_all_problems_of_the_shape_are_told_at_once() -> None:
    tree = tree_of(a_questionnaire())
    tree["extra"] = 1
    del tree["title"]
    tree["pages"][0]["section"] = 5

    assert refused(json.dumps(tree)) == [
        ("", "F302"),
        ("", "F303"),
        ("pages[0].section", "F304"),
    ]


def test_all_problems_of_the_content_are_told_at_once() -> None:
    wrong = a_questionnaire(title=said(""), languages=("en", "fr"), sections=())

    codes = {code for _, code in refused(to_json(wrong))}

    assert {"F315", "F341"} <= codes


def test_a_refusal_names_places_and_codes() -> None:
    with pytest.raises(InvalidDefinition, match=r"title \(F304\)"):
        from_json(json.dumps({**tree_of(a_questionnaire()), "title": 1}))


@given(st.data())
def test_any_json_is_a_questionnaire_or_refused(data: st.DataObject) -> None:
    tree = tree_of(a_questionnaire())
    place: Any = tree
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            place[key] = data.draw(json_values)
            break
        place = place[key]

    with suppress(InvalidDefinition):
        reread = from_json(json.dumps(tree))
        assert from_json(to_json(reread)) == reread
        assert version_of(reread)

from nlp.copies import copy_groups

CAMPAIGN = (
    "We ask the council to stop the new road through the forest because it destroys "
    "our water and our farms"
)
OWN = [
    f"The {thing} in our village has been broken since the rain of last year"
    for thing in ("bridge", "school roof", "market", "health post", "water pump")
]


def test_text_sent_by_five_people_is_a_campaign() -> None:
    groups = copy_groups([*OWN[:2], *[CAMPAIGN] * 5, OWN[2]])

    assert groups == [-1, -1, 0, 0, 0, 0, 0, -1]


def test_text_sent_by_four_people_is_none() -> None:
    assert copy_groups([CAMPAIGN] * 4) == [-1] * 4


def test_one_person_sending_a_text_ten_times_is_no_campaign() -> None:
    assert copy_groups([CAMPAIGN] * 10, respondents=["a"] * 10) == [-1] * 10


def test_session_counts_once_beside_others() -> None:
    writers = ["a", "a", "b", "c", "d"]

    assert copy_groups([CAMPAIGN] * 5, respondents=writers) == [-1] * 5
    assert copy_groups([CAMPAIGN] * 5, respondents=writers, minimum=4) == [0] * 5


def test_short_common_phrases_are_no_campaign() -> None:
    assert copy_groups(["more jobs for youth"] * 500) == [-1] * 500


def test_case_punctuation_and_one_changed_word_are_still_copies() -> None:
    changed = CAMPAIGN.upper().replace("FARMS", "FIELDS") + "!!!"

    assert copy_groups([CAMPAIGN] * 4 + [changed]) == [0] * 5


def test_campaign_text_with_a_sentence_added_is_a_copy() -> None:
    added = f"{CAMPAIGN}. My own mother fell ill last year and nobody came to help us"

    assert copy_groups([CAMPAIGN] * 5 + [added])[-1] == 0


def test_people_who_say_alike_things_in_their_own_words_are_no_campaign() -> None:
    assert copy_groups(OWN) == [-1] * 5


def test_campaigns_are_numbered_by_first_appearance() -> None:
    other = "Please give every child in the district a free meal at school each day"

    groups = copy_groups([other, *[CAMPAIGN] * 9, *[other] * 5])

    assert groups == [0, *[1] * 9, *[0] * 5]


def test_campaign_without_spaces_between_words_is_found() -> None:
    text = "我们要求市政府停止修建穿过森林的新公路因为它破坏了我们的水源和农田"

    assert copy_groups([text] * 5) == [0] * 5


def test_likeness_does_not_pass_along_a_chain() -> None:
    words = [f"word{number}" for number in range(40)]
    chain = [" ".join(words[start : start + 20]) for start in range(20)]

    groups = copy_groups(chain, minimum=8)

    assert groups == [-1] * 20


def test_same_texts_give_the_same_groups() -> None:
    texts = [*OWN, *[CAMPAIGN] * 6, *OWN]

    assert copy_groups(texts) == copy_groups(texts)


def test_no_texts_give_no_groups() -> None:
    assert copy_groups([]) == []

"""Why a questionnaire cannot be written for clients of ODK is said to its author."""

from dataclasses import replace

import pytest

from consult.ids import VersionId
from consult.services.offline import NotForOffline, TooLongForOffline, write_offline
from forms.definition import Kind
from tests.questionnaires_with_body import asked, with_body

VERSION = VersionId("0" * 64)


def test_what_takes_too_long_is_said_in_words_that_are_translated() -> None:
    with pytest.raises(TooLongForOffline) as refusal:
        write_offline(with_body(), VERSION, seconds=0.01)

    assert refusal.value.params == {}
    assert refusal.value.template == TooLongForOffline.message


def test_what_the_writer_says_is_told_as_its_words() -> None:
    nothing = replace(asked("a", Kind.CHOICE, "A?"), choices="of-nobody")

    with pytest.raises(NotForOffline) as refusal:
        write_offline(with_body(nothing), VERSION)

    assert "of-nobody" in str(refusal.value.params["reason"])
    assert refusal.value.template == NotForOffline.message

"""Invented consultations with safe defaults, as they are read from the database."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from consult.analysis.stored import StoredConsultation, StoredResponse, StoredWave
from consult.ids import ConsultationId, ResponseId, WaveId
from forms.definition import Index, Questionnaire
from tests.questionnaires import a_questionnaire, said

SLUG: Final = "trust-talvera"
TI_STATE: Final = Index(
    name="TI_STATE",
    title=said("Trust in public offices", "الثقة في المؤسسات العامة"),
    items=("TA01", "TA02", "TA03"),
    least=3,
)


def a_questionnaire_with_an_index(index: Index = TI_STATE) -> Questionnaire:
    """Return the small questionnaire with an index over its grid."""
    return replace(a_questionnaire(), indices=(index,))


def a_response(text: str = "", **changes: Any) -> StoredResponse:
    """Return a response; changes are answers by question, ``language`` or ``id``."""
    answers: dict[str, str | list[str]] = {
        "C_OK": "yes",
        "TO1": "given" if text else "skip",
        "TR01": "2",
        "TA01": "1",
        "TA02": "1",
        "TA03": "1",
        "D_GRP": ["none"],
        "D_Q": "yes",
    }
    given = {
        name: each for name, each in changes.items() if name not in {"id", "language"}
    }
    return StoredResponse(
        id=ResponseId(changes.get("id", "r1")),
        language=changes.get("language", "en"),
        answers=answers | given,
        texts={"TO1": text} if text else {},
    )


def a_wave(
    responses: Sequence[StoredResponse], questionnaire: Questionnaire | None = None
) -> StoredWave:
    """Return a wave with these responses."""
    return StoredWave(
        id=WaveId("w1"),
        slug=SLUG,
        questionnaire=questionnaire or a_questionnaire_with_an_index(),
        responses=tuple(responses),
    )


def a_consultation(*waves: StoredWave) -> StoredConsultation:
    """Return a consultation of these waves."""
    return StoredConsultation(id=ConsultationId("k1"), waves=waves)

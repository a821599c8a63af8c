"""Works out what follows from answers: the logic of each survey, compiled once."""

import datetime as dt
import secrets
import uuid
from typing import Final

from consult.errors import Inconsistent
from consult.services.fielding import FieldedWave
from forms.answers import Raw
from forms.expressions.environment import Environment
from forms.logic import Program, Sheet, compile_logic

_COMPILED: Final[dict[str, Program]] = {}
"""By what is asked, which is named by hashes of its content: right for ever."""

SEED_BYTES: Final = 16
BITS: Final = 53


def program_of(wave: FieldedWave) -> Program:
    """Return the logic of a survey; raises ``Inconsistent`` where it has none."""
    program = _COMPILED.get(wave.asking)
    if program is None:
        compiled = compile_logic(wave.questionnaire).program
        if compiled is None:
            # An import refuses what cannot be compiled.
            raise Inconsistent
        program = _COMPILED[wave.asking] = compiled
    return program


def worked_out(
    wave: FieldedWave, answers: Raw, *, today: dt.date, language: str
) -> Sheet:
    """Return the answers with all that follows from them, on a day.

    What is worked out as text, like the label of a choice, is in ``language``.
    """
    return program_of(wave).evaluate(
        answers, _environment(wave, today=today, language=language)
    )


def worked_out_again(
    wave: FieldedWave, before: Sheet, answers: Raw, *, today: dt.date, language: str
) -> Sheet:
    """Return the same, where a sheet of other answers is at hand, which it replaces.

    That has to be of the same survey, day and language.
    """
    return program_of(wave).evaluate_again(
        before, answers, _environment(wave, today=today, language=language)
    )


def first_answers(
    wave: FieldedWave, *, today: dt.date, language: str
) -> dict[str, str | list[str]]:
    """Return what a draft holds before anything was typed: defaults, a seed."""
    if not wave.questionnaire.body:
        return {}
    environment = _environment(wave, today=today, language=language)
    return dict(program_of(wave).begin(environment, secrets.token_hex(SEED_BYTES)))


def _environment(wave: FieldedWave, *, today: dt.date, language: str) -> Environment:
    """Return what expressions may know: the day, and nothing of the person."""
    return Environment(
        # Nothing is kept finer than the day.
        now=dt.datetime.combine(today, dt.time(), dt.UTC),
        language=language,
        draw=lambda: secrets.randbits(BITS) / 2**BITS,
        unique=lambda: str(uuid.uuid4()),
        settings=dict(wave.questionnaire.settings),
    )

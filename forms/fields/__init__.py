"""Makes the forms of pages: what is typed into, and what is said about it."""

from forms.fields.controls import Control, control_of, keyboard_of
from forms.fields.kinds import (
    SURE,
    AnswerField,
    BoxesField,
    NumberField,
    PositionField,
    RanksField,
)
from forms.fields.messages import Translations, filled, told, told_by_author
from forms.fields.page_forms import PageForm, PageForms

__all__ = [
    "SURE",
    "AnswerField",
    "BoxesField",
    "Control",
    "NumberField",
    "PageForm",
    "PageForms",
    "PositionField",
    "RanksField",
    "Translations",
    "control_of",
    "filled",
    "keyboard_of",
    "told",
    "told_by_author",
]

"""Why a suite passes a set over."""

from enum import StrEnum


class Lack(StrEnum):
    """What a set would need."""

    NOT_WANTED = "its suite.json does not name the suite"
    LABELS = "it has no column label"
    ONE_LANGUAGE = "its texts are in several languages"
    TEN_LABELS = "it has fewer than ten labels with twelve texts"
    FORTY_LABELS = "it has fewer than forty labels, or too few texts in them"
    LANGUAGES = "its texts are in one language, or it does not say in which"
    SENTIMENTS = "its labels are not negative, neutral and positive"
    CODERS = "it has no columns labels_coder1 and labels_coder2"
    FEW_CODED = "both coders coded too few answers to the same question"
    MASKED = "it has no column masked"
    FEW_TEXTS = "it has too few texts"

"""What can be wrong with a questionnaire or an answer, with a code for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from forms.definition import Text
from forms.errors import N_, NP_


class Rule(Enum):
    """A rule that was broken: its code and what is said about it.

    Up to F349 it is about a questionnaire, from F351 on about an answer.
    """

    NOT_JSON = ("F301", N_("This is not JSON. Check it where it was written."))
    KEY_MISSING = ("F302", N_('"%(key)s" is missing here. Add it.'))
    KEY_UNKNOWN = ("F303", N_('"%(key)s" has no meaning here. Take it out.'))
    WRONG_SHAPE = ("F304", N_("This should be: %(wanted)s."))
    FORMAT_UNKNOWN = (
        "F305",
        N_("This format is not known. Only format %(known)s can be read."),
    )

    NAME_NOT_PLAIN = (
        "F311",
        N_(
            'The name "%(name)s" cannot be used. Use up to 64 letters and digits of '
            "English, - and _, and begin with a letter or digit."
        ),
    )
    NAME_TWICE = ("F312", N_('The name "%(name)s" is given twice. Change one of them.'))
    NAME_RESERVED = (
        "F313",
        N_('The name "%(name)s" has a meaning of its own. Choose another.'),
    )
    LANGUAGES_UNUSABLE = (
        "F314",
        N_("Name at least one language, each once, by its tag, as in en or pt-BR."),
    )
    TEXT_MISSING = ("F315", N_("The text is missing in the language %(language)s."))
    TEXT_EXTRA = (
        "F316",
        N_(
            "There is a text in %(language)s, which is not a language of the "
            "questionnaire. Add the language or take the text out."
        ),
    )
    PLACEHOLDER_LEFT = (
        "F317",
        N_("%(placeholder)s was not filled in the language %(language)s."),
    )

    TEXT_UNWRITABLE = (
        "F318",
        N_("The text in %(language)s holds signs that cannot be stored. Type it anew."),
    )

    NAME_NOT_XML = (
        "F319",
        N_(
            'The name "%(name)s" cannot be used. Begin with a letter or _ and use '
            "letters, digits, - . and _ only, without spaces."
        ),
    )

    CHOICES_MISSING = (
        "F321",
        N_('There is no choice list "%(name)s". Name one that exists.'),
    )
    CHOICES_MISPLACED = (
        "F322",
        N_("A question to choose from needs a choice list; a text has none."),
    )
    CHOICES_TOO_FEW = ("F323", N_("A choice list needs at least two choices."))
    MISSING_MISNAMED = (
        "F324",
        N_('Only "dk" and "pnts" say that there is no answer, and they always do.'),
    )
    SCALE_UNUSABLE = (
        "F325",
        N_(
            "On a scale every choice has a value of its own, but dk and pnts have none."
        ),
    )
    EXCLUSIVE_MISSING = (
        "F326",
        N_('Where several can be chosen, "%(name)s" has to stand alone.'),
    )
    LENGTH_UNUSABLE = ("F327", N_("Only a text has a longest length, of 1 or more."))
    USE_UNUSABLE = ("F328", N_("A question of this kind cannot serve this use."))

    CONSENT_NOT_FIRST = (
        "F331",
        N_("The first page has to ask for consent, and for nothing else."),
    )
    CONSENT_UNUSABLE = (
        "F332",
        N_("Consent has to be a required choice between agreeing and something else."),
    )
    REQUIRED = ("F333", N_("Only consent is required. Let this question be skipped."))

    SECTION_MISSING = (
        "F341",
        N_('There is no section "%(name)s". Name one that exists.'),
    )
    PAGE_EMPTY = ("F342", N_("A page needs at least one question."))
    TITLE_MISSING = ("F343", N_("A page of several questions needs a title."))
    GRID_UNUSABLE = (
        "F344",
        N_(
            "A grid needs two to %(most)s questions, each a choice from the same "
            "list. Put the others on another page."
        ),
    )
    POLICE_AND_RELIGION = (
        "F345",
        N_(
            "A question about the police and one that tells religion or minority "
            "must not stand on one page. Move one of them."
        ),
    )
    SENSITIVE_FIRST = (
        "F346",
        N_("A sensitive question must not be the first. Ask something easier before."),
    )
    SENSITIVE_WITHOUT_WAY_OUT = (
        "F347",
        N_('A sensitive question needs the choice "pnts", not to answer.'),
    )
    INDEX_UNUSABLE = (
        "F348",
        N_(
            "An index needs items that exist, each once and on the same scale, and a "
            "least number of them between 1 and all."
        ),
    )
    LANGUAGE_NOT_OFFERED = (
        "F349",
        N_("The questions are not translated into the language %(language)s yet."),
    )

    CHOICE_UNKNOWN = (
        "F351",
        N_("This answer is not one of the choices. Choose one that is offered."),
    )
    ONE_ONLY = ("F352", N_("Choose one answer only."))
    STANDS_ALONE = (
        "F353",
        N_(
            "One of your choices does not go with the others. Keep that one alone, "
            "or take it out."
        ),
    )
    TOO_LONG = (
        "F354",
        NP_(
            "Your answer is %(over)s letter too long. Shorten it, or skip the "
            "question.",
            "Your answer is %(over)s letters too long. Shorten it, or skip the "
            "question.",
            by="over",
        ),
    )
    CONSENT_NOT_SAID = ("F355", N_("Choose yes or no."))
    CONSENT_NOT_GIVEN = (
        "F356",
        N_("Without your yes no answer is kept. Go back to the first page."),
    )
    ANSWER_NEEDED = ("F357", N_("Answer this question to go on."))
    DOES_NOT_FIT = (
        "F358",
        N_("This answer does not fit. Read the question again and change it."),
    )
    UNLIKELY = (
        "F359",
        N_(
            "Are you sure? This answer is unusual. Change it, or send it again as "
            "it is."
        ),
    )

    NOT_WHOLE = ("F361", N_("Write a whole number in digits, such as 12."))
    NOT_A_NUMBER = ("F362", N_("Write a number in digits, such as 12."))
    NUMBER_TOO_LONG = (
        "F363",
        N_("This number is too long to be kept. Check it and write a shorter one."),
    )
    OUT_OF_RANGE = (
        "F364",
        N_("Give a number from %(least)s to %(most)s, in steps of %(step)s."),
    )
    NOT_A_DATE = (
        "F365",
        N_(
            "This is not a day of the calendar. Write day, month and year in digits, "
            "the year with four."
        ),
    )
    NOT_A_MONTH = (
        "F366",
        N_("Write the month from 1 to 12 and the year with four digits."),
    )
    NOT_A_YEAR = ("F367", N_("Write the year with four digits."))
    NOT_A_TIME = (
        "F368",
        N_("Write the hour from 0 to 23 and the minutes from 0 to 59."),
    )
    NOT_A_MOMENT = (
        "F369",
        N_(
            "Write day, month, year, hour and minutes in digits, the year with four "
            "and the hour from 0 to 23."
        ),
    )
    RANKS_UNCLEAR = (
        "F371",
        N_("Give each of these a number of its own: 1 for the first, then 2."),
    )
    TOO_FEW = (
        "F372",
        NP_("Choose at least %(least)s.", "Choose at least %(least)s.", by="least"),
    )
    TOO_MANY = (
        "F373",
        NP_(
            "Choose no more than %(most)s.", "Choose no more than %(most)s.", by="most"
        ),
    )
    NOT_A_POSITION = (
        "F374",
        N_(
            "Write latitude and longitude as degrees with a point, such as 33.51 and "
            "36.29."
        ),
    )
    FILE_GONE = ("F375", N_("This file is not there any more. Choose it again."))
    TOO_MUCH = (
        "F376",
        N_(
            "There is more here than can be worked out at once, so that your answers "
            "cannot be checked. Take out what you can from the lists and send again."
        ),
    )

    TOO_OFTEN = (
        "F377",
        NP_(
            "This part can be filled in %(most)s time. What is beyond that is not "
            "asked.",
            "This part can be filled in %(most)s times. What is beyond that is not "
            "asked.",
            by="most",
        ),
    )

    @property
    def code(self) -> str:
        """The code by which the rule is looked up."""
        code: str = self.value[0]
        return code

    @property
    def message(self) -> str:
        """The msgid of what is said."""
        message: str = self.value[1]
        return message


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule broken at one place.

    ``path`` leads there: through the definition, or the name of the question that
    was answered. ``params`` fill the placeholders of ``message`` and never hold
    the text of an answer. ``said`` are the author's own words about it, which are
    told instead where there are any.
    """

    path: str
    rule: Rule
    params: Mapping[str, str | int] = field(default_factory=dict)
    said: Text | None = None

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code

    @property
    def message(self) -> str:
        """The msgid of what is said."""
        return self.rule.message

"""Says what can be wrong with the sheets of a workbook, and what to do about it.

These are their columns, languages, choices and side files.
"""

from forms.errors import N_
from forms.xlsform.faults import ERROR, WARNING, Told


class SheetFault(Told):
    """What can be wrong with a sheet, or with a row of choices or settings."""

    SURVEY_MISSING = (
        "F400",
        ERROR,
        N_(
            'There is no sheet called "survey". Give the sheet with the questions this '
            "name. The sheets are: %(sheets)s."
        ),
    )
    TYPE_COLUMN_MISSING = (
        "F401",
        ERROR,
        N_('There is no column "type". Add it, with the type of each question.'),
    )
    NOTHING_ASKED = (
        "F402",
        ERROR,
        N_("There is no question here. Add one, with a type and a name."),
    )
    LOGIC_TOO_LARGE = (
        "F440",
        ERROR,
        N_(
            "The conditions and calculations are longer than %(most)s signs in all. "
            "Divide the questionnaire."
        ),
    )
    HEADER_TWICE = (
        "F415",
        WARNING,
        N_(
            'The column "%(header)s" is there more than once. Of each row the first '
            "cell that is filled counts. Delete the others."
        ),
    )
    ROOT_UNUSABLE = (
        "F482",
        WARNING,
        N_(
            'The outermost part of the form cannot be called "%(name)s", so it is '
            "called %(instead)s. Use letters, digits, - and _, and begin with a letter."
        ),
    )
    CHOICE_TWICE = (
        "F416",
        WARNING,
        N_('The choice "%(name)s" is there twice, so this one is left out. Delete it.'),
    )
    CHOICE_NAME_TWICE = (
        "F417",
        WARNING,
        N_(
            'Two choices of the list "%(list)s" have the name "%(name)s", so answers '
            "cannot tell them apart. Change one of the names."
        ),
    )
    CHOICE_UNNAMED = (
        "F418",
        WARNING,
        N_('The choice has no name, so it is called "%(name)s". Give it a name.'),
    )
    CHOICE_LISTLESS = (
        "F419",
        WARNING,
        N_("The choice belongs to no list, so it is left out. Name the list."),
    )
    CHOICE_NAMES_MISSING = (
        "F420",
        WARNING,
        N_(
            'There is no column "name", so the choices are called by their labels. Add '
            "it, with a short name for each choice."
        ),
    )
    LISTS_GUESSED = (
        "F445",
        WARNING,
        N_(
            'There is no column "list_name". The names of the lists are taken from '
            "this one. Call it list_name."
        ),
    )
    LISTS_MISSING = (
        "F446",
        WARNING,
        N_(
            'There is no column "list_name", so there are no choices. Add it, with the '
            "name of the list of each choice."
        ),
    )
    HEADERS_MISSING = (
        "F497",
        WARNING,
        N_(
            "There are no headers here, so the columns are read as list_name, name and "
            "label. Add a row with these headers above."
        ),
    )
    FORMULA_UNWORKED = (
        "F498",
        WARNING,
        N_(
            "The cell holds a formula that was never worked out, so it is read as "
            "blank (cells like it in this column: %(count)s). Open the file in a "
            "spreadsheet program and save it again."
        ),
    )
    FORMULA_FAILED = (
        "F499",
        WARNING,
        N_(
            'The cell holds the error "%(value)s" of a formula (cells like it in this '
            "column: %(count)s). Correct the formula, or write what is meant."
        ),
    )
    CHOICE_WITH_SPACE = (
        "F421",
        WARNING,
        N_(
            'The name "%(name)s" has a space in it. Where several can be chosen, '
            "conditions cannot see it. Write _ instead."
        ),
    )
    LANGUAGE_UNKNOWN = (
        "F425",
        WARNING,
        N_(
            'Nobody can tell which language "%(name)s" is. Put its code behind the '
            "name, as in: English (en)."
        ),
    )
    TRANSLATIONS_MISSING = (
        "F426",
        WARNING,
        N_(
            "%(count)s texts are missing in %(language)s, the first in this row. "
            "Another language is shown in their place. Add them, or take the language "
            "out."
        ),
    )
    DEFAULT_LANGUAGE_UNKNOWN = (
        "F427",
        WARNING,
        N_(
            'There is no column in the language "%(name)s", so %(language)s comes '
            "first. Write the name as the columns do."
        ),
    )
    FILE_MISSING = (
        "F428",
        WARNING,
        N_(
            'The file "%(file)s" did not come along, so the question asks for a short '
            "text. Give the file together with the questionnaire."
        ),
    )
    TABLE_MISSING = (
        "F447",
        WARNING,
        N_(
            'The file "%(file)s" did not come along, so nothing is found in it. Give '
            "the file together with the questionnaire."
        ),
    )
    FILE_UNREADABLE = (
        "F429",
        WARNING,
        N_(
            'The file "%(file)s" cannot be read as a table. Save it as CSV in UTF-8, '
            "with the names of its columns in the first row."
        ),
    )
    SHEET_UNUSED = (
        "F437",
        WARNING,
        N_('The sheet "%(sheet)s" is not read: there are no entities here.'),
    )
    ENTITY_UNUSED = (
        "F483",
        WARNING,
        N_(
            'The column "%(column)s" is not used: nothing is kept about a person or a '
            "thing from one answer to the next."
        ),
    )
    VALUE_UNREADABLE = (
        "F435",
        WARNING,
        N_('"%(value)s" means nothing here, so it is left out. Use: %(known)s.'),
    )
    MORE = (
        "F449",
        WARNING,
        N_("There are %(count)s more problems. Correct these first."),
    )

"""What keeps a questionnaire from being written."""

from forms.errors import N_, FormsError


class CellTooLong(FormsError):
    """A workbook cannot hold a text of that length."""

    code = "F480"
    message = N_(
        "A text is too long for a workbook (sheet %(sheet)s, row %(row)s, column "
        "%(column)s). Shorten it to 32,767 letters, or export as Markdown or CSV."
    )

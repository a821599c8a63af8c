"""What somebody types to sign in."""

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from consult.errors import N_
from consult.services.passwords import LONGEST
from consult.services.staffing import LONGEST_NAME
from consult.web.sessions import DeskForm

TOO_LONG = N_("This is longer than any name or password here. Check it.")


class SignInForm(DeskForm):
    """Name, password, and where the person wanted to go."""

    name = StringField(
        validators=[
            InputRequired(N_("Type your name.")),
            Length(max=LONGEST_NAME, message=TOO_LONG),
        ]
    )
    password = PasswordField(
        validators=[
            InputRequired(N_("Type your password.")),
            Length(max=LONGEST, message=TOO_LONG),
        ]
    )
    next = HiddenField()

"""Says what stands in the fields of a page: what was given, or blanks to be filled."""

import re
import secrets
from collections.abc import Collection
from typing import Any, Final

from consult.web.respond.stencils import Blank, Stencil
from forms.fields import BoxesField, Control, PageForm
from forms.typed_moments import Part

CHOSEN: Final = {Control.SELECT: " selected"}
"""What says that a choice is chosen, where it is not ``checked``."""

MARK_BYTES: Final = 16


class Given:
    """What was given to the questions of a page; ``token`` is that of the draft."""

    def __init__(self, form: PageForm, token: str) -> None:
        self.form = form
        self._token = token

    def token(self) -> str:
        """Return what the addresses of the page hold."""
        return self._token

    def typed(self, key: str) -> str:
        """Return what stands in the input; what was chosen stands elsewhere."""
        control = self.form.control(key)
        field: Any = self.form[key]
        if control in (Control.LINE, Control.NUMBER):
            shown: str = field.shown
            return shown
        if control is Control.LINES:
            data = field.data or ""
            return data if isinstance(data, str) else data[0]
        return ""

    def chosen(self, key: str) -> Collection[str]:
        """Return the names of what is chosen."""
        data = self.form[key].data or ()
        return (data,) if isinstance(data, str) else tuple(data)

    def state(self, key: str, name: str) -> str:
        """Return what the tag of a choice says about it."""
        chosen, control = self.chosen(key), self.form.control(key)
        is_chosen = bool(chosen) if control is Control.TICK else name in chosen
        return CHOSEN.get(control, " checked") if is_chosen else ""

    def box(self, key: str, part: str) -> str:
        """Return what stands in a box of several."""
        field: Any = self.form[key]
        boxes = field.boxes if isinstance(field, BoxesField) else {}
        return boxes.get(Part(part), "")


class Blanks(Given):
    """Marks instead of what was given, each another one, that nobody can type."""

    def __init__(self, form: PageForm) -> None:
        super().__init__(form, "")
        self._mark = secrets.token_hex(MARK_BYTES)
        self._blanks: list[Blank] = []

    def token(self) -> str:
        """Return a mark."""
        return self._marked("token")

    def typed(self, key: str) -> str:
        """Return a mark."""
        return self._marked("typed", key)

    def state(self, key: str, name: str) -> str:
        """Return a mark."""
        return self._marked("state", key, name)

    def box(self, key: str, part: str) -> str:
        """Return a mark."""
        return self._marked("box", key, part)

    def stencil(self, page: str) -> Stencil:
        """Return a page on which the marks stand as something to be filled in."""
        words = re.split(f"{self._mark}([0-9]+)-", page)
        blanks = tuple(self._blanks[int(place)] for place in words[1::2])
        return Stencil(tuple(words[::2]), blanks)

    def _marked(self, asks: str, *about: str) -> str:
        self._blanks.append(Blank(asks, about))
        return f"{self._mark}{len(self._blanks) - 1}-"

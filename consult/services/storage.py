"""What a caller of services needs from the database: ways to read and to write.

The pages get it as an argument, so that they never name the database itself.
"""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy.orm import Session

from consult.db.prepared import Line


class Storage(Protocol):
    """Gives out sessions; ``consult.db.session.Database`` is one."""

    def reading(self) -> AbstractContextManager[Session]:
        """Give a session over one snapshot; it refuses to write."""

    def writing(self) -> AbstractContextManager[Session]:
        """Give a session that commits at the end, or rolls back on any error."""

    def looking(self) -> AbstractContextManager[Line]:
        """Give a line like ``reading``, for what every page asks."""

    def keeping(self) -> AbstractContextManager[Line]:
        """Give a line for drafts; a power cut may undo what it commits."""

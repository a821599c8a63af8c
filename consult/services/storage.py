"""What a caller of services needs from the database: ways to read and to write.

The pages get it as an argument, so that they never name the database itself.
"""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.orm import Session


class Storage(Protocol):
    """Gives out sessions; ``consult.db.session.Database`` is one."""

    def reading(self) -> AbstractContextManager[Session]:
        """Give a session over one snapshot; it refuses to write."""

    def writing(self) -> AbstractContextManager[Session]:
        """Give a session that commits at the end, or rolls back on any error."""

    def looking(self) -> AbstractContextManager[Connection]:
        """Give a bare connection like ``reading``, for what every page asks."""

    def keeping(self) -> AbstractContextManager[Connection]:
        """Give a bare connection for drafts; a power cut may undo what it commits."""

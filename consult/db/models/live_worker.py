"""The table of worker processes that lately said they are alive.

It exists so that an operator can see a worker that stopped. It holds no name of
a host or a person.
"""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db.base import Base, UTCDateTime
from consult.db.models.job import ID_LENGTH, WorkerId


class LiveWorker(Base):
    """One worker process and the moment it was last seen."""

    __tablename__ = "live_worker"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[WorkerId] = mapped_column(String(ID_LENGTH), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)

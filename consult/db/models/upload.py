"""The table of photos and recordings, cleaned before they come here.

A file is named at random, again when its answers are sent, so that nothing joins a
response to its draft. It goes when the draft or response goes.
"""

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db.base import Base
from consult.db.models.consultation import HASH_LENGTH, ID_LENGTH
from consult.db.models.response import NAME_LENGTH
from consult.ids import ResponseId

FILE_NAME_LENGTH = 40


class Upload(Base):
    """One file of a draft or of a response; ``size`` counts bytes.

    ``question`` is the key of what it answers, empty while it belongs to a draft,
    whose answers name the file.
    """

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint(
            "(draft_hash IS NULL) <> (response_id IS NULL)",
            name="of_a_draft_or_a_response",
        ),
        {"sqlite_with_rowid": False},
    )

    name: Mapped[str] = mapped_column(String(FILE_NAME_LENGTH), primary_key=True)
    draft_hash: Mapped[str | None] = mapped_column(
        String(HASH_LENGTH),
        ForeignKey("draft.token_hash", ondelete="CASCADE"),
        index=True,
    )
    response_id: Mapped[ResponseId | None] = mapped_column(
        String(ID_LENGTH),
        ForeignKey("response.id", ondelete="CASCADE"),
        index=True,
    )
    question: Mapped[str] = mapped_column(String(NAME_LENGTH))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)

"""The table of pictures and recordings that belong to the words of a questionnaire."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db.base import Base
from consult.db.models.consultation import HASH_LENGTH
from consult.db.models.response import NAME_LENGTH
from consult.ids import VersionId

ENDING_LENGTH = 8
MD5_LENGTH = 32


class LabelMedium(Base):
    """One file of a version, made anew, by the name that the version gives it.

    ``digest`` is the SHA-256 of the content and names its address; ``md5`` is what
    clients of ODK compare.
    """

    __tablename__ = "label_medium"
    __table_args__ = ({"sqlite_with_rowid": False},)

    version_id: Mapped[VersionId] = mapped_column(
        ForeignKey("questionnaire_version.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    digest: Mapped[str] = mapped_column(String(HASH_LENGTH), index=True)
    md5: Mapped[str] = mapped_column(String(MD5_LENGTH))
    ending: Mapped[str] = mapped_column(String(ENDING_LENGTH))
    content: Mapped[bytes] = mapped_column(LargeBinary)

"""The declarative base of all tables, and the column types they share."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import DateTime, Dialect, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Room to add a longer value without altering the column.
LONGEST_ENUM_VALUE = 32

# Migrations drop and alter constraints by name, so every name is predictable
# and the same on both databases.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table derives from; its metadata is the whole schema."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC and always read back as an aware datetime.

    A naive datetime is refused with ``ValueError``: SQLite would store it
    without complaint and nobody could say later which clock it meant.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the moment in UTC as ``dialect`` wants it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> datetime | None:
        """Return the stored moment as an aware datetime in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


def enum_type(enumeration: type[StrEnum], *, name: str) -> Enum:
    """Return a column type that holds one of the enumeration's values.

    The values are stored as text with a check constraint called ``name``, since
    a native PostgreSQL enum cannot be shortened by a migration and SQLite has
    none.
    """
    return Enum(
        enumeration,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        values_callable=_stored_values,
        length=LONGEST_ENUM_VALUE,
    )


def _stored_values(enumeration: type[StrEnum]) -> list[str]:
    return [member.value for member in enumeration]

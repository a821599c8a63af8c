"""Make room for the keys of any questionnaire, and keep what ODK clients read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEYS = ("open_answer", "statement")


def upgrade() -> None:
    """Widen the columns that name a question; add the forms for clients of ODK."""
    for table in KEYS:
        _resize(table, from_length=64, to_length=255)
    op.create_table(
        "offline_form",
        sa.Column("version_id", sa.String(64), nullable=False),
        sa.Column("xml", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_offline_form_version_id_questionnaire_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_offline_form")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take both back; longer keys are lost, and with them what they name."""
    op.drop_table("offline_form")
    for table in reversed(KEYS):
        _resize(table, from_length=255, to_length=64)


def _resize(table: str, *, from_length: int, to_length: int) -> None:
    with op.batch_alter_table(
        table, table_kwargs={"sqlite_with_rowid": False}
    ) as change:
        change.alter_column(
            "question",
            existing_type=sa.String(from_length),
            type_=sa.String(to_length),
            existing_nullable=False,
        )

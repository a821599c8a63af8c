"""Keep the pictures and recordings that belong to the words of a questionnaire."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the files of each version."""
    op.create_table(
        "label_medium",
        sa.Column("version_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("md5", sa.String(32), nullable=False),
        sa.Column("ending", sa.String(8), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_label_medium_version_id_questionnaire_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "name", name=op.f("pk_label_medium")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_label_medium_digest"), "label_medium", ["digest"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("label_medium")

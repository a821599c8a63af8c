"""Let a consultation open positions and attachments, and keep what is uploaded."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENT = sa.table(
    "statement", sa.column("id"), sa.column("response_id"), sa.column("question")
)
OPEN_ANSWER = sa.table(
    "open_answer",
    sa.column("response_id"),
    sa.column("question"),
    sa.column("typed_by_staff", sa.Boolean()),
)
ASSIGNMENT = sa.table("assignment", sa.column("statement_id"))


def upgrade() -> None:
    """Add what is open, the forms that ask it, uploads, and who typed words."""
    op.add_column(
        "consultation",
        sa.Column(
            "opens_positions", sa.Boolean(), server_default=sa.false(), nullable=False
        ),
    )
    op.add_column(
        "consultation",
        sa.Column(
            "opened_attachments",
            sa.JSON(),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
    )
    op.add_column(
        "open_answer",
        sa.Column(
            "typed_by_staff", sa.Boolean(), server_default=sa.false(), nullable=False
        ),
    )
    _create_opened_form()
    _create_upload()


def downgrade() -> None:
    """Take all of it back; what was uploaded is lost, and words typed from it."""
    op.drop_table("upload")
    op.drop_table("opened_form")
    # SQLite follows no reference while tables change.
    typed = sa.select(STATEMENT.c.id).join(
        OPEN_ANSWER,
        (OPEN_ANSWER.c.response_id == STATEMENT.c.response_id)
        & (OPEN_ANSWER.c.question == STATEMENT.c.question),
    )
    typed = typed.where(OPEN_ANSWER.c.typed_by_staff)
    op.execute(sa.delete(ASSIGNMENT).where(ASSIGNMENT.c.statement_id.in_(typed)))
    op.execute(sa.delete(STATEMENT).where(STATEMENT.c.id.in_(typed)))
    op.execute(sa.delete(OPEN_ANSWER).where(OPEN_ANSWER.c.typed_by_staff))
    for table, column in (
        ("open_answer", "typed_by_staff"),
        ("consultation", "opened_attachments"),
        ("consultation", "opens_positions"),
    ):
        op.drop_column(table, column)


def _create_opened_form() -> None:
    op.create_table(
        "opened_form",
        sa.Column("consultation_id", sa.String(32), nullable=False),
        sa.Column("version_id", sa.String(64), nullable=False),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("xml", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_opened_form_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_opened_form_version_id_questionnaire_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "consultation_id", "version_id", name=op.f("pk_opened_form")
        ),
        sqlite_with_rowid=False,
    )


def _create_upload() -> None:
    op.create_table(
        "upload",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("draft_hash", sa.String(64), nullable=True),
        sa.Column("response_id", sa.String(32), nullable=True),
        sa.Column("question", sa.String(255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(draft_hash IS NULL) <> (response_id IS NULL)",
            name=op.f("ck_upload_of_a_draft_or_a_response"),
        ),
        sa.ForeignKeyConstraint(
            ["draft_hash"],
            ["draft.token_hash"],
            name=op.f("fk_upload_draft_hash_draft"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_upload_response_id_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_upload")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_upload_draft_hash"), "upload", ["draft_hash"])
    op.create_index(op.f("ix_upload_response_id"), "upload", ["response_id"])

"""Create the job table and the table of live workers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    _create_job()
    op.create_table(
        "live_worker",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_live_worker"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("live_worker")
    op.drop_table("job")


def _create_job() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("idempotency_key", sa.String(128), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("max_attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(32), nullable=True),
        sa.Column("lease_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("progress_done", sa.Integer(), nullable=True),
        sa.Column("progress_total", sa.Integer(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("problem", sa.String(64), nullable=True),
        *_job_constraints(),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_job_state_due_at", "job", ["state", "due_at"])


def _job_constraints() -> list[sa.Constraint]:
    checks = {
        "state": "state IN ('queued', 'leased', 'done', 'failed')",
        "owner_when_leased": "(state = 'leased') = (lease_owner IS NOT NULL)",
        "expiry_when_leased": "(state = 'leased') = (lease_expires_at IS NOT NULL)",
        "result_when_done": "(state = 'done') = (result IS NOT NULL)",
        "attempts_within_limit": "attempts >= 0 AND attempts <= max_attempts",
        "day_when_ended": "(state IN ('done', 'failed')) = (ended_on IS NOT NULL)",
        "moments_until_ended": "(ended_on IS NULL) = (queued_at IS NOT NULL) "
        "AND (ended_on IS NULL) = (due_at IS NOT NULL)",
    }
    return [
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("idempotency_key", name="uq_job_idempotency_key"),
        *(
            sa.CheckConstraint(condition, name=op.f(f"ck_job_{name}"))
            for name, condition in checks.items()
        ),
    ]

"""Tell answers that came from clients of ODK from those given on the web."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BEFORE = ("web", "paper", "verbal")
AFTER = (*BEFORE, "offline")


def upgrade() -> None:
    """Let a response say that it was given in a form that works offline."""
    _allow(AFTER)


def downgrade() -> None:
    """Take it back; such responses count as given on the web again."""
    op.execute("UPDATE response SET channel = 'web' WHERE channel = 'offline'")
    _allow(BEFORE)


def _allow(channels: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{each}'" for each in channels)
    name = op.f("ck_response_channel")
    with op.batch_alter_table(
        "response", table_kwargs={"sqlite_with_rowid": False}
    ) as change:
        change.drop_constraint(name, type_="check")
        change.create_check_constraint(name, f"channel IN ({listed})")

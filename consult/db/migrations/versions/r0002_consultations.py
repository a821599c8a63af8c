"""Create the tables of questionnaires, answers, analyses, staff and audit."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables; the audit table refuses to be changed."""
    _create_audit_entry()
    _create_consultation()
    _create_questionnaire_version()
    _create_sign_in_budget()
    _create_staff_member()
    _create_staff_role()
    _create_wave()
    _create_analysis_run()
    _create_draft()
    _create_response()
    _create_sent_draft()
    _create_tally()
    _create_concern()
    _create_open_answer()
    _create_statement()
    _create_assignment()
    _refuse_changes_of_the_audit()


def downgrade() -> None:
    """Drop all tables."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entry_is_kept ON audit_entry")
        op.execute("DROP FUNCTION refuse_change()")
    op.drop_table("assignment")
    op.drop_table("statement")
    op.drop_table("open_answer")
    op.drop_table("concern")
    op.drop_table("tally")
    op.drop_table("sent_draft")
    op.drop_table("response")
    op.drop_table("draft")
    op.drop_table("analysis_run")
    op.drop_table("wave")
    op.drop_table("staff_role")
    op.drop_table("staff_member")
    op.drop_table("sign_in_budget")
    op.drop_table("questionnaire_version")
    op.drop_table("consultation")
    op.drop_table("audit_entry")


def _create_audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(32), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )


def _create_consultation() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("disclosure_threshold", sa.Integer(), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "disclosure_threshold >= 5",
            name=op.f("ck_consultation_threshold_not_below_five"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("slug", name=op.f("uq_consultation_slug")),
        sqlite_with_rowid=False,
    )


def _create_questionnaire_version() -> None:
    op.create_table(
        "questionnaire_version",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_version")),
        sqlite_with_rowid=False,
    )


def _create_sign_in_budget() -> None:
    op.create_table(
        "sign_in_budget",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("tries", sa.Double(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_budget")),
        sqlite_with_rowid=False,
    )


def _create_staff_member() -> None:
    op.create_table(
        "staff_member",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_member_name")),
        sqlite_with_rowid=False,
    )


def _create_staff_role() -> None:
    op.create_table(
        "staff_role",
        sa.Column("staff_id", sa.String(32), nullable=False),
        sa.Column("consultation_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.CheckConstraint(
            "role IN ('public', 'facilitator', 'analyst', 'coordinator')",
            name=op.f("ck_staff_role_role"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_staff_role_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_staff_role_staff_id_staff_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "staff_id", "consultation_id", "role", name=op.f("pk_staff_role")
        ),
        sqlite_with_rowid=False,
    )


def _create_wave() -> None:
    op.create_table(
        "wave",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("consultation_id", sa.String(32), nullable=False),
        sa.Column("version_id", sa.String(64), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'paused', 'closed')", name=op.f("ck_wave_state")
        ),
        sa.CheckConstraint(
            "opens_on <= closes_on", name=op.f("ck_wave_opens_before_it_closes")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_wave_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_wave_version_id_questionnaire_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("slug", name=op.f("uq_wave_slug")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_wave_consultation_id"), "wave", ["consultation_id"])


def _create_analysis_run() -> None:
    op.create_table(
        "analysis_run",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("consultation_id", sa.String(32), nullable=False),
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("wave", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("input_digest", sa.String(64), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "scope IN ('concerns', 'items')", name=op.f("ck_analysis_run_scope")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_analysis_run_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis_run")),
        sa.UniqueConstraint(
            "consultation_id",
            "scope",
            "wave",
            "number",
            name=op.f("uq_analysis_run_consultation_id_scope_wave_number"),
        ),
        sqlite_with_rowid=False,
    )


def _create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("wave_id", sa.String(32), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_draft_wave_id_wave"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_draft")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_draft_started_on"), "draft", ["started_on"])


def _create_response() -> None:
    op.create_table(
        "response",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("wave_id", sa.String(32), nullable=False),
        sa.Column("version_id", sa.String(64), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("receipt_hash", sa.String(64), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('web', 'paper', 'verbal')", name=op.f("ck_response_channel")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_response_version_id_questionnaire_version"),
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_response_wave_id_wave"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_response_receipt_hash")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_response_wave_id"), "response", ["wave_id"])


def _create_sent_draft() -> None:
    op.create_table(
        "sent_draft",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("wave_id", sa.String(32), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_sent_draft_wave_id_wave"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sent_draft")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sent_draft_sent_on"), "sent_draft", ["sent_on"])


def _create_tally() -> None:
    op.create_table(
        "tally",
        sa.Column("wave_id", sa.String(32), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_tally_wave_id_wave"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_tally")),
        sqlite_with_rowid=False,
    )


def _create_concern() -> None:
    op.create_table(
        "concern",
        sa.Column("run_id", sa.String(32), nullable=False),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("is_rare", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["analysis_run.id"],
            name=op.f("fk_concern_run_id_analysis_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("run_id", "key", name=op.f("pk_concern")),
        sqlite_with_rowid=False,
    )


def _create_open_answer() -> None:
    op.create_table(
        "open_answer",
        sa.Column("response_id", sa.String(32), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_open_answer_response_id_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "question", name=op.f("pk_open_answer")),
        sqlite_with_rowid=False,
    )


def _create_statement() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("run_id", sa.String(32), nullable=False),
        sa.Column("response_id", sa.String(32), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("masked", sa.JSON(), nullable=False),
        sa.Column("sentiment", sa.String(16), nullable=False),
        sa.Column("assessed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id", "question"],
            ["open_answer.response_id", "open_answer.question"],
            name=op.f("fk_statement_response_id_question_open_answer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["analysis_run.id"],
            name=op.f("fk_statement_run_id_analysis_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_statement_response_id"), "statement", ["response_id"])
    op.create_index(op.f("ix_statement_run_id"), "statement", ["run_id"])


def _create_assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("statement_id", sa.String(32), nullable=False),
        sa.Column("concern_key", sa.String(16), nullable=False),
        sa.Column("run_id", sa.String(32), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id", "concern_key"],
            ["concern.run_id", "concern.key"],
            name=op.f("fk_assignment_run_id_concern_key_concern"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_assignment_statement_id_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "statement_id", "concern_key", name=op.f("pk_assignment")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_assignment_run_id"), "assignment", ["run_id"])


def _refuse_changes_of_the_audit() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit table is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_entry_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER audit_entry_refuses_{change} BEFORE {change.upper()} "
            "ON audit_entry BEGIN "
            "SELECT RAISE(ABORT, 'the audit table is append-only'); END"
        )
    # "INSERT OR REPLACE" deletes a row without the trigger above.
    op.execute(
        "CREATE TRIGGER audit_entry_refuses_replace BEFORE INSERT ON audit_entry "
        "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE number = NEW.number) BEGIN "
        "SELECT RAISE(ABORT, 'the audit table is append-only'); END"
    )

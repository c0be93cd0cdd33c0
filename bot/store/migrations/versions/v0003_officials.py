"""Officials, invitations, answers to what people asked, and the audit log that nobody can edit."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.columns import Number, count, moment, number, partial, ref, text

revision = "0003"
down_revision = "0002"

REFUSED = "the audit log is only ever added to"


def upgrade() -> None:
    """Make the tables, and lock the log."""
    _officials()
    _requests()
    _audit()


def _officials() -> None:
    op.create_table(
        "officials",
        number(),
        ref("person_id", "people"),
        text("role", None),
        text("tinh"),
        text("xa"),
        count("may_write", 1),
        count("may_send", 1),
        moment("since"),
        moment("until", required=False),
        # the newest question that they have been told of
        sa.Column("told_request", Number, nullable=False, server_default="0"),
        moment("told_at", required=False),
    )
    op.create_index("officials_person", "officials", ["person_id"])
    partial("officials_now", "officials", ["tinh", "xa"], "until IS NULL")
    op.create_table(
        "invitations",
        number(),
        text("code_hash", None),
        text("kind", None),  # office: a new one · handover: of office_id · person: an imported one
        ref("person_id", "people", required=False),  # who was imported
        ref("office_id", "officials", required=False),
        text("role"),
        text("tinh"),
        text("xa"),
        count("may_write", 1),
        count("may_send", 1),
        ref("invited_by", "people", required=False),  # nobody: the command line
        moment("made_at"),
        moment("expires_at"),
        moment("ended_at", required=False),
        text("outcome"),  # accepted, withdrawn
        sa.UniqueConstraint("code_hash"),
    )
    op.create_index("invitations_person", "invitations", ["person_id"])
    op.create_index("invitations_by", "invitations", ["invited_by"])
    partial("people_phone", "people", ["phone"], "phone <> ''")  # who was imported already
    op.create_table("guesses", number(), ref("address_id", "addresses"), moment("at"))
    op.create_table("codes_shown", number(), text("outbox_key", None))  # emptied once sent
    op.create_index("guesses_address", "guesses", ["address_id", "at"])


def _requests() -> None:
    op.add_column("requests", text("answer"))
    op.add_column("requests", sa.Column("answered_by", Number, nullable=True))
    op.add_column("requests", moment("answered_at", required=False))
    partial("requests_open", "requests", ["id"], "state = 'open'")


def _audit() -> None:
    """Each row carries the hash of the one before; `person` is no reference, for it outlives."""
    op.create_table(
        "audit",
        number(),
        moment("noted_at"),
        sa.Column("person", Number, nullable=False),
        text("act", None),
        text("about"),
        sa.Column("previous", sa.Text, nullable=False, unique=True),
        text("hash", None),
    )
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
    )
